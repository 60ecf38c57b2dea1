"""Wordings of emails in the admin: a lead's own, previewed as they are typed, and tried on oneself."""

import base64
import hashlib

import pytest
from bs4 import BeautifulSoup

from intake import email_preview
from intake.models import EmailWording, Message, TimelineEntry
from tests.factories import SubmissionFactory, catch_all_queue
from tests.intake.admin.staff import Page, fields_of
from tests.intake.admin.test_page_queries import same

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

WORDINGS = "/admin/intake/emailwording/"


@pytest.fixture(autouse=True)
def somewhere_to_go():
    catch_all_queue()


def posts(colleague, button: str = "_save", path: str = f"{WORDINGS}add/", **typed) -> Page:
    fields = fields_of(colleague.opens(path).soup.select_one("#emailwording_form"))
    return colleague.posts(path, **(fields | {"email": "acknowledgement", button: "x"} | typed))


def framed(page: Page) -> str:
    """What the email in the preview's frame says."""
    email = BeautifulSoup(page.soup.select_one("iframe")["srcdoc"], "html.parser")
    return " ".join(email.body.get_text(" ").split())


def test_a_lead_words_the_acknowledgement_of_their_team(lead, widgets):
    page = posts(lead, queue=widgets.pk, kind="", opening="Thank you for your {{ kind }}.")

    assert "was added successfully" in page.messages[0]
    made = EmailWording.objects.get()
    assert (made.queue, made.words.opening) == (widgets, "Thank you for your {{ kind }}.")
    assert made.history.get().history_user == lead.user


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("subject", "for {{ sender_name }}", "There is no field “sender_name”. There are {{ reference }}"),
        ("opening", "{{ refrence }}", "There is no field “refrence”."),
        ("what_next", "{{ target", "A field begins with {{ and ends with }}"),
        ("closing", "{% load x %}", "A field begins with {{ and ends with }}"),
    ],
)
def test_a_wrong_field_is_said_beside_its_text(lead, widgets, field, text, problem):
    for button in ("_save", "_preview", "_test"):
        page = posts(lead, button, queue=widgets.pk, **{field: text})

        assert problem in page.error_beside(field)
        assert not page.soup.select("iframe")
    assert not EmailWording.objects.exists()
    assert not Message.objects.exists()


def test_the_preview_shows_what_is_typed_with_the_newest_submission(lead, widgets, gadgets):
    newest = SubmissionFactory(queue=widgets, kind_label="Widget enquiry")
    SubmissionFactory(queue=gadgets)

    page = posts(
        lead, "_preview", queue=widgets.pk, subject="thank you", opening="Thanks for your {{ kind }}!"
    )

    said = page.part(".email-preview")
    assert f"Subject {newest.reference}: thank you" in said
    assert f"Filled in with {newest.reference}" in said
    for text in (framed(page), page.part(".email-preview pre")):
        assert "Thanks for your widget enquiry!" in text
        assert "Widgets will look at it. We aim to reply by" in text
        assert "/track/" in text
    assert page.soup.select("iframe[sandbox='']")
    assert page.field("opening").get_text().strip() == "Thanks for your {{ kind }}!"
    assert not EmailWording.objects.exists()


@pytest.mark.parametrize("email", EmailWording.Email.values)
def test_every_email_is_previewed_as_it_is_as_a_rule(lead, widgets, email):
    page = posts(lead, "_preview", queue=widgets.pk, email=email)

    assert "filled in with an example" in page.part(".email-preview")
    assert "What happens next" in framed(page)
    assert "{{" not in framed(page)


def test_the_preview_is_of_a_submission_that_was_chosen(lead, widgets, gadgets):
    chosen, _, hidden = (SubmissionFactory(queue=queue) for queue in (widgets, widgets, gadgets))

    page = posts(lead, "_preview", queue=widgets.pk, sample=chosen.reference.lower())
    assert f"Filled in with {chosen.reference}" in page.part(".email-preview")

    page = posts(lead, "_preview", queue=widgets.pk, sample=hidden.reference)
    assert "in your queues" in page.error_beside("sample")
    assert hidden.subject not in page.text


