"""Public pages and emails can be read at the age of 11, by the measure of Flesch and Kincaid."""

import datetime as dt
from urllib.parse import urlsplit

import pytest

from enquiries.models import SuggestedAnswer
from intake import merging, senders, tracking, triage
from intake.models import Message
from suppliers import drafts, people
from suppliers.models import Registration
from suppliers.review import letters
from tests import reading
from tests.enquiries import long_form
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    AttachmentFactory,
    EnquiryTypeFactory,
    SubmissionFactory,
    UserFactory,
    catch_all_queue,
    procurement_queue,
)
from tests.intake import public_emails
from tests.security import uploads_corpus
from tests.suppliers.public.people import Person

pytestmark = pytest.mark.django_db

_OLDEST = 11
_PAGES = [
    *("/", "/contacts/", "/privacy/", "/accessibility/", "/no-such-page/"),
    *("/enquiries/", "/enquiries/press/", "/enquiries/it-helpdesk/", "/enquiries/web-team/"),
    *("/enquiries/general/", "/enquiries/sent/", "/track/", "/track/sent/", "/track/unknown/"),
    *("/suppliers/", "/suppliers/register/", "/suppliers/register/sent/", "/suppliers/directory/"),
]
_OF_A_REGISTRATION = [
    *("", "organisation/", "contacts/", "insurance/", "policies/", "safeguarding/", "data-protection/"),
    *("offer/", "declarations/", "people/", "check/", "delete/"),
]


@pytest.fixture(autouse=True)
def queues(db):
    catch_all_queue()
    procurement_queue()


def _email_to(address: str) -> str:
    message = Message.objects.filter(recipient=address).latest("pk")
    return reading.of_email(f"{message.subject}\n\n{message.text}")


def assert_easy(text: str) -> None:
    assert text.split(), "nothing to read"
    hardest = sorted(text.split(". "), key=reading.age)[-5:]
    assert reading.age(text) <= _OLDEST, f"reading age {reading.age(text)}; the hardest: {hardest}"


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_can_be_read_at_eleven(client, settings, path):
    settings.SUPPLIER_DIRECTORY = True

    assert_easy(reading.of_page(client.get(path).content.decode()))


@pytest.mark.parametrize("page", ["", "details/", "solved/", "withdraw/"])
def test_the_senders_own_pages_can_be_read_at_eleven(client, page):
    link = tracking.new_link(SubmissionFactory(sender_email="jo@example.com"))
    path = "/track/" + link.rstrip("/").rsplit("/", 1)[1] + "/"

    assert_easy(reading.of_page(client.get(path + page).content.decode()))


@pytest.mark.parametrize(
    ("status", "page"), [("resolved", ""), ("resolved", "feedback/"), ("open", "feedback/")]
)
def test_what_asks_for_feedback_can_be_read_at_eleven(client, status, page):
    submission = SubmissionFactory(sender_email="jo@example.com", status=status)
    path = urlsplit(tracking.new_link(submission)).path

    assert_easy(reading.of_page(client.get(path + page).content.decode()))


@pytest.mark.parametrize("scan", ["waiting", "infected", "failed"])
def test_what_is_said_of_a_file_that_is_kept_away_can_be_read_at_eleven(client, scan):
    file = AttachmentFactory(submission=SubmissionFactory(), scan=scan)
    path = urlsplit(tracking.new_link(file.submission)).path

    page = client.get(path).content.decode()

    assert "virus" in page
    assert_easy(reading.of_page(page))


@pytest.mark.parametrize(
    "case", [case for case in uploads_corpus.CASES if case.refused], ids=lambda case: case.what
)
def test_why_a_file_is_refused_can_be_read_at_eleven(case):
    # The list of types is no sentence: it is read as a list.
    assert (
        reading.age(case.message.replace(case.name_shown, "It").replace(uploads_corpus.ACCEPTED, "PDF"))
        <= _OLDEST
    )


def test_check_and_confirmation_can_be_read_at_eleven():
    visitor = Visitor(EnquiryTypeFactory(asks_who=True))
    visitor.opens()
    visitor.answers(WHO)
    check = visitor.checks()
    visitor.sends()

    for page in (check, visitor.arrives()):
        assert_easy(reading.of_page(page.response.content.decode()))


