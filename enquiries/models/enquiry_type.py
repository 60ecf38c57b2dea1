"""A type of enquiry: its pages' words, its questions, and its notices."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from enquiries import markdown
from enquiries.models.asked_if import AskedIf
from enquiries.models.page import Page
from intake import file_rules
from intake.conditions import Operator, operand_problem
from intake.models import Queue

#: Nobody knows when a form was opened that is posted for the first time.
_TIME_TO_FINISH = dt.timedelta(hours=1)


class TypesOfEnquiry(models.QuerySet["EnquiryType"]):
    """Types of enquiry, and which of them the site offers."""

    def offered(self) -> "TypesOfEnquiry":
        """Return those that somebody may begin now: active, and not closed."""
        open_now = models.Q(closes_at=None) | models.Q(closes_at__gt=timezone.now())
        return self.filter(open_now, active=True)


class EnquiryType(models.Model):
    """One kind of enquiry that the site offers. Made in the admin, it is on the site at once."""

    name = models.CharField(max_length=100, unique=True, help_text="As in “your press enquiry”.")
    slug = models.SlugField(max_length=60, unique=True, help_text="Its address, after /enquiries/.")
    active = models.BooleanField(default=True, help_text="An inactive type is not on the site.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Order on the site; the lowest first.")
    summary = models.CharField(max_length=300, help_text="What it is for, in a sentence, on the home page.")
    introduction = models.TextField(
        blank=True, help_text="Paragraphs at the top of the form, before the questions; plain text."
    )
    next_steps = models.TextField(
        blank=True,
        help_text="What happens next, on the confirmation page and in the acknowledgement; plain text.",
    )
    usual_queue = models.ForeignKey(
        Queue,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose telephone and targets the form shows; takes it where no routing rule holds.",
    )
    closes_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="From then on nobody begins this form; who has begun it may still send it. Empty: never.",
    )
    closed_message = models.TextField(
        blank=True, help_text="What its page says once it is closed; plain text."
    )
    history = HistoricalRecords()

    objects = TypesOfEnquiry.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        """Whether nobody may begin this form any more."""
        return bool(self.closes_at and self.closes_at <= timezone.now())

    @property
    def takes_late_answers(self) -> bool:
        """Whether answers are still taken of who opened the form before it closed: for an hour."""
        return not self.closes_at or timezone.now() < self.closes_at + _TIME_TO_FINISH

    def clean(self) -> None:
        """Refuse an address that another page has."""
        if self.slug in ("sent", "schools"):
            raise ValidationError({"slug": "Another page of the site has this address. Choose another."})


class Question(AskedIf):
    """One question of a type's form."""

    class Kind(models.TextChoices):
        """What kind of answer is asked for."""

        SHORT_TEXT = "short_text", "Short text"
        LONG_TEXT = "long_text", "Long text"
        EMAIL = "email", "Email address"
        TELEPHONE = "telephone", "UK telephone number"
        DATE = "date", "Date"
        DATETIME = "datetime", "Date and time"
        ONE_OF = "one_of", "One of several"
        SOME_OF = "some_of", "Some of several"
        YES_NO = "yes_no", "Yes or no"
        WEB_ADDRESS = "web_address", "Web address"
        SCHOOL = "school", "School from the register"
        SCHOOL_OR_TEAM = "school_or_team", "School from the register, or a team's name"
        FILES = "files", "Files"
        CONSENT = "consent", "A box that must be ticked"

    class Meaning(models.TextChoices):
        """What the answer is for the submission, besides an answer."""

        NONE = "", "just an answer"
        SENDER_NAME = "sender_name", "the sender's name"
        SENDER_EMAIL = "sender_email", "the sender's email address"
        SENDER_TELEPHONE = "sender_telephone", "the sender's telephone number"
        SENDER_ORGANISATION = "sender_organisation", "the sender's organisation"
        SENDER_ROLE = "sender_role", "the sender's role"
        NEEDED_BY = "needed_by", "the sender's own deadline"
        SITE = "site", "the school or team that it is about"
        SUBJECT = "subject", "the subject"
        MESSAGE = "message", "the message"

    enquiry_type = models.ForeignKey(EnquiryType, on_delete=models.CASCADE, related_name="questions")
    page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        help_text="Empty: the first.",
    )
    position = models.PositiveSmallIntegerField(default=100)
    name = models.CharField(
        max_length=60,
        validators=[RegexValidator(r"\A[a-z][a-z0-9_]*\Z", "Small letters, digits and _ only.")],
        help_text="The field's name, which routing rules use: small letters, digits and _.",
    )
    label = models.CharField(max_length=200)
    hint = models.CharField(max_length=400, blank=True)
    help_text = models.TextField(
        blank=True, help_text="More help, to unfold; Markdown: links, lists and **bold** words."
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SHORT_TEXT)
    meaning = models.CharField(max_length=20, choices=Meaning, default="", blank=True)
    required = models.BooleanField(default=True)
    choices = models.TextField(
        blank=True, help_text="For one or some of several: a line each, as value | what people read."
    )
    min_length = models.PositiveIntegerField(null=True, blank=True, help_text="Characters.")
    max_length = models.PositiveIntegerField(null=True, blank=True, help_text="Characters.")
    future_only = models.BooleanField(default=False, help_text="For dates: the past is an error.")
    autocomplete = models.CharField(
        max_length=40, blank=True, help_text="The HTML autocomplete token, such as name, email or tel."
    )
    default = models.CharField(
        max_length=500, blank=True, help_text="The answer that stands there to begin with."
    )
    file_types = models.CharField(
        max_length=100,
        blank=True,
        help_text="For files: which, as in “pdf, docx”. Empty: all that the site takes.",
    )
    max_files = models.PositiveSmallIntegerField(null=True, blank=True, help_text="For files: how many.")
    max_file_mb = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For files: megabytes each."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry_type", "name"],
                name="question_name_once_a_type",
                violation_error_message="Another question of this type has this name.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse choices that are missing or malformed, and a name that the form itself needs."""
        super().clean()
        if self.kind in (self.Kind.ONE_OF, self.Kind.SOME_OF) and not self.choice_pairs():
            raise ValidationError({"choices": "Give at least one choice, a line each."})
        if self.name in ("form_token", "form_version", "csrfmiddlewaretoken"):
            raise ValidationError({"name": "The form uses this name itself. Choose another."})
        if not self.fits_meaning():
            raise ValidationError({"meaning": "A question of this kind cannot be answered with that."})
        markdown.check_length(help_text=self.help_text)

    def fits_meaning(self) -> bool:
        """Return whether the answer, being of this kind, can be what `meaning` says."""
        kinds = {
            self.Meaning.SENDER_EMAIL: {self.Kind.EMAIL},
            self.Meaning.SENDER_TELEPHONE: {self.Kind.TELEPHONE},
            self.Meaning.NEEDED_BY: {self.Kind.DATE, self.Kind.DATETIME},
            self.Meaning.SITE: {self.Kind.SCHOOL, self.Kind.SCHOOL_OR_TEAM},
        }
        return self.kind in kinds.get(self.Meaning(self.meaning), set(self.Kind))

    def file_rules(self) -> file_rules.FileRules:
        """Return which files it takes, if it asks for files."""
        return file_rules.narrowed(types=self.file_types, at_most=self.max_files, megabytes=self.max_file_mb)

    def choice_pairs(self) -> list[tuple[str, str]]:
        """Return the choices as (value, what people read)."""
        pairs = []
        for line in self.choices.splitlines():
            value, _, label = (part.strip() for part in line.partition("|"))
            if value:
                pairs.append((value, label or value))
        return pairs


