"""The form fields for each kind of question: what they accept, what they say, what is kept of the answer."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from intake import wording
from intake.fields.widgets import FilesInput, TelephoneInput
from intake.file_rules import FileRules
from intake.models import Attachment

SHORT_TEXT_LENGTH = 200
LONG_TEXT_LENGTH = 5000
_WEB_ADDRESS_LENGTH = 2000
_PATH = re.compile(r"/(?![/\\])[^\s\\<>\"]*")
# A colon and a digit after a name are a host's port.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9])", re.IGNORECASE)
_NEVER_IN_ADDRESS = re.compile(r"[\\<>\"]")
# Ofcom's numbers for drama use, which examples and tests are full of; the metadata knows only some of them.
_FOR_DRAMA = re.compile(r"\+44(7700900|1632960)[0-9]{3}")
_NEVER_TYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def usable(text: str) -> str:
    """Return `text` with lines ending in one character, without control characters and half characters.

    Nobody types those, and no database keeps them.
    """
    return _NEVER_TYPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Answered(forms.Field):
    """A field that says what a submission keeps of its answer.

    `cleaned` is what `clean` returned and is never empty. `more_help` is HTML to unfold beneath the hint.
    """

    more_help: str = ""

    def answer_value(self, cleaned: Any) -> Any:
        """Return the answer as rules compare it, ready for JSON."""
        return str(cleaned)

    def answer_text(self, cleaned: Any) -> str:
        """Return the answer as people read it."""
        return str(cleaned)

    def kept(self, posted: Any, cleaned: Any) -> Any:
        """Return the answer as the draft keeps it, to be posted again."""
        return posted


class _Typed(Answered):
    """A field of typed text."""

    def to_python(self, value: Any) -> Any:
        """Return the usable text."""
        return super().to_python(usable(str(value or "")))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: it would cut what is pasted without a word."""
        return {}


class TextField(_Typed, forms.CharField):
    """A line or more of text; too short and too long are said in numbers."""

    def __init__(
        self, *, label: str, min_length: int | None = None, max_length: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label=label, min_length=min_length, max_length=max_length, **kwargs)
        begins = wording.subject(label)
        self.error_messages |= {
            "min_length": f"{begins} must be {min_length or 0:,} characters or more",
            "max_length": f"{begins} must be {max_length or 0:,} characters or fewer",
        }


class LongTextField(TextField):
    """Several lines of text."""

    widget = forms.Textarea


class EmailField(_Typed, forms.EmailField):
    """An email address."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        # RFC 5321 section 4.5.3.1.3: no longer address can be delivered to; the database keeps no longer one.
        super().__init__(label=label, max_length=254, **kwargs)
        self.error_messages |= {
            "invalid": "Enter an email address in the correct format, like name@example.com",
            "max_length": f"{wording.subject(label)} must be 254 characters or fewer",
        }


class TelephoneField(_Typed, forms.CharField):
    """A telephone number: of the United Kingdom, or of any country with its code."""

    widget = TelephoneInput
    default_error_messages = {
        "invalid": "Enter a telephone number, like 020 7946 0100, 07700 900 982 or +44 808 157 0192"
    }

    def to_python(self, value: Any) -> Any:
        """Return the number, or "" where there is none."""
        text = super().to_python(value)
        if not text:
            return ""
        try:
            number = PhoneNumber.from_string(text)
        except NumberParseException:
            number = None
        if not number or not (number.is_valid() or _FOR_DRAMA.fullmatch(number.as_e164)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def answer_value(self, cleaned: PhoneNumber) -> str:
        """Return the number in the international form."""
        return cleaned.as_e164

    def answer_text(self, cleaned: PhoneNumber) -> str:
        """Return the number as it is dialled from here."""
        return cleaned.as_national if cleaned.country_code == 44 else cleaned.as_international


class OneOfField(Answered, forms.ChoiceField):
    """One of several answers, as radios."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": "Select one of the answers"}

    def answer_text(self, cleaned: str) -> str:
        """Return the choice as people read it."""
        return _read(self.choices, cleaned)


class SomeOfField(Answered, forms.MultipleChoiceField):
    """Some of several answers, as checkboxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": "Select answers from the list",
        "invalid_list": "Select answers from the list",
    }

    def answer_value(self, cleaned: Sequence[str]) -> list[str]:
        """Return the values chosen."""
        return list(cleaned)

    def answer_text(self, cleaned: Sequence[str]) -> str:
        """Return the choices as people read them, a line each."""
        return "\n".join(_read(self.choices, value) for value in cleaned)


class ConsentField(Answered, forms.BooleanField):
    """A box that says yes to something."""

    def answer_value(self, cleaned: bool) -> str:
        """Return yes, as for any question of yes or no."""
        return "yes"

    def answer_text(self, cleaned: bool) -> str:
        """Return yes in words."""
        return "Yes"


class WebAddressField(_Typed, forms.CharField):
    """The address of a web page; a path alone is one of HLT's own pages, and a missing https:// is added."""

    default_error_messages = {
        "invalid": "Enter a web address, like www.hackney.gov.uk/contacts or /contacts",
        "max_length": f"Web address must be {_WEB_ADDRESS_LENGTH:,} characters or fewer",
    }

    def to_python(self, value: Any) -> str:
        """Return the address, whole or a path, or ""."""
        text = str(super().to_python(value))
        if len(text) > _WEB_ADDRESS_LENGTH:
            raise ValidationError(self.error_messages["max_length"], code="max_length")
        if not text or _PATH.fullmatch(text):
            return text
        address = _with_scheme(text)
        if not _is_web_address(address):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class FilesField(Answered):
    """Files, which are stored before the form is checked."""

    widget = FilesInput
    problems: Sequence[str] = ()

    def take_only(self, rules: FileRules) -> None:
        """Offer what `rules` allow, where they are narrower than the site's."""
        self.widget.attrs["accept"] = ",".join(rules.endings)
        if rules.at_most == 1:
            self.widget.attrs.pop("multiple", None)

    def show(self, files: Sequence[Attachment], problems: Sequence[str] = ()) -> None:
        """Set the files kept so far, and what to say of those that could not be kept."""
        self.widget.kept = list(files)
        self.problems = problems

    def clean(self, value: Sequence[Attachment]) -> Sequence[Attachment]:
        """Return the files kept."""
        if self.problems:
            raise ValidationError([ValidationError(problem, code="file") for problem in self.problems])
        return super().clean(value)

    def answer_value(self, cleaned: Sequence[Attachment]) -> list[str]:
        """Return the files' names."""
        return [file.name for file in cleaned]

    def answer_text(self, cleaned: Sequence[Attachment]) -> str:
        """Return the files' names and sizes, a line each."""
        return "\n".join(f"{file.name} ({wording.size_in_words(file.size)})" for file in cleaned)


def _with_scheme(text: str) -> str:
    if text.startswith("//"):
        return f"https:{text}"
    return text if _SCHEME.match(text) else f"https://{text}"


def _is_web_address(address: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    # A name before an @ makes an address look like another site's.
    return "@" not in urlsplit(address).netloc and not _NEVER_IN_ADDRESS.search(address)


def _read(choices: Any, value: str) -> str:
    return next((str(label) for key, label in choices if str(key) == value), value)
