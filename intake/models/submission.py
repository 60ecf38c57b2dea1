"""A submission: what somebody sent, and where it stands."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, When
from django.db.models.functions import Least
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from intake.models.queue import Priority, Queue


class Status(models.TextChoices):
    """Where a submission stands; `intake.workflow` holds which move leads where."""

    NEW = "new", "New"
    OPEN = "open", "Open"
    WAITING = "waiting", "Waiting for the sender"
    RESOLVED = "resolved", "Resolved"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SPAM = "spam", "Spam"
    MERGED = "merged", "Merged"
    HELD = "held", "Held for review"


#: The states in which a team still has work to do; the partial indexes below cover just these.
OPEN_STATUSES = (Status.NEW, Status.OPEN, Status.WAITING)
#: When what waits for its sender is due, whose clock stands: after all that is due.
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class Source(models.TextChoices):
    """How it came in."""

    WEB = "web", "Website"
    EMAIL = "email", "Email"
    TELEPHONE = "telephone", "Telephone"
    API = "api", "API"


class Tag(models.Model):
    """A word that a rule or a member of staff puts on submissions."""

    name = models.CharField(max_length=50, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """One enquiry or registration, of any kind, from anyone.

    `answers` is a list of `{"name", "label", "kind", "value", "display"}`, in the order asked: the questions
    as they were asked and the answers as they were given, readable whatever becomes of the form.
    """

    Status = Status
    Priority = Priority
    Source = Source

    reference = models.CharField(max_length=16, unique=True, editable=False)
    idempotency_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=60, help_text="The slug of its type, such as press.")
    kind_label = models.CharField(max_length=120)
    source = models.CharField(max_length=10, choices=Source, default=Source.WEB)

    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="submissions")
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_submissions",
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="submissions")

    subject = models.CharField(max_length=200)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_email = models.EmailField(blank=True)
    sender_telephone = PhoneNumberField(blank=True)
    sender_organisation = models.CharField(max_length=200, blank=True)
    sender_role = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=200, blank=True, help_text="The school or team that it is about.")
    answers = models.JSONField(default=list)
    language = models.CharField(
        max_length=10, default="en-gb", help_text="The one in which it was sent, and we write to its sender."
    )
    needed_by = models.DateTimeField(null=True, blank=True, help_text="The sender's own deadline.")

    received_at = models.DateTimeField(default=timezone.now)
    respond_by = models.DateTimeField(help_text="The target for the first reply.")
    due_at = models.DateTimeField(help_text="The target for the resolution, or the sender's own deadline.")
    due_next = models.GeneratedField(
        expression=Case(
            When(status=Status.WAITING, then=models.Value(NEVER, output_field=models.DateTimeField())),
            When(first_response_at=None, then=Least("respond_by", "due_at")),
            default=F("due_at"),
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
        help_text="`next_due_at`, for the database to find and sort by; NEVER while it waits for its sender.",
    )
    waiting_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when it waits for its sender, and the clock stands."
    )
    waited = models.DurationField(
        default=dt.timedelta, help_text="The working time for which the clock has stood before."
    )
    first_response_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    erase_after = models.DateField(
        null=True, blank=True, help_text="The last day on which it is kept; `intake.privacy` sets it."
    )
    erased_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it says nothing of a person and only counts."
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts up with each change.")
    search_text = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="submission_newest"),
            models.Index(fields=["queue", "-received_at", "-id"], name="submission_queue_newest"),
            models.Index(fields=["queue", "status", "-received_at", "-id"], name="submission_queue_status"),
            models.Index(fields=["kind", "-received_at", "-id"], name="submission_kind_newest"),
            models.Index(
                fields=["assignee", "-received_at", "-id"],
                condition=models.Q(status__in=OPEN_STATUSES),
                name="submission_mine_open",
            ),
            models.Index(
                fields=["queue", "-received_at", "-id"],
                condition=models.Q(status__in=OPEN_STATUSES, assignee=None),
                name="submission_unassigned_open",
            ),
            models.Index(
                fields=["due_at", "queue"],
                condition=models.Q(status__in=OPEN_STATUSES),
                name="submission_due_open",
            ),
            models.Index(fields=["sender_email", "-received_at"], name="submission_sender"),
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(status__in=OPEN_STATUSES),
                name="submission_newest_open",
            ),
            models.Index(
                fields=["due_next", "id"],
                condition=models.Q(status__in=OPEN_STATUSES),
                name="submission_next_due",
            ),
            models.Index(
                fields=["-priority", "-id"],
                condition=models.Q(status__in=OPEN_STATUSES),
                name="submission_most_urgent",
            ),
            models.Index(fields=["priority", "-received_at", "-id"], name="submission_priority"),
            models.Index(
                fields=["erase_after"],
                condition=models.Q(erased_at=None, erase_after__isnull=False),
                name="submission_to_be_erased",
            ),
            models.Index(
                fields=["queue", "-resolved_at"],
                condition=models.Q(status=Status.RESOLVED),
                name="submission_resolved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    @property
    def is_open(self) -> bool:
        """Whether its team still has work to do on it."""
        return self.status in OPEN_STATUSES

    @property
    def is_held(self) -> bool:
        """Whether it looked suspicious and nobody has decided yet; its sender is told nothing of that."""
        return self.status == Status.HELD

    @property
    def is_open_to_its_sender(self) -> bool:
        """Whether its sender may correct and close it: as long as it is open, as far as they know."""
        return self.is_open or self.is_held

    @property
    def is_waiting(self) -> bool:
        """Whether its team can do nothing until its sender answers: the clock stands."""
        return self.status == Status.WAITING

    @property
    def next_due_at(self) -> dt.datetime:
        """The target that stands next: the first reply's until there is one, then the resolution's."""
        return self.due_at if self.first_response_at else min(self.respond_by, self.due_at)

    @property
    def is_late(self) -> bool:
        """Whether it is open past the target that stands next; never while it waits for its sender."""
        return self.is_open and not self.is_waiting and self.next_due_at < timezone.now()

    def answer(self, name: str) -> object:
        """Return the stored value of the answer called `name`, or None where there is none."""
        return next((answer["value"] for answer in self.answers if answer["name"] == name), None)
