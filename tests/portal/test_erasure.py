"""A person asks to be erased: a planted word is nowhere afterwards, neither in a table nor in a file."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from intake import (
    bulk,
    delivery,
    drafts,
    forwarding,
    merging,
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
    ErasureRun,
    InboundEmail,
    LegalHold,
    LinkRequest,
    Message,
    Screening,
    Submission,
)
from intake.privacy import holds, requests, scrub, subject_access
from suppliers.models import Registration, Supplier
from tests.enquiries.visitor import Visitor
from tests.factories import (
    AttachmentFactory,
    EnquiryTypeFactory,
    MessageFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
    approved_supplier,
    submitted_registration,
)
from tests.portal.everything import where
from tests.suppliers.answers import company

pytestmark = [pytest.mark.django_db, pytest.mark.security("privacy")]

MARKER = "quuxberry"
ADDRESS = f"{MARKER}@example.org"


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    """Other tests that run at the same time keep files as well."""
    folder = tmp_path / "data"
    default = settings.STORAGES["default"]
    options = {**default.get("OPTIONS", {}), "location": folder / "uploads"}
    settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}
    settings.DATA_DIR = folder


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


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


@pytest.mark.parametrize("held", ["submission", "email"])
def test_a_legal_hold_stops_it_and_says_so(administrator, held):
    submission = SubmissionFactory(sender_email=ADDRESS)
    what = {"submission": submission} if held == "submission" else {"email": ADDRESS}
    holds.place(actor=administrator, reason="Claim in court", **what)

    with pytest.raises(ValidationError, match=r"a legal hold keeps it .*Claim in court"):
        requests.erase(address=ADDRESS, actor=administrator)

    submission.refresh_from_db()
    assert submission.sender_email == ADDRESS
    assert not ErasureRun.objects.exists()


def test_a_hold_that_has_ended_goes_with_the_address(administrator):
    hold = holds.place(actor=administrator, reason="Claim", email=ADDRESS)
    holds.lift(hold_id=hold.pk, actor=administrator)

    requests.erase(address=ADDRESS, actor=administrator)

    assert not LegalHold.objects.exists()


def test_a_look_at_what_it_comes_to_is_the_administrators_and_changes_nothing(administrator):
    submission = SubmissionFactory(sender_email=ADDRESS)
    with pytest.raises(PermissionDenied):
        requests.preview(address=ADDRESS, actor=UserFactory())

    seen = requests.preview(address=ADDRESS, actor=administrator)

    submission.refresh_from_db()
    assert (seen.submissions, submission.sender_email) == (1, ADDRESS)
    assert seen.mentions == scrub.mentions(ADDRESS) > 0


def test_what_is_taken_out_is_in_no_past_version_either(administrator):
    """A change of the words that is kept would keep them."""
    supplier = approved_supplier(company())
    supplier.people.create(email=ADDRESS)
    supplier.trading_name = f"See {ADDRESS}"
    supplier.save()

    requests.erase(address=ADDRESS, actor=administrator)

    assert MARKER not in str(list(Supplier.history.values()))


def test_the_files_of_what_cannot_be_erased_stay(administrator, monkeypatch):
    """They go once it is certain."""
    file = AttachmentFactory(submission=SubmissionFactory(sender_email=ADDRESS)).file
    monkeypatch.setattr(scrub, "everywhere", lambda address: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        requests.erase(address=ADDRESS, actor=administrator)

    assert file.storage.exists(file.name)


def test_what_was_merged_goes_too(administrator):
    kept, other = SubmissionFactory(sender_email=ADDRESS), SubmissionFactory(sender_email=ADDRESS)
    merging.merge(keep_id=kept.pk, merge_id=other.pk, actor=administrator)

    requests.erase(address=ADDRESS, actor=administrator)

    assert [row.erased_at is None for row in Submission.objects.all()] == [False, False]


def test_what_is_open_is_closed_and_what_waits_is_not_sent(administrator):
    submission = SubmissionFactory(sender_email=ADDRESS)
    MessageFactory(submission=submission)

    requests.erase(address=ADDRESS, actor=administrator)

    submission.refresh_from_db()
    assert submission.status == "withdrawn"
    assert Message.objects.get().state == "cancelled"


def test_a_longer_address_is_somebody_elses(administrator):
    other = SubmissionFactory(subject=f"See jo{ADDRESS} and {ADDRESS}.uk", sender_email=f"jo{ADDRESS}")

    requests.erase(address=ADDRESS, actor=administrator)

    other.refresh_from_db()
    assert other.subject == f"See jo{ADDRESS} and {ADDRESS}.uk"
    assert other.erased_at is None


def test_the_report_is_found_by_who_has_the_address_and_names_nobody(administrator):
    SubmissionFactory(sender_email=ADDRESS)

    report = requests.erase(address=ADDRESS, actor=administrator)

    assert requests.reports_of(ADDRESS) == [report]
    assert requests.reports_of("al@example.org") == []


@pytest.mark.parametrize("address", ["", "jo", "boss@example.org"])
def test_no_address_and_a_colleagues_are_refused(administrator, address):
    UserFactory(email="boss@example.org")

    with pytest.raises(ValidationError):
        requests.erase(address=address, actor=administrator)


def test_only_administrators_may():
    with pytest.raises(PermissionDenied):
        requests.erase(address=ADDRESS, actor=UserFactory())


def test_the_command_erases_and_asks_once_more(monkeypatch, capsys):
    SubmissionFactory(sender_email=ADDRESS)
    monkeypatch.setattr("builtins.input", lambda _: "other@example.org")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_person", ADDRESS)

    call_command("erase_person", ADDRESS, yes=True)

    assert "1  Submissions" in capsys.readouterr().out
    assert where(MARKER) == []
