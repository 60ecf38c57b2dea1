"""The embedded default's folder of emails, as somebody who asks to be erased is in it."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from intake.privacy.people import Person, Store


def stores() -> list[Store]:
    """Return the one place there is."""
    return [Store("Emails as files", _erase)]


def _erase(person: Person) -> int:
    """Delete the files that name the person: by their address, or by a submission of theirs."""
    named = {person.address, *(reference.lower() for reference in person.references)}
    count = 0
    for path, text in _emails():
        if any(name in text for name in named):
            transaction.on_commit(partial(path.unlink, missing_ok=True), robust=True)
            count += 1
    return count


def _emails() -> Iterator[tuple[Path, str]]:
    folder = Path(settings.MAIL_DIR)
    for path in sorted(folder.glob("*.eml")):
        email = message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
        texts = [str(part.get_content()) for part in email.walk() if part.get_content_maintype() == "text"]
        yield path, "\n".join([*map(str, email.values()), *texts]).lower()
