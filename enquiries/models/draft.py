"""A form in the middle of being filled in, kept on the server until it is sent."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from enquiries.encrypted import EncryptedJSONField
from enquiries.models.enquiry_type import EnquiryType
from enquiries.models.version import Version
from intake.models import Submission


class Draft(models.Model):
    """The answers of one form between the question page and the confirmation.

    Its id is the form's token and the submission's idempotency key. It opens only in the browser that began
    it: `browser_hash` is a digest of that browser's secret.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enquiry_type = models.ForeignKey(EnquiryType, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(
        Version,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Which form it fills in; empty: one that was never published.",
    )
    browser_hash = models.CharField(max_length=64, editable=False)
    answers: "models.Field[Any, Any]" = EncryptedJSONField(
        default=dict, help_text="As posted, by question name."
    )
    checked = models.BooleanField(default=False, help_text="Whether every answer passed its checks.")
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    trap_filled = models.BooleanField(
        default=False, help_text="Whether a field was filled in that nobody sees."
    )
    shown_at = models.DateTimeField(
        null=True, blank=True, help_text="When its form was first shown, if proved."
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return f"draft of {self.enquiry_type_id}"
