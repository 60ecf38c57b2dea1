"""The outbox: an email is rendered and stored in the caller's transaction, and announced once that commits.

The database is the queue and redis only the doorbell. A doorbell that cannot be rung is not the sender's
problem: `delivery.sweep` finds what it missed.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import translation
from kombu.pools import ProducerPool, producers

from intake import languages, reply_address, wording
from intake.models import Attachment, Message, Queue, Submission

logger = logging.getLogger(__name__)

_LONGEST_WAIT_SECONDS = 0.75
_SILENCE_SECONDS = 5.0
_MAIL_QUEUE = "mail"
_silent_until = 0.0
_sent_at: ContextVar[dt.datetime | None] = ContextVar("sent_at", default=None)


def send(
    *,
    submission: Submission | None = None,
    queue: Queue | None = None,
    kind: str,
    recipients: Iterable[str],
    template: str,
    context: dict[str, Any],
    author: User | None = None,
    dedupe_key: str | None = None,
    files: Sequence[Attachment] = (),
    typed: str = "",
    wait_seconds: int = 0,
    language: str = "",
) -> list[Message]:
    """Store one email for each of `recipients`, rendered from the trio of templates called `template`.

    Must be called in a transaction: the emails exist if and only if what they speak of does.

    Args:
        submission: what the email is about; its queue's name and reply-to address are used.
        queue: whose name and reply-to address are used where it is about no submission.
        kind: one of `Message.Kind`.
        recipients: addresses; the same text goes to each, in an email of its own.
        template: `emails/<template>-subject.txt`, `-body.txt` and `-body.html` are rendered.
        context: what the templates use, besides `site_url`; words that depend on the language as functions.
        author: the member of staff who wrote it, if one did.
        dedupe_key: names what may exist only once; the recipient is added where there are several.
        files: stored files that go with it; for one recipient only.
        typed: what its author typed, where they may take it back.
        wait_seconds: how long it waits before it goes out, by the database's clock.
        language: the one it is in; if not given, the sender's own for a submission's sender, else English.

    Returns:
        The stored messages.

    Raises:
        TransactionManagementError: there is no transaction.
        ValueError: there is neither a submission nor a queue, there are files for several recipients, or
            one that nobody may open.
    """
    _require_transaction()
    sender = submission.queue if submission else queue
    if not sender:
        raise ValueError("An email is about a submission, or comes from a queue.")
    addresses = list(dict.fromkeys(recipients))
    if not addresses:
        return []
    if files and len(addresses) > 1:
        raise ValueError("A stored file goes with one email only.")
    if not all(file.may_be_opened for file in files):
        raise ValueError("A file that is not checked for viruses goes with no email.")
    with translation.override(languages.known(language or _language(submission, kind, addresses))):
        subject, text, html = rendered(template, context)
    sent_at = _sent_at.get()
    messages = [
        Message(
            submission=submission,
            queue=None if submission else sender,
            direction=Message.Direction.OUT,
            kind=kind,
            author=author,
            recipient=address,
            reply_to=_reply_to(sender, submission, kind, address),
            subject=subject,
            text=text,
            html=html,
            typed=typed,
            dedupe_key=f"{dedupe_key}:{address}"[:120] if dedupe_key and len(addresses) > 1 else dedupe_key,
            **_state(sent_at, wait_seconds),
        )
        for address in addresses
    ]
    Message.objects.bulk_create(messages)
    Attachment.objects.filter(pk__in=[file.pk for file in files]).update(message=messages[0])
    for message in messages if sent_at is None else ():
        transaction.on_commit(partial(ring, message.pk, wait_seconds=wait_seconds), robust=True)
    return messages


@contextmanager
def already_sent(at: dt.datetime) -> Iterator[None]:
    """Within it, emails are stored as sent at `at` and never go out: for what happened before this portal."""
    token = _sent_at.set(at)
    try:
        yield
    finally:
        _sent_at.reset(token)


def ring(message_id: int, *, wait_seconds: int = 0) -> bool:
    """Tell a worker that a message is due, or will be so soon; return whether redis took it."""
    return ring_for("deliver", message_id, wait_seconds=wait_seconds)


def ring_for(task: str, record_id: int, *, wait_seconds: int = 0) -> bool:
    """Tell a worker to run one of `intake.tasks` for one record; return whether redis took it.

    A worker holds what waits some seconds; were it lost meanwhile, the sweep finds that as well.

    After a failure redis is left alone for a few seconds, so that one transaction with many emails waits
    for one time-out at most. What the doorbell misses, the sweep finds.
    """
    from intake import tasks

    signature = getattr(tasks, task)
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        with _doorbell(signature.app.conf.broker_write_url).acquire(block=True) as producer:
            signature.apply_async((record_id,), producer=producer, countdown=wait_seconds or None)
    except Exception as error:  # noqa: BLE001 - whatever redis does, the message is stored and will be swept
        _silent_until = time.monotonic() + _SILENCE_SECONDS
        logger.warning("doorbell not rung (%s); the sweep will send", type(error).__name__)
        return False
    return True


def waiting() -> int:
    """Return how many announced emails no worker has taken yet; 0 where redis cannot say."""
    try:
        with _doorbell(current_app.conf.broker_write_url).acquire(block=True) as producer:
            channel: Any = producer.channel
            return int(channel.queue_declare(_MAIL_QUEUE, passive=True).message_count)
    except Exception as error:  # noqa: BLE001 - an empty queue is no queue to redis, and the rest is no problem
        logger.debug("redis does not say what waits (%s)", type(error).__name__)
        return 0


def rendered(template: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Return the subject, the text and the HTML of an email."""
    context = {
        **wording.NAMES,
        "language": languages.name_in_html(),
        "is_right_to_left": languages.is_right_to_left(),
        "site_url": settings.SITE_URL,
        **context,
    }
    subject, text, html = (
        render_to_string(f"emails/{template}-{part}", context)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    return wording.for_header(subject)[:250], text.strip() + "\n", html


@lru_cache(maxsize=4)
def _doorbell(url: str) -> ProducerPool:
    """The connections that ring at the redis at `url`, where a sender waits less long than a worker."""
    connection = current_app.connection_for_write(
        url, transport_options={"socket_timeout": _LONGEST_WAIT_SECONDS}
    )
    return producers[connection]


def _language(submission: Submission | None, kind: str, addresses: Sequence[str]) -> str:
    """The language of an email: the sender's only where nobody else gets it."""
    if not submission or kind in (Message.Kind.ALERT, Message.Kind.FORWARD):
        return ""
    is_senders_only = {address.lower() for address in addresses} == {submission.sender_email.lower()}
    return submission.language if is_senders_only else ""


def _reply_to(queue: Queue, submission: Submission | None, kind: str, recipient: str) -> str:
    """Where answers go: of the sender, and of who got a copy, to the submission; all others to the queue."""
    if submission and kind == Message.Kind.FORWARD:
        return reply_address.of(submission)
    is_to_sender = submission and recipient.lower() == submission.sender_email.lower()
    if not submission or not is_to_sender or kind == Message.Kind.ALERT:
        return queue.reply_to
    return reply_address.of(submission)


def _state(sent_at: dt.datetime | None, wait_seconds: int) -> dict[str, Any]:
    if sent_at is None:
        due = Now() + dt.timedelta(seconds=wait_seconds) if wait_seconds else Now()
        return {"state": Message.State.QUEUED, "next_attempt_at": due}
    return {"state": Message.State.SENT, "sent_at": sent_at, "created_at": sent_at}


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An email is stored in the transaction it belongs to.")
