"""Every letter that the portal sends, as `letters.LETTERS` lists them: one recipient, no added header.

A letter without a row fails the suite, and so does a row that does not say whose typing is in its headers.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import DataError, transaction

from intake import delivery, outbox, wording
from intake.models import Message
from tests.security.emails import OURS, is_seen_to_have_failed, wrong_with
from tests.security.header_strings import HEADER_STRINGS
from tests.security.letter_world import ADDRESSES, FIELDS, NOW, REPLY_ADDRESSES, House, a_house
from tests.security.letters import LETTERS, Letter

pytestmark = pytest.mark.thorough

FOLDER = site.BASE_DIR / "templates" / "emails"
#: What the database refuses: PostgreSQL takes no NUL.
REFUSED = (DataError, ValueError)
#: Sends past the outbox, for who is at the server's shell: to one address, which is checked.
PAST_THE_OUTBOX = "portal/management/commands/send_test_email.py"
_MAKES_EMAIL = re.compile(r"\b(EmailMessage|EmailMultiAlternatives|send_mass_mail|mail_admins|send_mail)\(")
_STORES_EMAIL = re.compile(r"(?<!class )\bMessage\(|Message\.objects\.create\([^)]*Direction\.OUT")


@pytest.fixture(scope="module")
def house(rows_of_module) -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield a_house()


@contextmanager
def put_back() -> Iterator[None]:
    """What is written within is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sent(name: str, send, *arguments) -> list[Message]:
    """The letters of that name that `send` stores."""
    subjects, rendered = set(), outbox.rendered

    def noted(template, context):
        made = rendered(template, context)
        subjects.add(made[0] if template == name else "")
        return made

    with patch.object(outbox, "rendered", noted):
        send(*arguments)
    found = Message.objects.filter(direction="out", state="queued", subject__in=subjects)
    assert found, f"no {name} was sent: this proves nothing"
    return list(found)


def _typed(name: str) -> str:
    """A text that stands nowhere else, by the name of the field it is typed into."""
    number = list(FIELDS).index(name)
    is_address = name in ADDRESSES or name in REPLY_ADDRESSES
    return f"zq{number:02}@example.com" if is_address else f"Zq{number:02}"


def _found_in(text: str) -> set[str]:
    return {name for name in FIELDS if _typed(name).lower() in text.lower()}


@pytest.mark.parametrize("name", LETTERS)
def test_the_table_says_whose_typing_is_in_which_header(name, house):
    letter = LETTERS[name]
    with put_back():
        for field, write in FIELDS.items():
            write(house, _typed(field))
        emails = [delivery.build_email(each) for each in sent(name, letter.sent_by, house)]

    headers = [email.message() for email in emails]
    assert {field for email in emails for field in _found_in(email.to[0])} == set(letter.to)
    assert {field for email in emails for field in _found_in(email.subject)} == set(letter.subject)
    owner = "buyers'" if letter.of_buyers else "team's"
    assert {field for each in headers for field in _found_in(each["From"])} == {f"{owner} public name"}
    assert {field for each in headers for field in _found_in(each["Reply-To"])} == {f"{owner} reply address"}
    assert {name.lower() for each in headers for name in each} <= OURS
    others = [value for each in headers for key, value in each.items() if key not in _NAMED]
    assert {field for value in others for field in _found_in(value)} <= {"reference"}


_NAMED = ("To", "From", "Subject", "Reply-To")


