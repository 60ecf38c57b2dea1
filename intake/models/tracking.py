"""The links by which a sender follows a submission. Only a hash of each is kept."""

from django.db import models
from django.utils import timezone

from intake.models.submission import Submission


class TrackingToken(models.Model):
    """A sender's key to one submission's tracking page."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="tracking_tokens")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"tracking link of {self.submission_id}"
