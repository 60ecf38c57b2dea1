"""The pages of a long form, one step each."""

from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from enquiries import markdown
from enquiries.models.asked_if import AskedIf


class Page(AskedIf):
    """One step of a type's form. A type without pages asks everything in one."""

    enquiry_type = models.ForeignKey("enquiries.EnquiryType", on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField(default=100)
    name = models.CharField(
        max_length=40,
        validators=[RegexValidator(r"\A[a-z][a-z0-9-]*\Z", "Small letters, digits and hyphens only.")],
        help_text="Its name in the page’s address: small letters, digits and hyphens.",
    )
    title = models.CharField(max_length=200)
    introduction = models.TextField(
        blank=True, help_text="Paragraphs before its questions; Markdown: links, lists and **bold** words."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry_type", "name"],
                name="page_name_once_a_type",
                violation_error_message="Another page of this type has this name.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an introduction that would not be read to its end."""
        super().clean()
        markdown.check_length(introduction=self.introduction)
