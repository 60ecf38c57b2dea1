"""Reading an email as it goes out, header by header, to find what does not belong there."""

import json
from email import message_from_bytes, policy
from email.utils import getaddresses

from django.conf import settings
from django.core.mail import get_connection

from intake import delivery
from intake.models import Message
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
    for name in ("From", "To", "Reply-To"):
        found = [address for _, address in getaddresses(read.get_all(name, []))]
        if len(found) != 1 and not (name == "Reply-To" and not found):
            wrong.append(f"{name}: {found}")
    local, _, domain = recipient.rpartition("@")
    if read["To"].addresses[0].addr_spec != f"{local}@{domain.encode('idna').decode()}":
        wrong.append(f"to {read['To']}")
    if read["From"].addresses[0].addr_spec not in settings.DEFAULT_FROM_EMAIL:
        wrong.append(f"from {read['From']}")
    wrong += [f"a line break in {name}" for name, value in read.items() if len(str(value).splitlines()) > 1]
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
    wrong += ["a line break" for text in one_line if len(text.splitlines()) > 1]
    if email.recipients() != [message.recipient] or len(getaddresses([told["To"]])) != 1:
        wrong.append(f"to {told['To']}")
    return wrong


def is_told_eve(recipient: str) -> bool:
    """Return whether an email would get to the address that no string of the list may add."""
    return recipient.lower().endswith(EVE)
