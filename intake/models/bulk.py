"""A change of many submissions at once: what is to be done, and what became of each."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models.submission import Submission


class BulkMove(models.TextChoices):
    """What may be done to several submissions at once."""

    ASSIGN_TO_ME = "assign_to_me", "Assign to me"
    ASSIGN = "assign", "Assign"
    MOVE = "move", "Move"
    TAG = "tag", "Tag"
    UNTAG = "untag", "Take a tag off"
    REPLY = "reply", "Reply"
    RESOLVE = "resolve", "Resolve"
    MARK_AS_SPAM = "mark_as_spam", "Mark as spam"
    PASS_ON = "pass_on", "Pass on"


class BulkJob(models.Model):
    """One change of many submissions, by one person. It goes on wherever it was broken off."""

    Move = BulkMove

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_jobs")
    move = models.CharField(max_length=20, choices=BulkMove)
    details = models.JSONField(default=dict, blank=True, help_text="What the move needs to know, as ids.")
    said = models.CharField(max_length=250, help_text="What is done to them, in words: “moved to Press”.")
    list_query = models.TextField(blank=True, help_text="The list that it came from, as its address says it.")
    not_found = models.PositiveIntegerField(
        default=0, help_text="How many were asked for that there are not, or that were not the person's."
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["actor", "-created_at", "-id"], name="bulk_job_of_actor"),
            models.Index(
                fields=["created_at"], condition=models.Q(finished_at=None), name="bulk_job_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}, {self.created_at:%Y-%m-%d %H:%M}"


class BulkLine(models.Model):
    """One submission of a job, and what became of it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "waiting"
        DONE = "done", "done"
        REFUSED = "refused", "not changed"

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="lines")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    why_not = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["job", "submission"], name="one_line_a_job_and_submission")
        ]
        indexes = [models.Index(fields=["job", "state", "id"], name="bulk_line_of_job")]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.get_state_display()}"
