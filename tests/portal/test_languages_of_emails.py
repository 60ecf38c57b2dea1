"""A sender gets each email in the language in which they sent; staff read what was sent in English."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from enquiries.models import Question
from intake import acknowledging, progress, reply_email, tracking, triage
from intake.models import Message, Submission
from scripts import messages
from tests.browser import untranslated
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    QuestionFactory,
    QueueFactory,
    RegistrationFactory,
    SubmissionFactory,
    SupplierFactory,
    UserFactory,
    catch_all_queue,
)
from tests.intake import public_emails

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

#: What is not translated: names, and what HLT and people wrote.
DATA = {
    *("Widget Desk", "Ada Okoro", "Firm & Co", "Insurance", "A “certificate”", "Hall hire", "hall hire"),
    *("Yes.", "At nine.", "First this.", "Then that.", "Offer: price", "Contacts: name"),
    *("Yes.\n\nAt nine.", "registration", "Hackney Learning Trust, London Borough of Hackney"),
    *("It is mended.", "Insurance expires soon"),
}
#: What goes to people outside who do not write to us themselves.
IN_ENGLISH = {"forwarded"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    messages.make_pseudo(folder)
    return folder


@pytest.fixture(autouse=True)
def several(folder):
    languages = [("en-gb", "English"), ("en-xa", "Pseudo-English")]
    with override_settings(LANGUAGES=languages, LOCALE_PATHS=[folder]):
        yield


@pytest.fixture
def halls():
    queue = QueueFactory(contact_name="Widget Desk")
    MembershipFactory(queue=queue, user__email="ada@example.org")
    halls = EnquiryTypeFactory(name="Hall hire", asks_who=True, usual_queue=queue, next_steps="First this.")
    QuestionFactory(enquiry_type=halls, name="party", label="Is it a party?", kind=Question.Kind.YES_NO)
    return halls


def sent_in_another_language(enquiry_type) -> Submission:
    visitor = Visitor(enquiry_type, Client(headers={"accept-language": "en-XA"}))
    visitor.goes_through({**WHO, "party": "yes"})
    return Submission.objects.get()


def bare(message: tuple[str, str, str]) -> list[str]:
    """What an email says that is neither accented nor data."""
    subject, text, html = message
    text = re.sub("^- ", "", text, flags=re.MULTILINE)
    blocks = BeautifulSoup(html, "html.parser").get_text("\n").split("\n\n")
    said = [subject.partition(": ")[2] or subject, *text.split("\n\n"), *blocks]
    return sorted({part for each in said for part in untranslated.bare(each, DATA)})


def is_english(message: Message) -> bool:
    accented = set(messages.accented("abcdefghiklmnoprstuwy"))
    return not (accented - set("[] ")) & set(message.subject + message.text + message.html)


def test_a_sender_is_answered_in_their_language_and_the_team_told_in_english(halls):
    submission = sent_in_another_language(halls)

    to_sender = submission.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)
    assert messages.accented("Your reference:") in to_sender.html
    assert '<html lang="en-xa">' in to_sender.html
    assert bare((to_sender.subject, to_sender.text, to_sender.html)) == []
    alert = submission.messages.get(kind=Message.Kind.ALERT)
    assert alert.recipient == "ada@example.org"
    assert '<html lang="en">' in alert.html
    assert is_english(alert)


def test_what_staff_read_of_it_is_english(halls):
    submission = sent_in_another_language(halls)

    said = {answer["name"]: answer["display"] for answer in submission.answers}
    assert said["party"] == said["privacy"] == "Yes"
    assert submission.language == "en-xa"


def test_a_reply_is_in_the_senders_language_as_its_preview_is(halls):
    submission, ada = sent_in_another_language(halls), UserFactory(administrator=True)

    preview = reply_email.preview(submission=submission, text="It is mended.", author=ada)
    message = triage.reply(submission_id=submission.pk, actor=ada, text="It is mended.", then="resolve")

    DATA.add(ada.get_full_name())
    assert bare((message.subject, message.text, message.html)) == []
    assert messages.accented("Very satisfied") in message.text
    assert messages.accented("What happens next") in preview.text


def test_its_page_shows_a_reply_without_the_ending_of_the_email(halls):
    submission, ada = sent_in_another_language(halls), UserFactory(administrator=True)
    triage.reply(submission_id=submission.pk, actor=ada, text="It is mended.", then="reply")

    (said,) = progress.conversation(submission)

    assert said.text.startswith("It is mended.")
    assert submission.reference not in said.text
    assert messages.accented("What happens next") not in said.text


@pytest.mark.parametrize("name", sorted(set(public_emails.PUBLIC) - IN_ENGLISH))
def test_every_email_to_the_public_is_for_translators(name):
    catch_all_queue()
    with translation.override("en-xa"):
        email = public_emails.rendered(name)

    assert bare(email) == []


def test_a_link_is_in_the_language_in_which_they_sent():
    submission = SubmissionFactory(language="en-xa", sender_email="jo@example.com")

    tracking.send_link(reference=submission.reference, email="jo@example.com")

    assert messages.accented("the link you asked for") in submission.messages.get().subject


def test_a_supplier_is_reminded_in_the_language_in_which_it_last_sent():
    supplier = SupplierFactory()
    assert supplier.language() == ""
    RegistrationFactory(supplier=supplier, submission=SubmissionFactory(language="en-xa"))

    assert supplier.language() == "en-xa"


def test_a_supplier_is_told_what_happens_next_in_their_language():
    submission = SubmissionFactory(language="en-xa")
    step = gettext_lazy("Being registered is no promise of business.")

    with transaction.atomic():
        acknowledging.acknowledge(submission, next_steps=[step])

    assert messages.accented("Being registered is no promise of business.") in submission.messages.get().text
