"""What templates/gds needs beyond crispy-forms-gds, whose own tag and filters get these things wrong."""

from typing import NamedTuple

from crispy_forms_gds.templatetags.crispy_forms_gds import field_errors, is_multivalue
from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import json_script
from django.utils.safestring import SafeString

from portal.script_words import translated as script_words_of_page

register = template.Library()

# The most particular first: a file input is an input, too.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.widgets.Input, "govuk-input"),
)
_COUNTED = "govuk-js-character-count"


class SummaryError(NamedTuple):
    """A line of the error summary: its text, and the id of the element to go to, if there is one."""

    text: str
    target: str


@register.simple_tag
def design_system_widget(field: BoundField, counted: bool = False) -> SafeString:
    """Return a field's input with the Design System's classes, tied to its hint, errors and character count.

    The widget itself is left as it is, so that a field may be rendered twice.

    Args:
        field: a field of one input.
        counted: whether a character count, with the id that the Design System gives it, follows the input.
    """
    return field.as_widget(
        attrs={
            "class": " ".join(_classes(field, counted)),
            "aria-describedby": " ".join(_described_by(field, counted)) or False,
        }
    )


@register.simple_tag
def script_words() -> SafeString | str:
    """Return the words of the page's scripts, as data that they read; nothing on an English page."""
    words = script_words_of_page()
    return json_script(words, "words") if words else ""


@register.filter
def choice_id(field: BoundField, position: int) -> str:
    """Return the id of the radio button or checkbox at `position`, from 0; the first has the field's own id.

    So a link to the field goes to its first choice.
    """
    return f"{field.auto_id}_{position}" if position else field.auto_id


@register.filter
def summary_errors(form: forms.BaseForm) -> list[SummaryError]:
    """Return the form's errors in the order of its fields, what belongs to no visible field first."""
    errors = [SummaryError(str(error), "") for error in form.non_field_errors()]
    for field in form.hidden_fields():
        errors += [SummaryError(str(error), "") for error in field.errors]
    for field in form.visible_fields():
        errors += [
            SummaryError(str(error), _target(field, element_id))
            for element_id, messages in field_errors(field)
            for error in messages
        ]
    return errors


def _classes(field: BoundField, counted: bool) -> list[str]:
    widget = field.field.widget
    base = next((css_class for kind, css_class in _CLASSES if isinstance(widget, kind)), "")
    classes = [base, *widget.attrs.get("class", "").split()]
    if base and field.errors and not isinstance(widget, forms.CheckboxInput):
        classes.append(f"{base}--error")
    if counted:
        classes.append(_COUNTED)
    return list(dict.fromkeys(filter(None, classes)))


def _described_by(field: BoundField, counted: bool) -> list[str]:
    ids = [field.field.widget.attrs.get("aria-describedby") or ""]
    if field.help_text:
        ids.append(f"{field.auto_id}_hint")
    ids += [f"{field.auto_id}_{number}_error" for number, _ in enumerate(field.errors, start=1)]
    if counted:
        ids.append(f"{field.auto_id}-info")
    return list(filter(None, ids))


def _target(field: BoundField, element_id: str) -> str:
    """The element that takes the focus: of a date of three inputs, the first, unless one of them is meant."""
    if is_multivalue(field) and element_id == field.auto_id:
        return f"{element_id}_0"
    return element_id
