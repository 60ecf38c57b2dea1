"""A file that came with a submission, in private storage."""

import uuid

from django.db import models
from django.utils import timezone

from intake.models.message import Message
from intake.models.submission import Submission


def private_name(attachment: "Attachment", filename: str) -> str:
    """Return the name in storage: nothing of the sender's own file name reaches the disk."""
    return f"{attachment.created_at:%Y/%m}/{attachment.uuid}"


class Attachment(models.Model):
    """An uploaded file. Until its form is sent it has an upload token and no submission."""

    class Scan(models.TextChoices):
        """What the virus scanner said."""

        NOT_SCANNED = "not_scanned", "not scanned for viruses"
        WAITING = "waiting", "being checked for viruses"
        CLEAN = "clean", "no virus found"
        INFECTED = "infected", "a virus was found in it"
        FAILED = "failed", "could not be checked for viruses"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    upload_token = models.UUIDField(null=True, blank=True, db_index=True)
    kept = models.BooleanField(
        default=False, help_text="Another record keeps it, so that it is never deleted as abandoned."
    )
    question = models.CharField(max_length=60, blank=True)
    file = models.FileField(upload_to=private_name, max_length=200)
    name = models.CharField(max_length=150, help_text="The sender's file name, cleaned, for people to read.")
    content_type = models.CharField(max_length=100, help_text="As sniffed from the content.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(submission=None, kept=False),
                name="attachment_abandoned",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_opened(self) -> bool:
        """Whether anybody gets it at all: not before the scanner's verdict, nor against it.

        Where there is no scanner, nothing waits for one.
        """
        return self.scan in (self.Scan.CLEAN, self.Scan.NOT_SCANNED)
