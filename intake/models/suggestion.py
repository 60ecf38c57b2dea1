"""What was learnt of where staff move submissions, a row a night."""

from django.db import models
from django.utils import timezone


class Suggester(models.Model):
    """A small text model of one kind of submission: its weights as plain numbers, and how well it did."""

    kind = models.SlugField(max_length=60)
    trained_at = models.DateTimeField(default=timezone.now)
    in_use = models.BooleanField(default=False, help_text="Whether it did better than the rules.")
    weights = models.JSONField(
        default=dict, blank=True, help_text="As `intake.suggestions.scoring` reads them; of those in use."
    )
    figures = models.JSONField(
        default=dict, help_text="How often it and the rules were right on weeks that it had not seen."
    )

    class Meta:
        ordering = ["-trained_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(in_use=True), name="one_suggester_in_use_a_kind"
            )
        ]
        indexes = [models.Index(fields=["kind", "-trained_at", "-id"], name="suggester_newest")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.trained_at:%Y-%m-%d}"
