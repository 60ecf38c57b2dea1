"""A registration: one application of a supplier's, from its first answer to HLT's decision."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Submission
from suppliers.models.supplier import Supplier


class State(models.TextChoices):
    """Where a registration stands; `suppliers.states` holds which move leads where."""

    DRAFT = "draft", _("Not sent yet")
    SUBMITTED = "submitted", _("With us")
    CHANGES_REQUESTED = "changes_requested", _("Changes asked for")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: The states in which the supplier may change the answers.
EDITABLE_STATES = (State.DRAFT, State.CHANGES_REQUESTED)


class Registration(models.Model):
    """A supplier's answers, by section. Its id is the idempotency key of its submission."""

    State = State

    class Kind(models.TextChoices):
        """Why it was made."""

        NEW = "new", _("Registration")
        CHANGE = "change", _("Change of details")
        RENEWAL = "renewal", _("Renewal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="registrations")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.NEW)
    state = models.CharField(max_length=17, choices=State, default=State.DRAFT)
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="registration"
    )
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, help_text="When anything in it last changed.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reminders_stopped = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(
                fields=["touched_at"], condition=models.Q(state="draft"), name="registration_drafts"
            ),
            models.Index(fields=["state", "-submitted_at"], name="registration_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.supplier}"

    @property
    def is_editable(self) -> bool:
        """Whether the supplier may change its answers."""
        return self.state in EDITABLE_STATES

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return the answers by section and field, JSON-ready as the sections' forms keep them."""
        return {section.slug: section.answers for section in self.sections.all()}


class SectionAnswers(models.Model):
    """One section's answers: saved on its own, by one person at a time."""

    class State(models.TextChoices):
        """How far it is."""

        IN_PROGRESS = "in_progress", _("In progress")
        COMPLETE = "complete", _("Complete")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=30, help_text="See `suppliers.sections`.")
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=11, choices=State, default=State.IN_PROGRESS)
    confirmed = models.BooleanField(
        default=True,
        help_text="Last year's answers, taken over into a renewal, are not until they are looked at.",
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts up with each change.")
    saved_by = models.EmailField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "slug"], name="section_once_a_registration")
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.get_state_display()}"


class UnsavedAnswers(models.Model):
    """What a person typed into a section after their session had ended: shown again once they are back in."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="unsaved")
    slug = models.SlugField(max_length=30)
    email = models.EmailField()
    posted = models.JSONField(default=dict, help_text="A list of values by the name of each field.")
    version = models.PositiveIntegerField(default=0, help_text="Of the section, when it was opened.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "unsaved answers"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "slug", "email"], name="unsaved_once_a_section_and_person"
            )
        ]

    def __str__(self) -> str:
        return self.slug
