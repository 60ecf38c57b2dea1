"""The embedded default's email provider: each email becomes one .eml file for any mail program."""

import os
import uuid
from pathlib import Path
from typing import Any

from anymail.backends.base import AnymailBaseBackend, BasePayload
from anymail.message import AnymailRecipientStatus
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone


class EmailBackend(AnymailBaseBackend):
    """An anymail backend that writes to `settings.MAIL_DIR` instead of calling a provider."""

    esp_name = "Eml"

    def build_message_payload(self, message: EmailMessage, defaults: dict[str, Any]) -> "EmlPayload":
        """Return what is to be written."""
        return EmlPayload(message, defaults, self)

    def post_to_esp(self, payload: "EmlPayload", message: EmailMessage) -> str:
        """Write the file under a name that sorts by time; it appears whole or not at all."""
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{timezone.now():%Y%m%dT%H%M%S.%f}-{uuid.uuid4().hex[:8]}.eml"
        partial = folder / f".{name}.part"
        partial.write_bytes(message.message().as_bytes())
        os.replace(partial, folder / name)
        return name

    def parse_recipient_status(
        self, response: str, payload: "EmlPayload", message: EmailMessage
    ) -> dict[str, AnymailRecipientStatus]:
        """Return that each recipient's email was taken."""
        return {
            address: AnymailRecipientStatus(message_id=response, status="sent")
            for address in message.recipients()
        }


class EmlPayload(BasePayload):
    """Nothing to translate: the file is the message as Django renders it, without anymail's extras."""

    def init_payload(self) -> None:
        """A payload of no provider."""

    def _nothing(self, *values: object) -> None:
        """Written from the message itself."""

    set_from_email = set_to = set_cc = set_bcc = set_reply_to = _nothing
    set_subject = set_text_body = set_html_body = set_extra_headers = _nothing
    add_alternative = add_attachment = set_metadata = set_tags = _nothing
    set_track_opens = set_track_clicks = _nothing
