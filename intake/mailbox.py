"""Mailboxes that are read by IMAP, for queues whose email no provider posts. Nothing is ever deleted."""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings

from intake.inbound import storing
from intake.models import Queue

logger = logging.getLogger(__name__)

#: Where emails are moved to once they are stored, where the server can move them.
PROCESSED = "Processed"
_TIMEOUT_SECONDS = 20
_AT_ONCE = 100
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Address(NamedTuple):
    """Where a mailbox is, and how it is opened."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_encrypted: bool


def address_of(url: str) -> Address:
    """Return the parts of imaps://user:password@host:993/INBOX; special characters are %-encoded.

    Raises:
        ValueError: it is none. Without encryption (imap://) only this machine is read; the message holds no
            password.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("imaps", "imap") or not parts.hostname or not parts.username:
        raise ValueError("must be imaps://user:password@host:993/INBOX")
    if parts.scheme == "imap" and parts.hostname not in _LOOPBACK:
        raise ValueError("must begin with imaps://: imap:// has no encryption")
    return Address(
        host=parts.hostname,
        port=parts.port or (993 if parts.scheme == "imaps" else 143),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_encrypted=parts.scheme == "imaps",
    )


def read_all() -> int:
    """Store the new emails of every mailbox; one that cannot be read does not stop the others.

    Returns:
        How many emails were stored.
    """
    queues = {queue.slug.upper().replace("-", "_"): queue for queue in Queue.objects.all()}
    count = 0
    for name, url in settings.INBOUND_IMAP.items():
        if name not in queues:
            logger.warning("INBOUND_IMAP_%s is the mailbox of no queue", name)
            continue
        try:
            count += read(queues[name], url)
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            # What the server says may name a person: its kind is enough to look for.
            logger.warning("mailbox of %s could not be read (%s)", name, type(error).__name__)
    return count


def read(queue: Queue, url: str) -> int:
    """Store the emails in one mailbox that nobody has read; return how many there were.

    Raises:
        OSError, imaplib.IMAP4.error: the server is not there, or refuses.
        ValueError: as for `address_of`.
    """
    address = address_of(url)
    with _opened(address) as server:
        _, validity = server.response("UIDVALIDITY")
        box = f"imap:{queue.slug}:{address.folder}:{_text(validity)}"[:150]
        unseen = _text(_answer(server, "SEARCH", "UNSEEN")).split()[:_AT_ONCE]
        return sum(_take(server, uid, f"{box}:{uid}", queue) for uid in unseen)


@contextmanager
def _opened(address: Address) -> Iterator[imaplib.IMAP4]:
    server: imaplib.IMAP4
    if address.is_encrypted:
        context = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(address.host, address.port, ssl_context=context, timeout=_TIMEOUT_SECONDS)
    else:
        server = imaplib.IMAP4(address.host, address.port, timeout=_TIMEOUT_SECONDS)
    with server:
        server.login(address.user, address.password)
        status, _ = server.select(_quoted(address.folder))
        if status != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield server


def _take(server: imaplib.IMAP4, uid: str, key: str, queue: Queue) -> bool:
    """Store one email, and mark it as read once that is sure; return whether it was stored.

    An email that cannot be taken stays unread, and is tried again the next time.
    """
    try:
        # PEEK: fetching alone does not mark it, so that a crash before it is stored loses nothing.
        raw = _literal(_answer(server, "FETCH", uid, "(BODY.PEEK[])"))
        storing.store(raw, source=f"imap:{queue.slug}"[:40], key=key, queue=queue)
        _answer(server, "STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, LookupError) as error:
        logger.warning("an email of the mailbox of %s was not taken (%s)", queue.slug, type(error).__name__)
        return False
    _move(server, uid)
    return True


def _move(server: imaplib.IMAP4, uid: str) -> None:
    """Move an email to the folder of those that are done; where the server cannot, it stays, read."""
    if "MOVE" not in server.capabilities:
        return
    status, _ = server.uid("MOVE", uid, _quoted(PROCESSED))
    if status != "OK":
        server.create(_quoted(PROCESSED))
        server.uid("MOVE", uid, _quoted(PROCESSED))


def _answer(server: imaplib.IMAP4, *command: str) -> list:
    status, data = server.uid(*command)
    if status != "OK":
        raise imaplib.IMAP4.error(f"{command[0]} was refused")
    return data


def _literal(data: list) -> bytes:
    """The email in an answer to FETCH.

    Raises:
        LookupError: there is none: somebody else has moved it away meanwhile.
    """
    found = next((part[1] for part in data if isinstance(part, tuple)), None)
    if found is None:
        raise LookupError("no such email")
    return bytes(found)


def _text(data: list) -> str:
    return b" ".join(part for part in data or [] if isinstance(part, bytes)).decode("ascii", "replace")


def _quoted(name: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", name)
    return f'"{escaped}"'
