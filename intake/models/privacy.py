"""How long what is about persons is kept, what must not be erased, and what was erased."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from intake.models.queue import Queue
from intake.models.submission import Submission


class RetentionRule(models.Model):
    """How long submissions of a type, of a queue, or of a type in a queue are kept once they are closed.

    Where no rule says anything, the queue's own `retention_days` hold.
    """

    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="retention_rules",
        help_text="Empty: in every queue.",
    )
    kind = models.SlugField("type", max_length=60, help_text="The slug of the type, such as press.")
    days = models.PositiveIntegerField(
        validators=[MinValueValidator(1)], help_text="Days after which a closed submission is erased."
    )
    reason = models.CharField(max_length=200, help_text="Why so long, for whoever asks: a law, a policy.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "queue", "id"]
        verbose_name = "time that things are kept"
        verbose_name_plural = "how long things are kept"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "queue"],
                nulls_distinct=False,
                name="one_retention_rule_a_type_and_queue",
                violation_error_message="There is a rule for this type and queue already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.queue or 'every queue'}: {self.days} days"


class LegalHold(models.Model):
    """That nothing of one submission, or of one email address, is erased: why, by whom, until when."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="legal_holds"
    )
    email = models.EmailField("email address", blank=True, help_text="Everything of this address.")
    reason = models.CharField(max_length=300, help_text="Such as “claim in the county court”.")
    until = models.DateField(null=True, blank=True, help_text="The last day; empty: until it is lifted.")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False) ^ ~models.Q(email=""),
                name="hold_of_a_submission_or_an_address",
                violation_error_message="Give either a submission or an email address.",
            )
        ]

    def __str__(self) -> str:
        return f"legal hold {self.pk}"

    def clean(self) -> None:
        """Refuse a day that has passed: it would hold nothing."""
        if self.until and self.until < timezone.localdate() and not self.pk:
            raise ValidationError({"until": "This day has passed. Enter a later one, or none."})


class ErasureRun(models.Model):
    """One round of erasing, or a dry run of one: how much of what, and of no person."""

    class Why(models.TextChoices):
        """What it was for."""

        RETENTION = "retention", "Kept for its time"
        REQUEST = "request", "Asked for by the person"

    why = models.CharField(max_length=9, choices=Why)
    is_dry = models.BooleanField("dry run", default=False)
    began_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lines = models.JSONField(default=list, help_text="What, in which queue, of which type, how much.")
    held = models.PositiveIntegerField(default=0, help_text="Submissions that a legal hold keeps.")
    failed = models.PositiveIntegerField(default=0, help_text="What could not be erased, and is tried again.")
    address_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Keyed digest of the address that it was for."
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(
        null=True, blank=True, help_text="When an administrator saw this dry run and let the nights erase."
    )

    class Meta:
        ordering = ["-began_at", "-id"]
        verbose_name = "erasure"

    def __str__(self) -> str:
        return f"{'dry run' if self.is_dry else 'erasure'} of {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def total(self) -> int:
        """How much it was altogether."""
        return sum(line["count"] for line in self.lines)


def access_name(copy: "SubjectAccess", filename: str) -> str:
    """Return the name in private storage: nothing of the person's reaches the disk's directory."""
    return f"access/{copy.uuid}.zip"


class SubjectAccess(models.Model):
    """A copy of all that is held of one person, made for them: by whom, when. Its file lives for days."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    address = models.EmailField("email address", blank=True, help_text="Empty once the file is deleted.")
    address_digest = models.CharField(max_length=64, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=access_name, max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When it was last downloaded.")

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = "copy for a person"
        verbose_name_plural = "copies for persons"

    def __str__(self) -> str:
        return f"copy of {self.asked_at:%Y-%m-%d %H:%M}"
