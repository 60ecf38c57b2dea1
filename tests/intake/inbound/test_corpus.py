"""Emails as they really come, each with exactly what must become of it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from intake.models import Attachment, Message, Submission, TimelineEntry
from tests.intake.inbound.conftest import new_messages

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).parent / "corpus"


class Becomes(NamedTuple):
    """What must become of an email.

    Attributes:
        outcome: of the email.
        text: what is new in it, as the team reads it; None where nothing is added.
        files: the names of those that are kept.
        acknowledged: whether its sender gets an acknowledgement.
        subject: of the new submission.
        note: the timeline's last entry with words of its own.
    """

    outcome: str
    text: str | None = None
    files: tuple[str, ...] = ()
    acknowledged: bool = False
    subject: str = ""
    note: str = ""


def reply(text: str, *files: str, note: str = "By email") -> Becomes:
    return Becomes("reply", text, files, note=note)


def new(subject: str, text: str, *files: str, acknowledged: bool = True, note: str = "") -> Becomes:
    return Becomes("submission", text, files, acknowledged, subject, note)


def automatic(subject: str) -> Becomes:
    return Becomes("automatic", note=f"Automatic reply from jo.brown@example.com: {subject}")


CASES = {
    "reply-outlook-desktop": reply(
        "Dear Ada,\n\nThe widget is in room 12. The key is with the site manager.\n\n"
        "Kind regards,\nJo Brown\nSchool business manager"
    ),
    "reply-outlook-web": reply(
        "It’s still broken. See the photo (https://school.example.org/photo).\n\nJo", "invoice.pdf"
    ),
    "reply-outlook-german": reply(
        "Guten Tag,\n\nder Stecker gehört zum großen Gerät.\n\nMit freundlichen Grüßen\nJo Brown"
    ),
    "reply-gmail-web": reply("Thank you – it works now."),
    "reply-gmail-android": reply("Yes please, tomorrow at 9."),
    "reply-gmail-turkish": reply("Teşekkürler, çalışıyor."),
    "reply-apple-mail": reply(
        "Here is the screenshot.\n\nBest wishes\nJo",
        "Screenshot 2026-11-24 at 10.40.12 of the error on the big screen.png",
    ),
    "reply-iphone": reply("No, it’s gone again."),
    "reply-samsung": reply("Please ring me on 020 7946 0123."),
    "reply-thunderbird-bottom": reply(
        "In the cellar. The caretaker has the key, and he will be here every morning this week until nine."
    ),
    "reply-thunderbird-inline": reply(
        "On 24/11/2026 10:15, Widgets wrote:\n> Where is the widget?\n\nIn the cellar.\n\n"
        "> Who has the key?\n\nThe caretaker."
    ),
    "reply-from-another-address": reply(
        "I am Jo's colleague. Jo is ill; please write to me.",
        note="By email from sam.green@example.net, which is not the sender’s address",
    ),
    "reply-by-subject": reply("One thing more: the widget is blue."),
    "new-with-a-strangers-reference": new("HLT-4KX-9RT-2H4", "Tell me what became of this."),
    "forged-signature": Becomes("no_queue"),
    "to-no-queue": Becomes("no_queue"),
    "to-the-slug": new("By the queue's name", "A new matter."),
    "reply-through-a-ticket-system": new(
        "A question from the newsdesk",
        "May we visit the widget exhibition?",
        acknowledged=False,
        note="The email asks for no automatic answer.",
    ),
    "new-winmail": new(
        "The plans",
        "The plans are attached.",
        note="Files of the email that were not kept: “winmail.dat” is Outlook’s own wrapping: "
        "ask the sender for the files again.",
    ),
    "new-html-only": new(
        "Training on Friday",
        "Hello & good morning,\n\ntwo questions:\n\n- Is there lunch?\n- Who pays?\n\n"
        "Adults  3\nChildren  12\n\nSee the list (https://school.example.org/list) or this.",
    ),
    "new-plain-flowed": new(
        "A long line",
        "This is one paragraph that the program broke in two because it was longer than a line.\n"
        " >not a quote\n\nA second paragraph.",
    ),
    "new-forwarded": new(
        "FW: Broken lift",
        "Please see below.\n\nFrom: Sam Green <sam.green@example.net>\nSent: 23 November 2026 09:00\n"
        "To: Jo Brown\nSubject: Broken lift\n\nThe lift has stopped.",
    ),
    "invitation": new(
        "Invitation: visit",
        "Come and see us.",
        note="Files of the email that were not kept: “file.ics” must be a PDF, DOCX, XLSX, ODT, CSV, PNG, "
        "JPEG or HEIC file.",
    ),
    "auto-english": automatic("Automatic reply: HLT-4KX-9RT-2H4: your enquiry"),
    "auto-french": automatic("Réponse automatique : HLT-4KX-9RT-2H4"),
    "auto-german": automatic("Automatische Antwort: HLT-4KX-9RT-2H4"),
    "auto-polish": automatic("Odpowiedź automatyczna: HLT-4KX-9RT-2H4"),
    "auto-turkish": automatic("Otomatik yanıt: HLT-4KX-9RT-2H4"),
    "auto-exchange-out-of-office": Becomes("automatic"),
    "read-receipt": automatic("Read: HLT-4KX-9RT-2H4: your enquiry"),
    "challenge-response": automatic("Please confirm your message to jo.brown@example.com"),
    "bounce-with-headers": Becomes("bounce", note="Reply: bounced"),
    "bounce-with-whole-original": Becomes("bounce", note="Reply: bounced"),
    "bounce-without-headers": Becomes("bounce"),
    "bounce-delayed": Becomes(
        "bounce",
        note="Report from mailer-daemon@mx.example.net: Delayed Mail (still being retried)",
    ),
    "mailing-list": Becomes("mailing_list"),
    "loop-own-acknowledgement": Becomes("loop"),
    "smime-signed": new("Signed", "This text is signed."),
    "smime-encrypted": new(
        "Confidential",
        "(The email is encrypted, or sealed with a signature, and cannot be read here.)",
        note="Files of the email that were not kept: “smime.p7m” must be a PDF, DOCX, XLSX, ODT, CSV, PNG, "
        "JPEG or HEIC file.",
    ),
    "broken-boundary": new(
        "Broken", "--another\nContent-Type: text/plain\n\nThe boundary is wrong, the words are here."
    ),
    "eight-bit-headers": new("Café – opening times", "When is it open?"),
    "encoded-headers": new("Zoë’s fiż – and more", "Dzień dobry, jedna fiszka."),
    "windows-1252-as-iso": new("Quotes", "It costs €5 – “cheap”, isn’t it?"),
    "no-charset": new("No charset", "Pound: £5. Café."),
    "empty-with-attachment": new("(no subject)", "(The email has no text.)", "façade.pdf"),
    "twelve-attachments": new(
        "Twelve files",
        "Ten good ones, and two that are not taken.",
        *(f"page-{number}.pdf" for number in range(1, 11)),
        note="Files of the email that were not kept: “setup.exe” must be a PDF, DOCX, XLSX, ODT, CSV, PNG, "
        "JPEG or HEIC file. “fake.pdf” is not a real PDF file.",
    ),
    "huge-header": new("very " * 40, "A short text."),
    "two-from": new("From us both", "We agree.", acknowledged=False, note="The email names several senders."),
    "nul-bytes": new("Null", "Before and after."),
}


def test_every_email_of_the_corpus_is_in_the_table() -> None:
    assert {path.stem for path in CORPUS.glob("*.eml")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of(name: str, submission: Submission, arrives) -> None:
    record = arrives((CORPUS / f"{name}.eml").read_bytes())
    expected = CASES[name]
    assert (record.outcome, record.error) == (expected.outcome, "")
    assert _text(record.outcome) == expected.text
    assert tuple(Attachment.objects.values_list("name", flat=True)) == expected.files
    assert _acknowledgements() == int(expected.acknowledged)
    assert _subject() == expected.subject
    assert _note() == expected.note
    assert _is_as_it_was(submission) == (expected.outcome != "reply")


def _text(outcome: str) -> str | None:
    if outcome == "submission":
        return str(Submission.objects.latest("pk").answer("message"))
    return next((message.text for message in new_messages()), None)


def _subject() -> str:
    return next((each.subject for each in Submission.objects.filter(kind="email")), "")


def _acknowledgements() -> int:
    return Message.objects.filter(kind="acknowledgement", state="queued").count()


def _note() -> str:
    entries = TimelineEntry.objects.exclude(event__in=["received", "routed"]).order_by("pk")
    return next((entry.text for entry in entries.reverse()), "")


def _is_as_it_was(submission: Submission) -> bool:
    """Whether it waits for its sender still."""
    submission.refresh_from_db()
    return submission.status == "waiting"
