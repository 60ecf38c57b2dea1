"""What is kept of the screening of what comes in: what was held and why, what counts as bad, who posted."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from intake.models.queue import Queue
from intake.models.submission import Submission
from intake.screening import known_bad


class Decision(models.TextChoices):
    """What became of what was held."""

    WAITING = "", "waiting for review"
    PASSED_ON = "passed_on", "passed on"
    SPAM = "spam", "marked as spam"
    BY_SENDER = "by_sender", "closed by its sender"


class Screening(models.Model):
    """Why a submission was held, what receiving it still needs, and what was decided.

    `reasons` is a list of `{"sign", "points", "words"}`; `signs` has the same signs as one word each, in the
    order of the alphabet, so that the database can count them.
    """

    Decision = Decision

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="screening")
    held_at = models.DateTimeField(default=timezone.now, db_index=True)
    score = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)
    signs = models.CharField(max_length=200)
    next_steps = models.JSONField(default=list, help_text="HLT's own words for the acknowledgement.")
    usual_queue = models.ForeignKey(Queue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "held submission"
        ordering = ["held_at", "id"]
        indexes = [
            models.Index(fields=["held_at", "id"], condition=models.Q(decision=""), name="screening_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.score} points"


class KnownBad(models.Model):
    """What administrators have seen too often: whatever it occurs in is suspicious."""

    class Kind(models.TextChoices):
        """What is compared with it."""

        ADDRESS = "address", "Email address"
        DOMAIN = "domain", "Domain of an email address or link"
        WORDS = "words", "Word or phrase"
        NETWORK = "network", "Network address of the sender"

    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(
        max_length=200, help_text="Such as jo@example.com, example.com, cheap pills or 203.0.113.0/24."
    )
    note = models.CharField(max_length=200, blank=True, help_text="Why it is here.")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "known bad"
        ordering = ["kind", "value"]
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="known_bad_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        """Write it in the one way in which it is compared; refuse what could never be found."""
        try:
            self.value = known_bad.normal(self.kind, self.value)
        except ValueError as error:
            raise ValidationError({"value": str(error)}) from None


class RecentPost(models.Model):
    """That a client posted something, and naming whom: for a day, as digests that only this site can make."""

    client = models.CharField(max_length=64, blank=True)
    recipient = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["client", "-at"], name="recent_post_client"),
            models.Index(fields=["recipient", "-at"], name="recent_post_recipient"),
        ]

    def __str__(self) -> str:
        return f"a post at {self.at:%Y-%m-%d %H:%M}"


class AcknowledgedAddress(models.Model):
    """An address whose acknowledgements are counted just now: a row to be locked, by the address's digest."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"an address at {self.at:%Y-%m-%d %H:%M}"
