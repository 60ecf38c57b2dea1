"""Merging duplicates: what belongs to both is with the one that is kept, and it can be undone."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import (
    access,
    links,
    merged,
    merging,
    progress,
    references,
    senders,
    steps,
    tracking,
    triage,
    workflow,
)
from intake.models import Merge, Message, Submission
from intake.models.submission import Status
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    MessageFactory,
    QueueFactory,
    SubmissionFactory,
    submitted_registration,
)
from tests.suppliers.answers import COMPANY

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", slug="widgets")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__first_name="Ada", user__last_name="Okoro").user


@pytest.fixture
def first(queue):
    return SubmissionFactory(queue=queue, sender_email="jo@example.com", reference="HLT-AAA-AAA-AAA")


@pytest.fixture
def again(queue):
    return SubmissionFactory(queue=queue, sender_email="Jo@Example.com", reference="HLT-CCC-CCC-CCC")


def texts(submission: Submission) -> list[tuple[str, str]]:
    return list(submission.timeline.values_list("event", "text"))


def path_of(link: str) -> str:
    return link.removeprefix("http://portal.example.org")


def test_the_merged_one_is_closed_and_leads_to_the_one_that_is_kept(first, again, member):
    kept = merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)

    again.refresh_from_db()
    first.refresh_from_db()
    assert (kept, merged.kept_instead_of(again)) == (first, first)
    assert (again.status, first.status, first.version) == (Status.MERGED, Status.NEW, 2)
    assert texts(again) == [("merged", "Into HLT-AAA-AAA-AAA")]
    assert texts(first) == [("merged", "HLT-CCC-CCC-CCC into this one")]
    assert {entry.actor for entry in [*again.timeline.all(), *first.timeline.all()]} == {member}
    assert not Message.objects.exists()


def test_messages_and_files_of_both_are_with_the_one_that_is_kept(first, again, member):
    MessageFactory(submission=again, kind="inbound", direction="in", text="From the second")
    MessageFactory(submission=first, kind="inbound", direction="in", text="From the first")
    file = AttachmentFactory(submission=again)

    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)

    assert [message.text for message in merged.whole(first).messages()] == [
        "From the second",
        "From the first",
    ]
    assert list(merged.whole(first).attachments()) == [file]
    assert list(access.visible_attachments(member)) == [file]


def test_the_team_of_the_one_that_is_kept_may_open_the_files_of_the_other(first, member):
    elsewhere = MembershipFactory(user=member).queue
    other = SubmissionFactory(queue=elsewhere, sender_email=first.sender_email)
    file = AttachmentFactory(submission=other)
    colleague = MembershipFactory(queue=first.queue).user
    assert not access.visible_attachments(colleague).exists()

    merging.merge(keep_id=first.pk, merge_id=other.pk, actor=member)

    assert list(access.visible_attachments(colleague)) == [file]
    assert not access.visible_submissions(colleague).filter(pk=other.pk).exists()


def test_the_senders_link_opens_the_one_that_is_kept_with_the_replies_to_both(client, first, again, member):
    link = tracking.new_link(again)
    triage.reply(submission_id=again.pk, actor=member, text="We look into it.")
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    triage.reply(submission_id=first.pk, actor=member, text="It is solved.")

    page = client.get(path_of(link)).content.decode()

    assert first.reference in page
    assert again.reference not in page
    assert [said.text.splitlines()[0] for said in progress.conversation(first)] == [
        "It is solved.",
        "We look into it.",
    ]


def test_a_link_that_is_asked_for_by_the_old_reference_opens_the_one_that_is_kept(
    client, first, again, member, deliver_outbox
):
    again.reference = references.new_reference()
    again.save()
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    tracking.send_link(reference=again.reference, email="jo@example.com")
    (email,) = deliver_outbox()
    link = re.search(r"http://\S+/track/\S+", email.get_body(("plain",)).get_content())[0]
    assert first.reference in client.get(path_of(link)).content.decode()


def test_the_sender_is_told_only_if_the_person_chooses(first, again, member, deliver_outbox):
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member, tell_sender=True)

    (email,) = deliver_outbox()
    assert email["To"] == "Jo@Example.com"
    assert email["Subject"] == "HLT-AAA-AAA-AAA: your two enquiries are one now"
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        assert "Your reference from now on:" in body
        assert "HLT-CCC-CCC-CCC" in body
        assert "http://portal.example.org/track/" in body


def test_undone_it_stands_where_it_stood(first, again, member):
    triage.assign(submission_id=again.pk, actor=member, assignee=member)
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    senders.write(submission_id=first.pk, text="Any news?", author_email="jo@example.com")

    merging.unmerge(submission_id=again.pk, actor=member)

    again.refresh_from_db()
    assert (again.status, again.assignee) == (Status.OPEN, member)
    assert merged.kept_instead_of(again) == again
    assert texts(again)[-1] == ("unmerged", "Was in HLT-AAA-AAA-AAA")
    assert texts(first)[-1] == ("unmerged", "HLT-CCC-CCC-CCC is on its own again")
    assert [message.text for message in merged.whole(first).messages().filter(direction="in")] == [
        "Any news?"
    ]
    assert not merged.whole(again).messages().filter(direction="in").exists()


def test_what_was_resolved_or_waited_is_so_again(first, again, member):
    triage.reply(submission_id=again.pk, actor=member, text="Which one?", then="wait")
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    again.refresh_from_db()
    assert again.waiting_since is None
    merging.unmerge(submission_id=again.pk, actor=member)
    again.refresh_from_db()
    assert (again.status, again.waiting_since is None) == (Status.WAITING, False)


def test_what_had_been_merged_into_it_comes_along(first, again, member, queue):
    third = SubmissionFactory(queue=queue, sender_email=first.sender_email)
    merging.merge(keep_id=again.pk, merge_id=third.pk, actor=member)
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    third.refresh_from_db()
    assert [merge.merged for merge in merged.into(first)] == [third, again]
    assert merged.kept_instead_of(third) == first


def test_a_call_without_an_address_is_merged_into_what_was_written(first, queue, member):
    call = SubmissionFactory(queue=queue, sender_email="", source="telephone")
    merging.merge(keep_id=first.pk, merge_id=call.pk, actor=member, tell_sender=True)
    assert not Message.objects.exists()

    merging.unmerge(submission_id=call.pk, actor=member)
    with pytest.raises(ValidationError, match="has no email address"):
        merging.merge(keep_id=call.pk, merge_id=first.pk, actor=member)


def test_each_sender_may_read_only_their_own(first, queue, member):
    stranger = SubmissionFactory(queue=queue, sender_email="sam@example.com")
    with pytest.raises(ValidationError, match="different senders"):
        merging.merge(keep_id=first.pk, merge_id=stranger.pk, actor=member)


@pytest.mark.parametrize("status", [Status.SPAM, Status.WITHDRAWN, Status.MERGED])
def test_nothing_is_merged_into_what_nobody_looks_at(first, again, member, status):
    Submission.objects.filter(pk=first.pk).update(status=status)
    with pytest.raises(ValidationError, match="Nothing can be merged into it"):
        merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)


@pytest.mark.parametrize("status", [Status.SPAM, Status.WITHDRAWN, Status.MERGED])
def test_what_was_put_away_is_not_merged(first, again, member, status):
    Submission.objects.filter(pk=again.pk).update(status=status)
    with pytest.raises(workflow.MoveNotAllowed):
        merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)


def test_what_is_merged_is_neither_reopened_nor_assigned(first, again, member):
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    with pytest.raises(workflow.MoveNotAllowed):
        triage.reopen(submission_id=again.pk, actor=member)
    with pytest.raises(workflow.MoveNotAllowed):
        triage.assign(submission_id=again.pk, actor=member, assignee=member)


def test_a_registration_can_be_kept_but_not_merged_away(first, member, catch_all):
    registration = submitted_registration(COMPANY).submission
    MembershipFactory(queue=registration.queue, user=member)
    Submission.objects.filter(pk=registration.pk).update(sender_email=first.sender_email)
    with pytest.raises(ValidationError, match="decided on a page of its own"):
        merging.merge(keep_id=first.pk, merge_id=registration.pk, actor=member)
    merging.merge(keep_id=registration.pk, merge_id=first.pk, actor=member)
    assert Merge.objects.get().kept == registration


def test_into_itself_nothing_is_merged(first, member):
    with pytest.raises(ValidationError, match="itself"):
        merging.merge(keep_id=first.pk, merge_id=first.pk, actor=member)


def test_what_has_changed_meanwhile_is_not_merged(first, again, member):
    triage.note(submission_id=again.pk, actor=member, text="Wait: this one is another matter.")
    with pytest.raises(steps.ChangedMeanwhile):
        merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member, version=1)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("which", ["keep", "merge"])
def test_both_must_be_in_ones_queues(first, member, which):
    elsewhere = SubmissionFactory(sender_email=first.sender_email)
    ids = (elsewhere.pk, first.pk) if which == "keep" else (first.pk, elsewhere.pk)
    with pytest.raises(PermissionDenied):
        merging.merge(keep_id=ids[0], merge_id=ids[1], actor=member)


def test_a_stranger_undoes_nothing(first, again, member):
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=member)
    with pytest.raises(PermissionDenied):
        merging.unmerge(submission_id=again.pk, actor=MembershipFactory().user)
    assert Merge.objects.exists()


def test_what_is_not_merged_cannot_be_undone(first, member):
    with pytest.raises(ValidationError, match="not merged"):
        merging.unmerge(submission_id=first.pk, actor=member)


def test_linked_ones_lead_to_each_other_as_far_as_one_may_see_them(first, again, member, queue):
    elsewhere = SubmissionFactory()
    both = MembershipFactory(queue=elsewhere.queue, user__username="both").user
    MembershipFactory(queue=queue, user=both)
    links.link(submission_id=again.pk, other_id=first.pk, actor=member)
    links.link(submission_id=first.pk, other_id=again.pk, actor=member)
    links.link(submission_id=elsewhere.pk, other_id=first.pk, actor=both)

    assert links.linked(again, member) == [first]
    assert links.linked(first, member) == [again]
    assert set(links.linked(first, both)) == {again, elsewhere}
    assert texts(again) == [("linked", "With HLT-AAA-AAA-AAA")]

    links.unlink(submission_id=first.pk, other_id=again.pk, actor=member)
    links.unlink(submission_id=first.pk, other_id=again.pk, actor=member)
    assert links.linked(again, member) == []
    assert texts(again)[1:] == [("unlinked", "With HLT-AAA-AAA-AAA")]


def test_what_is_not_in_ones_queues_is_not_linked(first, member):
    elsewhere = SubmissionFactory()
    with pytest.raises(PermissionDenied):
        links.link(submission_id=first.pk, other_id=elsewhere.pk, actor=member)
    with pytest.raises(ValidationError, match="no submission"):
        links.found(reference=elsewhere.reference, actor=member)
    with pytest.raises(ValidationError, match="itself"):
        links.link(submission_id=first.pk, other_id=first.pk, actor=member)


def test_a_reference_is_found_however_it_is_typed(member, queue):
    submission = SubmissionFactory(queue=queue)
    typed = submission.reference.lower().replace("-", " ")
    assert links.found(reference=typed, actor=member) == submission
