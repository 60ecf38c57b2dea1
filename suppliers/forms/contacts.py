"""Contacts: who answers for the firm, and for orders, invoices and safeguarding."""

from typing import Any

from crispy_forms_gds.layout import Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intake import wording
from intake.fields import typed
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import TelephoneField
from suppliers.forms.layout import Group

SAFEGUARDING = "safeguarding"
_PARTS = ("name", "job_title", "email", "telephone")
#: Each contact, and how its labels begin.
_WHO = {
    "main": _("Main contact’s"),
    "orders": _("Orders contact’s"),
    "invoices": _("Invoices contact’s"),
    SAFEGUARDING: _("Safeguarding lead’s"),
}


class ContactsForm(SectionForm):
    """Four contacts: the main one is always needed, the safeguarding lead where there are children.

    That there are is an answer of another section. Checked again with all answers, as the check page does,
    this section then lacks the safeguarding lead.
    """

    slug = "contacts"
    groups = (
        Group(
            [f"main_{part}" for part in _PARTS],
            legend=_("Main contact"),
            hint=_("We write to this person about your registration."),
            prefix=_WHO["main"],
        ),
        Group(
            [f"orders_{part}" for part in _PARTS],
            legend=_("Orders"),
            hint=_("Who gets our purchase orders. Leave empty if it is the main contact."),
            prefix=_WHO["orders"],
        ),
        Group(
            [f"invoices_{part}" for part in _PARTS],
            legend=_("Invoices"),
            hint=_(
                "Who sends invoices and asks about payment (accounts receivable). Leave empty if it is the "
                "main contact."
            ),
            prefix=_WHO["invoices"],
        ),
        Group(
            [f"{SAFEGUARDING}_{part}" for part in _PARTS],
            legend=_("Safeguarding lead"),
            hint=_(
                "Only if you work in schools or with children: who answers for their safety in your "
                "organisation. A sole trader names themselves."
            ),
            prefix=_WHO[SAFEGUARDING],
        ),
    )
    sometimes_needed = tuple(
        f"{who}_{part}" for who in _WHO for part in _PARTS if part != "job_title" and who != "main"
    )

    def is_asked(self, name: str) -> bool:
        """Return whether a field is asked: not those of a safeguarding lead where there are no children."""
        return not (name.startswith(SAFEGUARDING) and self._works_with_children() == "no")

    def is_needed(self, name: str) -> bool:
        """Return whether a field is needed: a contact of whom anything is said has a name and an email."""
        who, part = name.split("_", 1)
        if who == SAFEGUARDING and self._works_with_children() == "yes":
            return part != "job_title"
        begun = any(self.given(f"{who}_{other}") for other in _PARTS)
        return begun and part in ("name", "email")

    def layout(self) -> Layout:
        """Return the layout, without a contact who is not asked for."""
        groups = [group for group in self.groups if self.is_asked(group.fields[0])]
        return Layout(*(self._laid_out(group) for group in groups))

    def _works_with_children(self) -> Any:
        return self.answers.get("safeguarding", {}).get("works_with_children")


def _fields(who: str, begins: Any) -> dict[str, forms.Field]:
    """Return the fields of one contact."""
    contact = wording.lower_first(begins)
    fields: dict[str, forms.Field] = {
        "name": typed.TextField(label=format_lazy(_("{whose} full name"), whose=begins), max_length=200),
        "job_title": typed.TextField(label=format_lazy(_("{whose} job title"), whose=begins), max_length=200),
        "email": typed.EmailField(label=format_lazy(_("{whose} email address"), whose=begins)),
        "telephone": TelephoneField(label=format_lazy(_("{whose} telephone number"), whose=begins)),
    }
    autocomplete = ("name", "organization-title", "email", "tel")
    for (part, field), token in zip(fields.items(), autocomplete, strict=True):
        field.required = who == "main" and part != "job_title"
        field.widget.attrs["autocomplete"] = f"section-{who} {token}"
    fields["email"].error_messages["invalid"] = format_lazy(
        _("Enter the {whose} email address in the correct format, like name@example.com"), whose=contact
    )
    fields["telephone"].error_messages["invalid"] = format_lazy(
        _("Enter the {whose} telephone number, like 020 7946 0100 or +44 20 7946 0100"), whose=contact
    )
    return {f"{who}_{part}": field for part, field in fields.items()}


ContactsForm.base_fields = {
    name: field for who, begins in _WHO.items() for name, field in _fields(who, begins).items()
}
