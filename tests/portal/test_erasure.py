"""A person asks to be erased: a planted word is nowhere afterwards, neither in a table nor in a file."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from intake import (
    bulk,
    delivery,
    drafts,
    forwarding,
    saved_views,
    submission_export,
    triage,
    worklist,
)
from intake import feedback as feedbacks
from intake.inbound import applying, storing
from intake.models import (
    AuditEntry,
    DeliveryEvent,
    InboundEmail,
    LinkRequest,
    Message,
    Screening,
    Submission,
)
from intake.privacy import requests, subject_access
from suppliers.models import Registration, Supplier
from tests.enquiries.visitor import Visitor
from tests.factories import (
    AttachmentFactory,
    EnquiryTypeFactory,
    MessageFactory,
    SubmissionFactory,
    TagFactory,
    approved_supplier,
    submitted_registration,
)
from tests.portal.everything import where
from tests.suppliers.answers import company

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("privacy"),
    pytest.mark.usefixtures("files_of_its_own"),
]

MARKER = "quuxberry"
ADDRESS = f"{MARKER}@example.org"


@pytest.fixture
def _at_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        yield


def email_from(sender: str, subject: str, text: str, to: str) -> bytes:
    return f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{MARKER}@x>\n\n{text}\n".encode()


def sent_by_the_form(caller=None) -> Submission:
    """An enquiry through its pages, with a draft left of it."""
    visitor = Visitor(EnquiryTypeFactory(asks_who=True))
    visitor.goes_through(
        {"name": f"Jo {MARKER}", "email": ADDRESS, "message": f"I am {MARKER}, please help.", "privacy": "on"}
    )
    begun = Visitor(visitor.enquiry_type)
    begun.opens()
    begun.answers({"name": f"Jo {MARKER}", "email": ADDRESS, "message": f"{MARKER} again", "privacy": "on"})
    return Submission.objects.get(sender_email=ADDRESS)


def handled(submission: Submission, actor) -> None:
    """All that staff and machines make of it."""
    triage.reply(submission_id=submission.pk, actor=actor, text=f"Dear {MARKER}")
    triage.note(submission_id=submission.pk, actor=actor, text=f"{MARKER} rang")
    forwarding.forward(
        submission_id=submission.pk, actor=actor, address="out@example.net", text=f"Of {MARKER}"
    )
    drafts.save(submission_id=submission.pk, actor=actor, text=f"To {MARKER} I")
    content = ContentFile(f"%PDF {MARKER}".encode(), name="x")
    AttachmentFactory(submission=submission, name=f"{MARKER}.pdf", file=content)
    raw = email_from(ADDRESS, f"Re: {submission.reference}", f"{MARKER} here", submission.queue.reply_to)
    applying.apply(storing.store(raw, source="test", key=f"test:{MARKER}").pk)
    sent = submission.messages.filter(kind="acknowledgement").get()
    DeliveryEvent.objects.create(
        key="event", provider="x", event_type="bounced", message=sent, recipient=ADDRESS, raw={"to": ADDRESS}
    )
    DeliveryEvent.objects.create(
        key="late", provider="x", event_type="opened", recipient=ADDRESS.upper(), description=f"{MARKER} left"
    )
    triage.resolve(submission_id=submission.pk, actor=actor, note_text=f"{MARKER} is glad")
    feedbacks.give(submission_id=submission.pk, rating=4, comment=f"Thank you, {MARKER}")


def looked_for(actor) -> None:
    """What colleagues keep of a search for the person."""
    criteria = worklist.Criteria(view="everything", text=f"Jo {MARKER} {ADDRESS}")
    list(submission_export.begin(user=actor, criteria=criteria, file_format="csv").rows)
    saved_views.save(user=actor, name=f"Of Jo {MARKER}", query={"q": ADDRESS})
    bulk.start(
        move="resolve",
        submission_ids=[],
        actor=actor,
        said="resolved",
        list_query=f"q={MARKER}%40example.org",
    )


def listed(submission: Submission, actor) -> None:
    """A digest, which names it among others."""
    fields = {"submission": None, "queue": submission.queue, "recipient": actor.email, "state": "sent"}
    MessageFactory(text=f"{submission.reference} from Jo {MARKER}", html=f"<p>{MARKER}</p>", **fields)


def asked_for(submission: Submission, actor) -> None:
    """What was written for the person alone, and what is kept of what the portal did."""
    asked = {"submission": None, "queue": submission.queue, "recipient": ADDRESS.upper()}
    MessageFactory(kind="tracking-link", text=f"Dear {MARKER}", html=f"<p>{MARKER}</p>", **asked)
    LinkRequest.objects.create(reference="HLT-1", email=ADDRESS.upper())
    Screening.objects.create(submission=submission, score=1, reasons=[{"words": f"a link to {MARKER}"}])
    LogEntry.objects.create(
        user=actor,
        content_type=ContentType.objects.get_for_model(Submission),
        object_id=str(submission.pk),
        object_repr=f"From Jo {MARKER}",
        action_flag=2,
    )
    submission.tags.add(TagFactory())
    subject_access.make(subject_access.ask(address=ADDRESS, actor=actor).pk)


def mentioned(actor) -> Submission:
    """Somebody else's submission, in which the address stands, and into which the person wrote."""
    other = SubmissionFactory(
        sender_email="al@example.org",
        subject=f"Ask {ADDRESS}",
        answers=[
            {"name": "m", "label": "M", "kind": "long_text", "value": ADDRESS, "display": f"See {ADDRESS}."}
        ],
    )
    triage.note(submission_id=other.pk, actor=actor, text=f"See {ADDRESS}, they know.")
    message = MessageFactory(
        submission=other, direction="in", kind="inbound", state="recorded", text=f"I am {MARKER}"
    )
    content = ContentFile(f"%PDF {MARKER}".encode(), name="y")
    AttachmentFactory(message=message, submission=None, name=f"{MARKER}.pdf", file=content)
    email = storing.store(email_from(ADDRESS, "Hello", MARKER, "x@example.org"), source="test", key="other")
    InboundEmail.objects.filter(pk=email.pk).update(
        outcome="reply", submission=other, message=message, sender=ADDRESS
    )
    return other


