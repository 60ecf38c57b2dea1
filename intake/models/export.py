"""Who took submissions out of the portal as a file, when, and which."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models.queue import Queue


class ExportLog(models.Model):
    """One export of a list. Rows are added, never changed."""

    class Format(models.TextChoices):
        """What kind of file."""

        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel"

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField("by", max_length=200, help_text="Who it was, also once the account is gone.")
    format = models.CharField(max_length=4, choices=Format)
    criteria = models.TextField("what was asked for")
    rows = models.PositiveIntegerField("submissions")
    queues = models.ManyToManyField(
        Queue, related_name="+", help_text="Whose submissions were in it: their leads see this row."
    )

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "export"
        indexes = [models.Index(fields=["-at", "-id"], name="export_newest")]

    def __str__(self) -> str:
        return f"{self.rows} submissions by {self.name}"
