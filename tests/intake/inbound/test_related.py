"""Email to what was merged, and answers to what was forwarded."""

import pytest

from intake import forwarding, merging, reply_address
from intake.models import Message, Submission
from intake.models.submission import Status
from tests.factories import SubmissionFactory, UserFactory
from tests.intake.inbound.conftest import REPLY, new_messages
from tests.intake.inbound.test_replies import email

pytestmark = pytest.mark.django_db

OUTSIDE = "surveyor@example.net"


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.fixture
def kept(submission, administrator):
    """The submission into which `submission` was merged."""
    kept = SubmissionFactory(
        queue=submission.queue, reference="HLT-AAA-AAA-AAA", sender_email=submission.sender_email
    )
    merging.merge(keep_id=kept.pk, merge_id=submission.pk, actor=administrator)
    return kept


@pytest.fixture
def copy(submission, administrator) -> Message:
    """A part of `submission` that was forwarded."""
    return forwarding.forward(
        submission_id=submission.pk, actor=administrator, address=OUTSIDE, text="It is wet."
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"In_Reply_To": "", "Subject": "Re: HLT-4KX-9RT-2H4"},
        {"In_Reply_To": "", "To": "reply+hlt4kx9rt2h4.wpccbyqxdni5bzik@in.example.org"},
    ],
)
def test_a_later_email_joins_the_one_that_is_kept_however_it_is_found(kept, submission, arrives, headers):
    record = arrives(email("Any news?", **headers))

    assert (record.outcome, record.submission) == ("reply", kept)
    assert [message.submission for message in new_messages()] == [kept]
    kept.refresh_from_db()
    submission.refresh_from_db()
    assert (kept.status, submission.status) == (Status.OPEN, Status.MERGED)


@pytest.mark.parametrize("sent_to", ["the queue", "the submission"])
def test_an_answer_to_a_copy_is_a_note_of_which_the_team_is_told(
    copy, submission, arrives, deliver_outbox, sent_to
):
    # Some programs answer without saying what: the address is enough then.
    headers = {
        "the queue": {"In_Reply_To": f"<{copy.uuid}@portal.example.org>"},
        "the submission": {"In_Reply_To": "", "To": reply_address.of(submission)},
    }[sent_to]

    record = arrives(email("Let it dry.", sender=OUTSIDE, **headers))

    (note,) = new_messages()
    assert (record.submission, note.kind, note.direction) == (submission, "note", "internal")
    assert submission.timeline.last().text == (
        f"By email from {OUTSIDE}, to whom it was forwarded: a note among staff, which the sender did not get"
    )
    before = submission.version
    submission.refresh_from_db()
    assert (submission.status, submission.version) == (Status.WAITING, before + 2)
    (told,) = [sent for sent in deliver_outbox() if "an answer to what was forwarded" in sent["Subject"]]
    assert told["To"] == "ada@example.org"


def test_an_answer_to_a_copy_finds_its_way_when_the_submission_is_merged_meanwhile(copy, kept, arrives):
    arrives(email("Let it dry.", sender=OUTSIDE, In_Reply_To="", To=copy.reply_to))
    (note,) = new_messages()
    assert (note.submission, note.direction) == (kept, Message.Direction.INTERNAL)


def test_the_sender_who_answers_a_copy_is_the_sender(copy, submission, arrives):
    arrives(email(In_Reply_To=f"<{copy.uuid}@portal.example.org>"))
    assert new_messages()[0].direction == Message.Direction.IN


def test_who_got_no_copy_writes_as_a_stranger_as_before(copy, submission, arrives):
    arrives(email(sender="other@example.net", In_Reply_To=f"<{REPLY}@portal.example.org>"))
    assert new_messages()[0].direction == Message.Direction.IN


def test_what_was_resolved_stays_so_when_an_answer_to_a_copy_comes(copy, submission, arrives):
    Submission.objects.filter(pk=submission.pk).update(status=Status.RESOLVED)
    arrives(email(sender=OUTSIDE, In_Reply_To=f"<{copy.uuid}@portal.example.org>"))
    submission.refresh_from_db()
    assert submission.status == Status.RESOLVED