@pytest.mark.parametrize("slug", ["it-helpdesk", "web-team"])
def test_what_to_try_before_sending_can_be_read_at_eleven(slug):
    visitor = Visitor(EnquiryTypeFactory(asks_who=True))
    first = SuggestedAnswer.objects.filter(enquiry_type__slug=slug)
    assert first.update(enquiry_type=visitor.enquiry_type, words="gate") >= 2
    visitor.opens()
    visitor.answers(WHO)
    check = visitor.checks()
    button = check.soup.select_one("main details button")
    solved = visitor.client.post(
        button["formaction"], {"form_token": visitor.token, "answer": button["value"]}, follow=True
    )

    assert "have you tried this?" in check.text
    for response in (check.response, solved):
        assert_easy(reading.of_page(response.content.decode()))


def test_the_pages_of_a_long_form_can_be_read_at_eleven():
    visitor = Visitor(long_form.make())
    assert_easy(reading.of_page(visitor.opens().response.content.decode()))
    visitor.posts("you", long_form.YOU)
    given = {"event": long_form.PARTY, "party": long_form.GUESTS, "details": long_form.DETAILS}
    for page, answers in given.items():
        assert_easy(reading.of_page(visitor.sees(page).response.content.decode()))
        visitor.posts(page, answers)

    assert_easy(reading.of_page(visitor.checks().response.content.decode()))


@pytest.mark.parametrize("page", _OF_A_REGISTRATION)
def test_a_suppliers_pages_can_be_read_at_eleven(page):
    ada = Person().comes_in().begins()

    assert_easy(reading.of_page(ada.opens(page).response.content.decode()))


@pytest.mark.parametrize("name", public_emails.PUBLIC)
def test_every_email_to_the_public_can_be_read_at_eleven(name):
    subject, text, _ = public_emails.rendered(name)

    assert_easy(reading.of_email(f"{subject}\n\n{text}"))


@pytest.mark.parametrize("outcome", ["approved", "approved_with_conditions", "changes_requested", "rejected"])
def test_a_decision_on_a_supplier_can_be_read_at_eleven(outcome):
    registration = Person().comes_in().begins().registration
    registration.submission = SubmissionFactory(sender_name="Ada Okoro", subject="Firm & Co")

    assert_easy(reading.of_email(letters.write(registration, outcome, "Your insurance ended in May.")))


def test_an_acknowledgement_can_be_read_at_eleven():
    Visitor(EnquiryTypeFactory(asks_who=True)).goes_through(WHO)

    assert_easy(_email_to(WHO["email"]))


def test_what_senders_are_told_later_can_be_read_at_eleven():
    jo = "jo@example.com"
    submission = SubmissionFactory(sender_email=jo, sender_name="Jo Brown", status="open")
    tracking.send_link(reference=submission.reference, email=jo)
    assert_easy(_email_to(jo))
    triage.reply(submission_id=submission.pk, actor=UserFactory(is_superuser=True), text="It is mended.")
    assert_easy(_email_to(jo))
    resolved = SubmissionFactory(sender_email="sam@example.com", status="open")
    triage.reply(
        submission_id=resolved.pk, actor=UserFactory(is_superuser=True), text="It is mended.", then="resolve"
    )
    assert "How did we do?" in _email_to("sam@example.com")
    assert_easy(_email_to("sam@example.com"))
    senders.correct_details(
        submission_id=submission.pk, name="Jo Brown", email="new@example.com", telephone=""
    )
    assert_easy(_email_to(jo))


def test_what_senders_are_told_of_a_merge_can_be_read_at_eleven():
    jo = "jo@example.com"
    keep, other = (SubmissionFactory(sender_email=jo, queue=catch_all_queue()) for _ in range(2))
    actor = UserFactory(is_superuser=True)
    merging.merge(keep_id=keep.pk, merge_id=other.pk, actor=actor, tell_sender=True)
    assert_easy(_email_to(jo))


def test_what_suppliers_are_sent_can_be_read_at_eleven():
    ada = Person().comes_in().begins()
    registration = ada.registration
    assert_easy(_email_to(ada.email))
    people.invite(supplier_id=registration.supplier_id, email="sam@example.org", by=ada.email)
    assert_easy(_email_to("sam@example.org"))
    Registration.objects.update(touched_at=registration.touched_at - dt.timedelta(days=8))
    drafts.remind_of(registration_id=registration.pk)
    assert "stop" in _email_to(ada.email)
    assert_easy(_email_to(ada.email))
