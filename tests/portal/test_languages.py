"""The public side speaks the languages it is told of, misses no text, and leaves the staff their English."""

import re

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from intake import languages, outbox
from intake.models import Message, Submission
from portal import script_words
from scripts import messages
from tests import bare_text
from tests.factories import SubmissionFactory

PSEUDO = [("en-gb", "English"), ("en-xa", "Pseudo-English"), ("ar-xb", "Pseudo-Arabic")]
#: The modules that say something to the public.
PUBLIC = [
    *("portal/contacts.py", "portal/cookies.py", "portal/views.py", "portal/unavailable.py"),
    *("intake/forms.py", "intake/views.py", "intake/wording.py", "intake/progress.py"),
    *("intake/attachments.py", "intake/contents.py", "intake/uploads.py", "intake/dates.py"),
    "intake/file_rules.py",
    *("intake/feedback.py", "intake/email_wordings.py", "intake/acknowledging.py", "intake/outbox.py"),
    *("enquiries/form_factory.py", "enquiries/forms.py", "enquiries/school_fields.py", "enquiries/views.py"),
    *("enquiries/steps.py", "enquiries/step_addresses.py", "enquiries/sending.py", "enquiries/traps.py"),
    *("enquiries/suggested_answers.py", "enquiries/drafts.py", "enquiries/browser.py"),
    *("suppliers/drafts.py", "suppliers/expiries.py", "suppliers/registered_twice.py"),
    *("suppliers/conflicts.py", "suppliers/directory.py", "suppliers/documents.py", "suppliers/door.py"),
    *("suppliers/exclusions.py", "suppliers/identifiers.py", "suppliers/lookups.py", "suppliers/overview.py"),
    *("suppliers/paper.py", "suppliers/people.py", "suppliers/public_forms.py", "suppliers/registration.py"),
    *("suppliers/sections.py", "suppliers/sending.py", "suppliers/status.py", "suppliers/tasklist.py"),
    *("suppliers/thresholds.py", "suppliers/unsaved.py"),
    *(f"{each}" for each in ("intake/fields", "suppliers/forms", "suppliers/views")),
]
#: What reads as words in them and is not for the public.
NOT_FOR_THE_PUBLIC = {
    # Names.
    *("Hackney Learning Trust", "London Borough of Hackney"),
    # What only developers read, of what no page offers.
    "Feedback is taken only once it is resolved, and not for ever.",
    *("An email is about a submission, or comes from a queue.", "A stored file goes with one email only."),
    "A file that is not checked for viruses goes with no email.",
    "An email is stored in the transaction it belongs to.",
    # What a submission is called and says among the staff, whose side is English.
    *("Supplier’s change of details", "Renewal of a supplier’s registration", "Declared exclusion grounds"),
    *("The registration was sent again.\n\n", "No answer has changed."),
    # Why a page is not there, which Django shows to developers only.
    *("The directory of suppliers is switched off.", "There is nothing of that kind to begin."),
    "There is no such section.",
    # Prefixes of company numbers.
    *(text for text in bare_text.in_module((messages.ROOT / "suppliers/identifiers.py").read_text())),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    messages.make_pseudo(folder)
    return folder


@pytest.fixture
def several(folder):
    with override_settings(LANGUAGES=PSEUDO, LOCALE_PATHS=[folder]):
        yield


def test_a_page_is_in_the_language_that_the_browser_asks_for(db, client, several):
    page = client.get(reverse("home"), headers={"accept-language": "en-XA,en;q=0.5"})

    assert page["Content-Language"] == "en-xa"
    assert {"Accept-Language", "Cookie"} <= set(page["Vary"].split(", "))
    assert '<html lang="en-xa" class' in page.text
    assert messages.accented("Already sent us something?") in page.text


def test_a_cookie_counts_more_than_the_browser(db, client, several):
    client.cookies["django_language"] = "ar-xb"

    page = client.get(reverse("home"), headers={"accept-language": "en-XA"})

    assert '<html lang="ar-xb" dir="rtl" class' in page.text


@pytest.mark.parametrize("asked", ["", "en-US", "fr,de;q=0.5", "xx-not-a-language"])
def test_any_other_language_is_answered_in_english(db, client, several, asked):
    page = client.get(reverse("home"), headers={"accept-language": asked})

    assert '<html lang="en" class' in page.text
    assert "Already sent us something?" in page.text


def test_with_one_language_nothing_is_said_of_it(db, client):
    page = client.get(reverse("home"), headers={"accept-language": "ar"})

    assert '<html lang="en" class="govuk-template">' in page.text
    assert "Content-Language" not in page
    assert "Accept-Language" not in page.get("Vary", "")
    assert 'id="words"' not in page.text


def test_pages_that_say_what_went_wrong_are_translated_too(db, client, several):
    page = client.get("/no/such/page/", headers={"accept-language": "en-XA"})

    assert page.status_code == 404
    assert messages.accented("Page not found") in page.text


def test_the_staff_read_english(admin_client, several):
    page = admin_client.get(reverse("admin:index"), headers={"accept-language": "en-XA"})

    assert "My work" in page.text
    assert "ļ" not in page.text


def test_what_was_sent_in_a_language_is_answered_in_it(db, several):
    with translation.override("en-xa"):
        assert languages.asked_for() == "en-xa"
    submission = SubmissionFactory(language="en-xa")

    assert outbox._language(submission, Message.Kind.REPLY, [submission.sender_email]) == "en-xa"
    assert outbox._language(submission, Message.Kind.ALERT, [submission.sender_email]) == ""
    assert outbox._language(submission, Message.Kind.REPLY, ["staff@example.org"]) == ""


def test_a_language_that_is_spoken_no_longer_is_english():
    assert languages.known("en-xa") == "en-gb"
    assert Submission._meta.get_field("language").default == "en-gb"


@pytest.mark.parametrize("path", list(messages.public_templates()), ids=lambda path: path.stem)
def test_every_text_of_a_public_template_is_for_translators(path):
    assert list(bare_text.in_template(path.read_text())) == []


@pytest.mark.parametrize("room", PUBLIC)
def test_every_text_of_a_public_module_is_for_translators(room):
    paths = [messages.ROOT / room] if room.endswith(".py") else sorted((messages.ROOT / room).glob("*.py"))

    for path in paths:
        assert set(bare_text.in_module(path.read_text())) - NOT_FOR_THE_PUBLIC == set(), path


def test_every_text_of_a_script_is_for_translators():
    scripts = (messages.ROOT / "portal" / "assets").rglob("*.js")

    said = {text for path in scripts for text in re.findall(r'translated\(\s*"([^"]+)"', path.read_text())}

    assert said == set(script_words.TEXTS)


def test_the_guards_find_what_is_bare():
    template = '<p>{% translate "Good" %} Bad words</p><nav aria-label="Worse"></nav>{{ x|default:"Not so" }}'
    module = 'raise ValidationError("Something is wrong")\nlabel = _("Something is right")\n"Not a text."'

    assert sorted(bare_text.in_template(template)) == ["Bad words", "Not so", "Worse"]
    assert list(bare_text.in_module(module)) == ["Something is wrong"]


def test_a_pseudo_locale_keeps_what_a_message_is_made_of():
    kept = re.compile(r"\{\{ [a-z_]+ \}\}|%\([a-z_]+\)s|\{[a-z_]*\}|</?[a-z]+|%%")

    for message in messages.catalogue():
        for text in message.id if isinstance(message.id, tuple) else [message.id]:
            for change in (messages.accented, messages.right_to_left):
                assert sorted(kept.findall(change(text))) == sorted(kept.findall(text))


def test_a_pseudo_locale_is_longer_and_accented():
    assert messages.accented("Send your message") == "[Šéñð ýöûŕ ɱéššåĝé öñé ţŵö]"
    assert messages.right_to_left("{count} files") == "{count} \u202efiles\u202c"
