"""The sessions of staff, so that each can be shown and ended by the account that it is of."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class StaffSession(models.Model):
    """A session in which a colleague is signed in; one whose session is gone means nothing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_sessions"
    )
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    browser = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["started_at"], name="staff_session_started")]

    def __str__(self) -> str:
        return f"a session of {self.user}"
