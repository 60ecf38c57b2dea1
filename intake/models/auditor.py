"""Auditors: accounts that read everything and change nothing."""

from django.conf import settings
from django.db import models


class Auditor(models.Model):
    """Makes an account an auditor's while the row is there; `intake.access` says what that means."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="auditor"
    )
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user)