@pytest.mark.security("header strings")
@pytest.mark.parametrize("name", LETTERS)
def test_no_address_is_two(name, house, mailbox, record_property):
    """Each is refused when it is to go out, and staff see that it was."""
    letter, refused = LETTERS[name], 0
    strings = list(HEADER_STRINGS.values())
    for number in range(len(strings)):
        # Where it goes to several, each gets another string, and in the end every string.
        typed = {field: strings[number - place] for place, field in enumerate(letter.to)}
        try:
            with put_back():
                found = sent(name, _send, letter, house, typed, strings[number])
                assert {_known_by(each.recipient) for each in found} >= set(map(_known_by, typed.values()))
                assert [wrong for each in found for wrong in wrong_with(each)] == [], typed
                assert number or is_seen_to_have_failed(found[-1])
                refused += sum(each.state == "failed" for each in found)
        except REFUSED:
            continue
    fields = max(1, len(letter.to))
    assert refused >= (len(strings) - 2 * fields) * fields, "hardly anything was tried: this proves nothing"
    record_property("count", len(strings) * fields)


def _send(letter: Letter, house: House, typed: dict[str, str], text: str) -> None:
    for field, string in typed.items():
        FIELDS[field](house, string)
    if letter.to_typed:
        letter.to_typed(house, text)
    else:
        letter.sent_by(house)


def _known_by(address: str) -> str:
    """An address as far as every column takes it, in small letters."""
    return address[:200].strip().lower()


@pytest.mark.security("header strings")
@pytest.mark.parametrize("name", LETTERS)
def test_nothing_typed_makes_a_header(name, house, mailbox, record_property):
    """All that is in its headers is the string at once, but for the address it goes to."""
    letter, went = LETTERS[name], 0
    owner = "buyers'" if letter.of_buyers else "team's"
    fields = {*letter.subject, f"{owner} public name", f"{owner} reply address"}
    for string, text in HEADER_STRINGS.items():
        try:
            with put_back():
                for field in fields:
                    FIELDS[field](house, text)
                message = sent(name, letter.sent_by, house)[0]
                assert message.subject == wording.for_header(message.subject), "the row has it already"
                assert wrong_with(message) == [], (string, message.subject)
                went += message.state == "sent"
        except REFUSED:
            continue
    assert went >= len(HEADER_STRINGS) - 2, "hardly anything went out: this proves nothing"
    record_property("count", len(HEADER_STRINGS) * len(fields))


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_shows_how_it_is_made(name, house):
    """What depends on the language is a function, which some tags of templates do not call."""
    with put_back():
        letters = sent(name, LETTERS[name].sent_by, house)

    assert [
        each.subject for each in letters for said in (each.subject, each.text, each.html) if " at 0x" in said
    ] == []


def test_each_letter_has_a_row():
    """A new one is added to `letters.LETTERS`, with how it is sent and whose typing is in its headers."""
    assert {path.name.removesuffix("-subject.txt") for path in FOLDER.glob("*-subject.txt")} == set(LETTERS)


def test_each_kind_of_message_is_some_letter(house):
    made = set()
    for name, letter in LETTERS.items():
        with put_back():
            made |= {message.kind for message in sent(name, letter.sent_by, house)}

    assert made == set(Message.Kind.values) - {"note", "inbound"}


def test_nothing_but_the_outbox_makes_letters():
    """All are rendered and stored by `outbox.send`, and made an email of by `delivery.build_email`."""
    code = {
        str(path.relative_to(site.BASE_DIR)): path.read_text()
        for room in ("intake", "enquiries", "suppliers", "portal")
        for path in (site.BASE_DIR / room).rglob("*.py")
    }
    assert {name for name, text in code.items() if _MAKES_EMAIL.search(text)} == {
        "intake/delivery.py",
        PAST_THE_OUTBOX,
    }
    assert {name for name, text in code.items() if _STORES_EMAIL.search(text)} == {"intake/outbox.py"}
    assert site.ADMINS == [], "Django would write to them of errors, past the outbox"


@pytest.mark.security("header strings")
def test_a_test_from_the_shell_goes_to_one_address(mailbox, record_property):
    for text in HEADER_STRINGS.values():
        with pytest.raises(CommandError, match="is no email address"):
            call_command("send_test_email", text)

    assert mailbox() == []
    record_property("count", len(HEADER_STRINGS))
