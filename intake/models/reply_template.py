"""A canned reply: what a team writes again and again, with fields for what differs."""

from django.db import models
from simple_history.models import HistoricalRecords

from intake import template_fields
from intake.models.queue import Queue


class ReplyTemplate(models.Model):
    """A text to begin a reply with, for one queue or for all."""

    name = models.CharField(
        max_length=100, help_text="What colleagues find it by, such as “Deadline too short”."
    )
    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reply_templates",
        help_text="The team that uses it. Empty: every team.",
    )
    text = models.TextField(validators=[template_fields.check], help_text=template_fields.HELP)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = "canned reply"
        verbose_name_plural = "canned replies"

    def __str__(self) -> str:
        return self.name
