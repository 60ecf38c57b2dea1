"""A team's queue, its contact, its targets and its members."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField
from simple_history.models import HistoricalRecords


class Priority(models.IntegerChoices):
    """How soon it must be looked at; a number, so that a list sorts by it."""

    LOW = 10, "Low"
    NORMAL = 20, "Normal"
    HIGH = 30, "High"
    URGENT = 40, "Urgent"


class TargetUnit(models.TextChoices):
    """What an SLA target is counted in; both stop outside office hours."""

    HOURS = "hours", "working hours"
    DAYS = "days", "working days"


class Queue(models.Model):
    """Where a team's submissions wait. One active queue is the catch-all, so that nothing is unrouted."""

    class Assignment(models.TextChoices):
        """Whom new work goes to."""

        NOBODY = "nobody", "nobody: members take it themselves"
        IN_TURN = "in_turn", "each member in turn"
        LEAST_BUSY = "least_busy", "the member with the least open work"

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    active = models.BooleanField(default=True, help_text="An inactive queue receives no new submissions.")
    is_catch_all = models.BooleanField(
        "catch-all",
        default=False,
        help_text="Takes what no rule and no usual queue takes. Exactly one queue is the catch-all.",
    )
    contact_name = models.CharField(
        max_length=100, blank=True, help_text="As the contacts page names it; the queue's name if empty."
    )
    purpose = models.TextField(
        blank=True, help_text="What to use this contact for, in a sentence or two, for the contacts page."
    )
    telephone = PhoneNumberField(blank=True)
    listed = models.BooleanField("on the contacts page", default=True)
    position = models.PositiveSmallIntegerField(default=100, help_text="Order on pages; the lowest first.")
    reply_to = models.EmailField("reply-to address", blank=True, help_text="Where senders' replies go.")
    alert_address = models.EmailField(
        blank=True, help_text="A shared mailbox that is told of new submissions, besides the members."
    )
    response_target = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1)], help_text="Within which a person first replies."
    )
    response_unit = models.CharField(max_length=5, choices=TargetUnit, default=TargetUnit.DAYS)
    resolution_target = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1)], help_text="Within which the matter is resolved."
    )
    resolution_unit = models.CharField(max_length=5, choices=TargetUnit, default=TargetUnit.DAYS)
    opens_at = models.TimeField(default=dt.time(9))
    closes_at = models.TimeField(default=dt.time(17))
    weekday_hours = models.JSONField(
        "days with other hours",
        default=dict,
        blank=True,
        help_text='By day of the week, "0" for Monday: when it opens and closes, or nothing if it does not.',
    )
    closures = models.JSONField(
        "closed",
        default=list,
        blank=True,
        help_text="Times of closing besides bank holidays: first and last day, and why.",
    )
    assignment = models.CharField("new work goes to", max_length=10, choices=Assignment, default="nobody")
    retention_days = models.PositiveIntegerField(
        default=730, help_text="Days after which a resolved submission is due for erasure."
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="QueueMembership", related_name="queues"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_catch_all"], condition=models.Q(is_catch_all=True), name="one_catch_all_queue"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="queue_opens_before_it_closes",
                violation_error_message="Office hours must open before they close.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_catch_all=False) | models.Q(active=True),
                name="catch_all_is_active",
                violation_error_message="The catch-all queue must stay active.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse to close the catch-all: forms that do not ask for it cannot check that constraint."""
        if self.is_catch_all and not self.active:
            raise ValidationError(
                {"active": "The catch-all queue must stay active. Make another queue the catch-all first."}
            )

    @property
    def public_name(self) -> str:
        """The name that the public is shown."""
        return self.contact_name or self.name


class PriorityTarget(models.Model):
    """What a queue promises for one priority, in place of its own targets."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="priority_targets")
    priority = models.PositiveSmallIntegerField(choices=Priority)
    response_target = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    response_unit = models.CharField(max_length=5, choices=TargetUnit, default=TargetUnit.HOURS)
    resolution_target = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    resolution_unit = models.CharField(max_length=5, choices=TargetUnit, default=TargetUnit.DAYS)

    class Meta:
        ordering = ["-priority"]
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "priority"],
                name="one_target_a_queue_and_priority",
                violation_error_message="This priority has its targets already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_priority_display()} in {self.queue}"


class QueueMembership(models.Model):
    """A person's place in a queue's team."""

    class Role(models.TextChoices):
        """A lead also manages the queue and its deliveries."""

        MEMBER = "member", "member"
        LEAD = "lead", "lead"

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="queue_memberships"
    )
    role = models.CharField(max_length=6, choices=Role, default=Role.MEMBER)
    wants_alerts = models.BooleanField("is emailed about new submissions", default=True)
    last_assigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["last_assigned_at"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "user"], name="one_membership_a_queue_and_user")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.queue} ({self.get_role_display()})"
