"""What senders say, once it is resolved, of how their submission was handled."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models.submission import Submission


class Feedback(models.Model):
    """A sender's answer to the two questions; the latest, where they have changed it."""

    class Rating(models.IntegerChoices):
        """How satisfied a sender is, the best first, as it is asked."""

        VERY_SATISFIED = 5, _("Very satisfied")
        SATISFIED = 4, _("Satisfied")
        IN_BETWEEN = 3, _("In between")
        DISSATISFIED = 2, _("Dissatisfied")
        VERY_DISSATISFIED = 1, _("Very dissatisfied")

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="feedback")
    rating = models.PositiveSmallIntegerField(choices=Rating)
    comment = models.TextField(blank=True, help_text="What could be better.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating__range=(1, 5)), name="feedback_rating_is_one_of_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rating} of 5 for {self.submission_id}"