def test_a_planted_word_is_nowhere_afterwards(
    administrator, mailbox, settings, django_capture_on_commit_callbacks, caplog, capsys
):
    with django_capture_on_commit_callbacks(execute=True):
        submission = sent_by_the_form()
    handled(submission, administrator)
    looked_for(administrator)
    listed(submission, administrator)
    asked_for(submission, administrator)
    other = mentioned(administrator)
    delivery.sweep()
    for pk in Message.objects.filter(state="queued").values_list("pk", flat=True):
        delivery.deliver(pk)
    mail = settings.MAIL_DIR
    before = where(MARKER, mail)
    assert AuditEntry.objects.exists()
    assert "intake_auditentry" not in before
    assert {"intake_submission", "intake_message", "intake_draft", "answers of drafts"} <= set(before)
    assert any(str(mail) in name for name in before)
    assert len(before) >= 18

    with django_capture_on_commit_callbacks(execute=True):
        report = requests.erase(address=ADDRESS.upper(), actor=administrator)

    assert where(MARKER, mail) == []
    assert not submission.tags.exists()
    assert not LinkRequest.objects.exists()
    assert MARKER not in caplog.text + capsys.readouterr().err
    assert {line["what"]: line["count"] for line in report.lines}["Submissions"] == 1
    other.refresh_from_db()
    assert other.subject == "Ask (erased)"
    assert other.sender_email == "al@example.org"


@pytest.mark.parametrize("role", ["main", "invoices"])
def test_a_suppliers_person_is_nowhere_afterwards_and_the_firm_stays(
    administrator, django_capture_on_commit_callbacks, role
):
    answers = company()
    answers["contacts"] |= {
        f"{role}_name": f"Jo {MARKER}",
        f"{role}_email": ADDRESS,
        f"{role}_telephone": "020 7946 0999",
    }
    supplier = approved_supplier(answers)
    supplier.people.create(email=ADDRESS)
    supplier.people.create(email="al@example.org", invited_by=ADDRESS)
    assert len(where(MARKER)) >= 3

    with django_capture_on_commit_callbacks(execute=True):
        requests.erase(address=ADDRESS, actor=administrator)

    assert where(MARKER) == []
    assert where("020 7946 0999") == []
    supplier.refresh_from_db()
    assert supplier.legal_name == answers["organisation"]["legal_name"]
    assert [person.email for person in supplier.people.all()] == ["al@example.org"]


def test_a_firm_that_was_never_one_of_ours_goes_with_its_only_person(
    administrator, django_capture_on_commit_callbacks
):
    answers = company()
    answers["contacts"] |= {"main_name": f"Jo {MARKER}", "main_email": ADDRESS}
    registration = submitted_registration(answers)
    registration.supplier.people.create(email=ADDRESS)
    client = Client()
    stored = client.session
    stored["supplier"] = {"email": ADDRESS, "used_at": timezone.now().isoformat()}
    stored.save()

    with django_capture_on_commit_callbacks(execute=True):
        requests.erase(address=ADDRESS, actor=administrator)

    assert where(MARKER) == []
    assert not Registration.objects.exists()
    assert not Supplier.objects.exists()
    assert not Supplier.history.exists()
