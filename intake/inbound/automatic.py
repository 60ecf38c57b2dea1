"""What no person wrote: our own emails come back, mail servers' reports, mailing lists, automatic replies.

RFC 3834 section 2, and the headers that the usual programs set. None of it is ever acknowledged.
"""

import re
from email.utils import parseaddr
from enum import Enum

from django.conf import settings

from intake.inbound import threads
from intake.inbound.reading import Email
from intake.models import Message, Queue


class Nature(Enum):
    """Who or what wrote an email."""

    PERSON = "a person"
    LOOP = "ourselves"
    REPORT = "a mail server"
    MAILING_LIST = "a mailing list"
    AUTOMATIC = "a program"


_AUTOMATIC_HEADERS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Reply-From",
    "X-Mail-Autoreply",
)
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
_SERVERS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon")
#: Subjects of automatic replies, for programs that set no header: the last thing that is looked at.
_SUBJECT = re.compile(
    r"^(re:\s*)?(automatic reply|auto[- ]?reply|auto[- ]?response|out of (the )?office( auto[- ]?reply)?|"
    r"réponse automatique|absence du bureau|message d['’]absence|"
    r"automatische (antwort|rückantwort)|abwesenheits(notiz|nachricht|meldung)|abwesend|"
    r"odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem|nieobecność w biurze|"
    r"otomatik (yanıt|cevap)|ofis dışında|ofis dışı( yanıtı)?|"
    r"respuesta automática|risposta automatica|automatisch antwoord|resposta automática)\s*($|[:\-–!.(])",
    re.IGNORECASE,
)


def nature_of(email: Email) -> Nature:
    """Return who or what wrote `email`."""
    if _is_ours(email):
        return Nature.LOOP
    is_report = email.parsed.get_content_type() == "multipart/report"
    is_of_delivery = is_report and email.parsed.get_param("report-type") == "delivery-status"
    if is_of_delivery or _local_part(email) in _SERVERS:
        return Nature.REPORT
    if any(email.has(name) for name in _LIST_HEADERS) or _precedence(email) == "list":
        return Nature.MAILING_LIST
    # The other reports say that an email was read, or thought to be spam.
    return Nature.AUTOMATIC if is_report or _is_automatic(email) else Nature.PERSON


def why_not_acknowledged(email: Email) -> str:
    """Return why a person's email gets no automatic answer, for the timeline, or "" where it gets one."""
    if email.has("X-Auto-Response-Suppress") and _suppressed(email) & {"all", "autoreply", "oof"}:
        return "The email asks for no automatic answer."
    if len(email.froms) > 1:
        return "The email names several senders."
    return ""


def _is_ours(email: Email) -> bool:
    uuid = threads.our_uuid(email.message_id)
    if uuid and Message.objects.filter(uuid=uuid, direction=Message.Direction.OUT).exists():
        return True
    sender = email.sender.email
    ours = {parseaddr(address)[1].lower() for address in (settings.DEFAULT_FROM_EMAIL, settings.SERVER_EMAIL)}
    if sender in ours - {""} or (settings.INBOUND_DOMAIN and sender.endswith(f"@{settings.INBOUND_DOMAIN}")):
        return True
    return bool(sender) and Queue.objects.filter(reply_to__iexact=sender).exists()


def _is_automatic(email: Email) -> bool:
    submitted = email.header("Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or _precedence(email) in ("bulk", "junk", "auto_reply"):
        return True
    if any(email.has(name) for name in _AUTOMATIC_HEADERS):
        return True
    # An empty sender on the envelope: whoever wrote it wants no answer, not even a bounce.
    if email.header("Return-Path").replace(" ", "") == "<>":
        return True
    return bool(_SUBJECT.match(email.subject))


def _precedence(email: Email) -> str:
    return email.header("Precedence").strip().lower()


def _suppressed(email: Email) -> set[str]:
    return {word.strip().lower() for word in email.header("X-Auto-Response-Suppress").split(",")}


def _local_part(email: Email) -> str:
    return email.sender.email.partition("@")[0]
