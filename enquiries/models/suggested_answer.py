"""A suggested answer: what HLT say to try before an enquiry is sent, and how often that was enough."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from enquiries import word_match
from enquiries.models.enquiry_type import EnquiryType

_LINES_AT_MOST = 30


class SuggestedAnswer(models.Model):
    """A short answer, shown on the check page to who typed its words."""

    enquiry_type = models.ForeignKey(EnquiryType, on_delete=models.CASCADE, related_name="suggested_answers")
    title = models.CharField(
        max_length=100, help_text="The trouble in a few words: “Your printer does not print”."
    )
    text = models.TextField(
        max_length=1500,
        help_text="What to try, in plain text. Empty lines part paragraphs; web addresses and telephone "
        "numbers become links.",
    )
    words = models.TextField(
        max_length=1000,
        help_text="A line each: a word, or several words that must all be typed, in any order. Whole words "
        "count, without capitals, accents and endings: “printer” finds “Printers”, “wi-fi” finds “wifi”.",
    )
    active = models.BooleanField(default=True, help_text="One that is not active is not shown.")
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Which of two comes first that fit as well; the lowest."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["enquiry_type__position", "position", "id"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse words that nobody could type, and more lines than one keeps in mind."""
        phrases = word_match.phrases_of(self.words)
        if self.words and not phrases:
            raise ValidationError({"words": "Give at least one word."})
        if len(phrases) > _LINES_AT_MOST:
            raise ValidationError({"words": f"Give at most {_LINES_AT_MOST} lines."})


class AnswerShown(models.Model):
    """That a suggested answer was shown for one draft, and whether that was all its writer needed.

    The draft's id outlives the draft, and names nobody.
    """

    answer = models.ForeignKey(SuggestedAnswer, on_delete=models.CASCADE, related_name="showings")
    draft_id = models.UUIDField(editable=False)
    shown_at = models.DateTimeField(default=timezone.now, db_index=True)
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft_id", "answer"], name="answer_shown_once_a_draft")
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} shown"
