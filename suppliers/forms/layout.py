"""How a section's questions are laid out: in groups with a legend, each as its field asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms_gds.layout import HTML, Div, Field, Fieldset, Size
from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from intake import wording
from intake.fields import typed
from intake.file_rules import ACCEPTED_IN_WORDS
from suppliers.forms.fields import DocumentField, YesNoField

#: Parts the values of `data-only-if-value`; no choice's value holds it.
_OR = "|"
_ROWS = 4
_HEADING = '<h2 class="govuk-heading-m">{}</h2><p class="govuk-body">{}</p>'


@dataclass(frozen=True)
class Group:
    """Questions that stand together; without fields, a heading.

    `prefix` begins the labels of its fields, as rows and messages say them; under the legend it is left out.
    The fields of a group that is asked `together` all depend on the same answer, which is said once. The
    legend of a `folded` group opens it.
    """

    fields: Sequence[str]
    legend: str = ""
    hint: str = ""
    prefix: str = ""
    together: bool = False
    folded: bool = False


class Folded(Div):
    """Questions that show once they are opened, for which no JavaScript is needed."""

    template = "suppliers/forms/folded.html"

    def __init__(self, *fields: Any, summary: str, marker: str, is_open: bool) -> None:
        super().__init__(*fields)
        self.summary, self.marker, self.is_open = summary, marker, is_open


def grouped(group: Group, fields: Sequence[Any], marker: SafeString, is_open: bool) -> Any:
    """Return the layout of a group; `marker` says when it is asked, if that depends.

    Args:
        group: the group.
        fields: its fields' layout.
        marker: as `only_if` returns it.
        is_open: whether a folded group shows from the beginning.
    """
    if group.folded:
        return Folded(*fields, summary=group.legend, marker=marker, is_open=is_open)
    if not fields:
        return HTML(_HEADING.format(group.legend, group.hint))
    hint = format_html('<div class="govuk-hint">{}{}</div>', marker, group.hint)
    before = [HTML(hint)] if marker or group.hint else []
    if not group.legend:
        return Div(*before, *fields)
    return Fieldset(
        *before,
        *fields,
        legend=group.legend,
        legend_size=Size.MEDIUM,
        legend_tag="h2",
        css_class="govuk-!-margin-bottom-6",
    )


def laid_out(name: str, field: forms.Field) -> Field:
    """Return the layout of one field."""
    if isinstance(field.widget, forms.RadioSelect):
        return Field.radios(name, inline=isinstance(field, YesNoField))
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        return Field.checkboxes(name)
    if isinstance(field.widget, forms.CheckboxInput):
        return Field.checkbox(name)
    if isinstance(field, typed.LongTextField):
        return Field.textarea(name, rows=_ROWS, max_characters=field.max_length)
    return Field.text(name)


def only_if(*, other: str, values: Sequence[str], words: str, hides: str = "") -> SafeString:
    """Return the words that say when something is asked; with JavaScript it shows only then, and they do not.

    Args:
        other: the name of the question on which it depends.
        values: the answers to that with which it is asked.
        words: what people read without JavaScript.
        hides: the tag of the element that shows only then; the question's own group where it is not given.
    """
    return format_html(
        '<span data-only-if="{}" data-only-if-value="{}"{}>{} </span>',
        other,
        _OR.join(values),
        format_html(' data-only-if-hides="{}"', hides) if hides else "",
        words,
    )


def in_words(question: forms.Field, label: str, values: Sequence[str]) -> str:
    """Return when something is asked: "Only if you answered “Yes” to “Are you registered for VAT?”."."""
    labels = {str(value): str(text) for value, text in getattr(question, "choices", ())}
    said = " or ".join(f"“{labels.get(value, value)}”" for value in values)
    return f"Only if you answered {said} to “{label}”."


def missing(field: forms.Field) -> str:
    """Return what to say where a field has no answer."""
    if isinstance(field, DocumentField):
        return f"Upload {_article(field.kind.label)}"
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick “{field.label}” to go on"
    is_chosen = isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return wording.enter(str(field.label), "Select" if is_chosen else "Enter")


def file_hint(hint: str) -> str:
    """Return the hint of a question for a file."""
    megabytes = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
    return f"{hint} A photo of it is fine. Up to {megabytes} MB: {ACCEPTED_IN_WORDS}.".strip()


def _article(label: str) -> str:
    name = wording.lower_first(label)
    return f"your {name}" if name.endswith(("policy", "statement", "plan")) else f"the {name}"
