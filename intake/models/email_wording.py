"""HLT's own wording of an email to senders, for a type, a queue, both or all."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from intake import template_fields
from intake.models.queue import Queue


class WordedEmail(models.TextChoices):
    """The emails to senders whose words HLT may change, by the name of their templates."""

    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
    REPLY = "reply", "Reply"
    TRACKING_LINK = "tracking-link", "Link to follow it"
    DETAILS_CORRECTED = "details-corrected", "Email address changed"
    MERGED = "merged", "Two made one"


class Words(NamedTuple):
    """The words of an email that HLT may change; the reference, the links and what is safe stay."""

    subject: str
    opening: str
    what_next: str
    closing: str


class EmailWording(models.Model):
    """Words in place of the standard ones of one email. What is empty stays as it is otherwise."""

    Email = WordedEmail

    email = models.CharField(max_length=20, choices=WordedEmail)
    kind = models.SlugField("type", max_length=60, blank=True, help_text="Empty: every type.")
    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="email_wordings",
        help_text="The team that sends it. Empty: every team.",
    )
    subject = models.CharField(
        max_length=120, blank=True, help_text="What follows the reference, with which every subject begins."
    )
    opening = models.TextField(blank=True, help_text="How it begins. An empty line parts paragraphs.")
    what_next = models.TextField(
        "what happens next", blank=True, help_text="Below the heading “What happens next”."
    )
    closing = models.TextField(blank=True, help_text="How it ends.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["email", "queue__name", "kind", "id"]
        verbose_name = "wording of an email"
        verbose_name_plural = "wordings of emails"
        constraints = [
            models.UniqueConstraint(
                fields=["email", "kind", "queue"],
                name="email_wording_once",
                violation_error_message="There is a wording of this email for this type and team. Change it.",
            ),
            models.UniqueConstraint(
                fields=["email", "kind"],
                condition=Q(queue=None),
                name="email_wording_of_all_once",
                violation_error_message="There is a wording of this email for this type already. Change it.",
            ),
        ]

    def __str__(self) -> str:
        team = f", {self.queue}" if self.queue else ""
        return f"{self.get_email_display()}{f', {self.kind}' if self.kind else ''}{team}"

    @property
    def words(self) -> Words:
        """What was typed; "" for what stays as it is otherwise."""
        return Words(self.subject, self.opening, self.what_next, self.closing)

    def clean(self) -> None:
        """Refuse fields that this email does not fill in, each beside the text that has it."""
        fields = template_fields.OF_EMAIL.get(self.email, {})
        problems = {}
        for name, text in self.words._asdict().items():
            try:
                template_fields.check(text, fields)
            except ValidationError as error:
                problems[name] = error
        if problems:
            raise ValidationError(problems)
