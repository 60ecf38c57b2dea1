"""Routing rules: plain rows that HLT edits, no code and no regular expressions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from intake.conditions import Operator, operand_problem
from intake.models.queue import Queue
from intake.models.submission import Priority, Tag


class ConditionsThen(models.Model):
    """What a version of a rule keeps besides the rule's own columns."""

    conditions = models.JSONField(
        null=True, help_text="Each condition's field, operator and value; null where they were not kept."
    )

    class Meta:
        abstract = True


class RoutingRule(models.Model):
    """A rule: when all its conditions hold, what happens. The first rule that holds decides."""

    position = models.PositiveSmallIntegerField(
        default=100, db_index=True, help_text="The lowest is tried first."
    )
    name = models.CharField(max_length=120, help_text="Said in the timeline as the reason.")
    active = models.BooleanField(default=True)
    kind = models.SlugField(max_length=60, blank=True, help_text="The type it is for; empty for every type.")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="routing_rules")
    priority = models.PositiveSmallIntegerField(choices=Priority, null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tag = models.ForeignKey(Tag, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    history = HistoricalRecords(bases=[ConditionsThen])

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.position}: {self.name}"


class RoutingCondition(models.Model):
    """One condition of a rule: a field of the submission, an operator, and what to compare it with."""

    rule = models.ForeignKey(RoutingRule, on_delete=models.CASCADE, related_name="conditions")
    field = models.CharField(
        max_length=60,
        help_text="A question's name, or subject, source, sender_email, sender_organisation or needed_by.",
    )
    operator = models.CharField(max_length=20, choices=Operator)
    value = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.field} {self.get_operator_display()} {self.value}".strip()

    def clean(self) -> None:
        """Refuse a value that the operator cannot compare with."""
        problem = operand_problem(self.operator, self.value)
        if problem:
            raise ValidationError({"value": problem})
