"""The virus scanner's work on one file: waiting, tried, done. Without a scanner there are no rows."""

from django.db import models
from django.db.models.functions import Now

from intake.models.attachment import Attachment


class VirusScan(models.Model):
    """One file to be scanned; `Attachment.scan` says what came of it."""

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="virus_scan")
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(
        db_default=Now(), help_text="When it may be tried; in the future while a worker is at it."
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(
        max_length=100, blank=True, help_text="What was found, or why there is no verdict."
    )
    told = models.BooleanField(default=False, help_text="Staff need not be told, or were.")

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(ended_at=None), name="virus_scan_waiting"),
            models.Index(
                fields=["ended_at"],
                condition=models.Q(ended_at__isnull=False, told=False),
                name="virus_scan_untold",
            ),
        ]

    def __str__(self) -> str:
        return f"scan of {self.attachment_id}"
