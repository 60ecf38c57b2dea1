"""The timeline: who did what to a submission, when, and with what. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models.submission import Submission


class TimelineEntry(models.Model):
    """One thing that happened to a submission."""

    class Event(models.TextChoices):
        """What happened."""

        RECEIVED = "received", "Received"
        ROUTED = "routed", "Routed"
        ASSIGNED = "assigned", "Assigned"
        MOVED = "moved", "Moved"
        REPLIED = "replied", "Replied"
        TAKEN_BACK = "taken_back", "Reply taken back"
        NOTED = "noted", "Note added"
        SENDER_WROTE = "sender_wrote", "The sender wrote"
        DETAILS_CORRECTED = "details_corrected", "Contact details corrected by the sender"
        WITHDRAWN = "withdrawn", "Withdrawn by the sender"
        DECIDED = "decided", "Decided"
        PRIORITISED = "prioritised", "Priority changed"
        TAGGED = "tagged", "Tagged"
        UNTAGGED = "untagged", "Tag taken off"
        RECOUNTED = "recounted", "Targets counted anew"
        RESOLVED = "resolved", "Resolved"
        REOPENED = "reopened", "Reopened"
        MARKED_AS_SPAM = "marked_as_spam", "Marked as spam"
        NOT_ACKNOWLEDGED = "not_acknowledged", "Not acknowledged"
        EMAIL_FAILED = "email_failed", "Email failed"
        EMAIL_DELIVERED = "email_delivered", "Email delivered"
        EMAIL_RESENT = "email_resent", "Email sent again"
        AUTOMATIC_REPLY = "automatic_reply", "Automatic reply"
        MERGED = "merged", "Merged"
        UNMERGED = "unmerged", "Merging undone"
        LINKED = "linked", "Linked"
        UNLINKED = "unlinked", "Link removed"
        SPLIT_OFF = "split_off", "Split off"
        FORWARDED = "forwarded", "Forwarded"
        HANDED_OVER = "handed_over", "Handed over"
        FILE_KEPT_AWAY = "file_kept_away", "File kept away"
        FEEDBACK = "feedback", "Feedback from the sender"
        LINKS_REVOKED = "links_revoked", "The sender’s links revoked"
        HELD = "held", "Held for review"
        PASSED_ON = "passed_on", "Passed on"
        ERASED = "erased", "Erased"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="timeline")
    at = models.DateTimeField(default=timezone.now)
    event = models.CharField(max_length=20, choices=Event)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody where the portal or the sender did it.",
    )
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "timeline entries"
        indexes = [
            models.Index(fields=["submission", "at", "id"], name="timeline_of_submission"),
            models.Index(
                fields=["at"],
                condition=models.Q(event="not_acknowledged"),
                name="timeline_not_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.text}"
