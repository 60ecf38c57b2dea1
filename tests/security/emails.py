"""Reading an email as it goes out, header by header, to find what does not belong there."""

import json
from email import message_from_bytes, policy
from email.utils import getaddresses

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import get_connection

from intake import deliveries, delivery
from intake.models import Message, TimelineEntry
from tests.security.header_strings import EVE

#: Every header that an email of ours has, each once.
OURS = set(
    "content-type mime-version subject from to reply-to date message-id auto-submitted "
    "x-submission-reference".split()
)
OF_PARTS = {"content-type", "content-transfer-encoding", "content-disposition", "mime-version"}
#: What Postmark is told of an email; Cc and Bcc are not among it.
TOLD = set(
    "From To Subject ReplyTo TextBody HtmlBody Headers Attachments Tag Metadata TrackOpens TrackLinks".split()
)
HEADERS_TOLD = {"message-id", "auto-submitted", "x-submission-reference"}


def wrong_in_file(raw: bytes, recipient: str) -> list[str]:
    """Return what is wrong with the bytes of an email that is for `recipient` alone."""
    read = message_from_bytes(raw, policy=policy.default)
    names = [name.lower() for name in read]
    wrong = [f"header {name}" for name in names if name not in OURS or names.count(name) > 1]
    for part in read.walk():
        if part is not read:
            wrong += [f"header of a part {name}" for name in part if name.lower() not in OF_PARTS]
            wrong += [f"a line break in {part.get_filename()!r}"] * _is_broken(part.get_filename() or "")
    for name in ("From", "To", "Reply-To"):
        found = [address for _, address in getaddresses(read.get_all(name, []))]
        if len(found) != 1 and not (name == "Reply-To" and not found):
            wrong.append(f"{name}: {found}")
    local, _, domain = recipient.rpartition("@")
    if read["To"].addresses[0].addr_spec != f"{local}@{domain.encode('idna').decode()}":
        wrong.append(f"to {read['To']}")
    if read["From"].addresses[0].addr_spec not in settings.DEFAULT_FROM_EMAIL:
        wrong.append(f"from {read['From']}")
    wrong += [f"a line break in {name}" for name, value in read.items() if _is_broken(str(value))]
    return wrong


def wrong_for_provider(message: Message) -> list[str]:
    """Return what is wrong with what anymail tells Postmark of an email."""
    backend = get_connection("anymail.backends.postmark.EmailBackend", server_token="x")
    email = delivery.build_email(message)
    payload = backend.build_message_payload(email, backend.send_defaults)
    told = json.loads(payload.serialize_data())
    wrong = [f"told {name}" for name in told if name not in TOLD]
    headers = [header["Name"].lower() for header in told["Headers"]]
    wrong += [f"header {name}" for name in headers if name not in HEADERS_TOLD or headers.count(name) > 1]
    one_line = [told["Subject"], told["From"], told["To"], told.get("ReplyTo", "")]
    one_line += [header["Value"] for header in told["Headers"]]
    one_line += [file[key] for file in told.get("Attachments", ()) for key in ("Name", "ContentType")]
    wrong += [f"a line break in {text!r}" for text in one_line if _is_broken(text)]
    if email.recipients() != [message.recipient] or len(getaddresses([told["To"]])) != 1:
        wrong.append(f"to {told['To']}")
    return wrong


def wrong_with(message: Message) -> list[str]:
    """Deliver a message; return what is wrong with its email, as a file and for a provider.

    What cannot go out is written nowhere, and is not tried again.
    """
    before = set(settings.MAIL_DIR.glob("*.eml"))
    delivery.deliver(message.pk)
    message.refresh_from_db()
    written = set(settings.MAIL_DIR.glob("*.eml")) - before
    if message.state == "sent":
        (file,) = written
        told_eve = ["is told eve"] if message.recipient.lower().endswith(EVE) else []
        return wrong_in_file(file.read_bytes(), message.recipient) + wrong_for_provider(message) + told_eve
    wrong = ["written all the same"] if written else []
    if message.state != "failed" or "ValidationError" not in message.last_error:
        wrong.append(f"{message.state}: {message.last_error}")
    return wrong


def is_seen_to_have_failed(message: Message) -> bool:
    """Return whether an administrator finds it under "Failed", and in the timeline of what it is about."""
    anybody = User(pk=0, is_staff=True, is_superuser=True)
    is_listed = deliveries.in_view(anybody, deliveries.View.FAILED).filter(pk=message.pk).exists()
    timeline = TimelineEntry.objects.filter(submission=message.submission_id, event="email_failed")
    return is_listed and (message.submission_id is None or timeline.exists())


def _is_broken(text: str) -> bool:
    return len(text.splitlines()) > 1
