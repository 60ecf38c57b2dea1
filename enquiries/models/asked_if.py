"""When something of a form is asked: always, or only after a certain answer to an earlier question."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models


class AskedIf(models.Model):
    """The condition of a question or page: an earlier question, a comparison and a value."""

    class Operator(models.TextChoices):
        """How the earlier answer is compared; where several may be chosen, one of them is enough."""

        EQUALS = "equals", "is"
        NOT_EQUALS = "not_equals", "is not"
        INCLUDES = "includes", "includes"
        FILLED = "filled", "is answered"

    only_if_question = models.CharField(
        max_length=60,
        blank=True,
        help_text="Asked only if this earlier question, by name, has the answer below.",
    )
    only_if_operator = models.CharField(max_length=12, choices=Operator, default=Operator.EQUALS)
    only_if_value = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a comparison with nothing."""
        super().clean()
        needs_value = self.only_if_question and self.only_if_operator != self.Operator.FILLED
        if needs_value and not self.only_if_value.strip():
            raise ValidationError({"only_if_value": "Give the answer to compare with."})

    def condition_holds(self, answer: str | Sequence[str]) -> bool:
        """Return whether an earlier answer meets the condition, in upper or lower case.

        Args:
            answer: its value, or its values where several may be chosen; "" where it was not answered.
        """
        wanted = self.only_if_value.strip().casefold()
        given = [answer.casefold()] if isinstance(answer, str) else [each.casefold() for each in answer]
        if not any(given):
            return False
        if self.only_if_operator == self.Operator.INCLUDES and isinstance(answer, str):
            return wanted in given[0]
        if self.only_if_operator == self.Operator.FILLED:
            return True
        return (wanted in given) != (self.only_if_operator == self.Operator.NOT_EQUALS)