def test_the_preview_is_of_what_one_sees(lead, widgets, gadgets):
    wording = EmailWording(email="reply")
    mine = SubmissionFactory(queue=widgets)
    SubmissionFactory(queue=gadgets)
    shown = email_preview.preview(wording=wording, person=lead.user, submission=None)
    assert mine.reference in shown.text


def test_the_styles_of_the_preview_alone_are_allowed_each_by_its_digest(lead, widgets):
    page = posts(lead, "_preview", queue=widgets.pk)
    plain = lead.opens(f"{WORDINGS}add/").response["Content-Security-Policy"]

    previewed = page.response["Content-Security-Policy"]
    email = BeautifulSoup(page.soup.select_one("iframe")["srcdoc"], "html.parser")
    styles = {each["style"] for each in email.select("[style]")}
    digests = {base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles}
    rule = next(each for each in previewed.split("; ") if each.startswith("style-src-attr "))
    assert set(rule.split()[2:]) == {f"'sha256-{digest}'" for digest in digests}
    assert len(styles) > 3
    assert "unsafe-inline" not in previewed
    assert "script-src 'self'" in previewed
    assert "unsafe" not in plain


def test_a_test_goes_to_the_person_alone(lead, widgets, deliver_outbox):
    submission = SubmissionFactory(queue=widgets)

    page = posts(lead, "_test", queue=widgets.pk, opening="Thank you!")

    assert f"on its way to {lead.user.email}" in page.messages[0]
    (email,) = deliver_outbox()
    assert email["To"] == lead.user.email
    assert email["Subject"] == f"[Test] {submission.reference}: we have your widget enquiry"
    assert "Thank you!" in email.get_body(("plain",)).get_content()
    assert "<p>Thank you!</p>" in email.get_body(("html",)).get_content()
    assert not submission.messages.exists()
    assert not TimelineEntry.objects.exists()
    assert not EmailWording.objects.exists()


def test_so_many_tests_an_hour(lead, widgets):
    for _ in range(10):
        posts(lead, "_test", queue=widgets.pk)

    assert "10 tests within an hour" in posts(lead, "_test", queue=widgets.pk).messages[0]
    assert Message.objects.count() == 10


def test_without_an_address_there_is_no_test(lead, widgets):
    lead.user.email = ""
    lead.user.save()

    assert "no email address" in posts(lead, "_test", queue=widgets.pk).messages[0]
    assert not Message.objects.exists()


def test_a_lead_sees_and_edits_their_own_only(lead, ada, widgets, gadgets):
    mine = EmailWording.objects.create(email="reply", queue=widgets, opening="Hello")
    theirs = EmailWording.objects.create(email="reply", queue=gadgets)
    everyones = EmailWording.objects.create(email="reply")

    assert lead.opens(WORDINGS).part("#result_list tbody") == "Reply every type Widgets Hello"
    assert lead.opens(f"{WORDINGS}{mine.pk}/change/").status == 200
    for other in (theirs, everyones):
        assert lead.client.get(f"{WORDINGS}{other.pk}/change/").status_code == 302
    for queue in ("", gadgets.pk):
        for button in ("_save", "_preview", "_test"):
            assert not posts(lead, button, queue=queue).soup.select("iframe")
    assert EmailWording.objects.count() == 3
    assert ada.client.get(WORDINGS).status_code == 403


def test_there_is_one_wording_for_a_type_and_a_team(administrator, widgets):
    for queue in (widgets.pk, ""):
        posts(administrator, queue=queue, opening="Hello")
        assert "There is a wording of this email" in posts(administrator, queue=queue, opening="Again").text
    assert EmailWording.objects.count() == 2


def test_the_list_asks_as_often_however_many_there_are(administrator, widgets):
    def add_one_of_each() -> None:
        for email in EmailWording.Email.values:
            EmailWording.objects.create(
                email=email, queue=widgets, kind=f"kind-{EmailWording.objects.count()}"
            )

    add_one_of_each()
    same(administrator, WORDINGS, add_one_of_each, 8)