class Notice(models.Model):
    """Words that are shown with a type's form or after it, always or when an answer calls for them."""

    class Place(models.TextChoices):
        """Where it is shown."""

        FORM = "form", "at the top of the form"
        CONFIRMATION = "confirmation", "on the confirmation page and in the acknowledgement"

    enquiry_type = models.ForeignKey(EnquiryType, on_delete=models.CASCADE, related_name="notices")
    position = models.PositiveSmallIntegerField(default=100)
    place = models.CharField(max_length=12, choices=Place)
    text = models.TextField(help_text="Plain text; web addresses and telephone numbers become links.")
    important = models.BooleanField(default=False, help_text="Shown as a warning.")
    field = models.CharField(
        max_length=60, blank=True, help_text="A question's name; empty: always shown. For confirmations only."
    )
    operator = models.CharField(max_length=20, choices=Operator, blank=True)
    value = models.CharField(max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text[:60]

    def clean(self) -> None:
        """Refuse half a condition, or a condition where no answer is known yet."""
        if bool(self.field) != bool(self.operator):
            raise ValidationError("Give both a field and a comparison, or neither.")
        if self.field and self.place == self.Place.FORM:
            raise ValidationError({"field": "The form is shown before anything is answered."})
        problem = operand_problem(self.operator, self.value) if self.operator else ""
        if problem:
            raise ValidationError({"value": problem})
