"""Insurance: what a firm is insured for, how far, and until when."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import DayField, DocumentField, PoundsField, YesNoField, pounds_in_words
from suppliers.forms.layout import Group
from suppliers.models import DocumentKind
from suppliers.models.supplier import Employees

#: Employers' Liability (Compulsory Insurance) Regulations 1998, reg. 3.
EMPLOYERS_LIABILITY_MINIMUM = 5_000_000
_PARTS = ("insurer", "policy_number", "amount", "expires")


def _names(kind: str) -> list[str]:
    return [*(f"{kind}_{part}" for part in _PARTS), f"document_{kind}"]


def _asked_if(other: str, kind: str) -> dict[str, tuple[str, tuple[str]]]:
    return dict.fromkeys(_names(kind), (other, ("yes",)))


class InsuranceForm(SectionForm):
    """Three kinds of insurance; employer's liability is the law's where there are employees."""

    slug = "insurance"
    groups = (
        Group(
            _names("public_liability"),
            legend=_("Public liability"),
            hint=_("It pays where somebody is hurt or something is damaged by your work."),
            prefix=_("Public liability"),
        ),
        Group(["has_employees"]),
        Group(
            _names("employers_liability"),
            legend=_("Employer’s liability"),
            hint=format_lazy(
                _(
                    "The law asks for at least {minimum} of cover from everybody who employs people "
                    "(Employers’ Liability (Compulsory Insurance) Regulations 1998)."
                ),
                minimum=lazy(pounds_in_words, str)(EMPLOYERS_LIABILITY_MINIMUM),
            ),
            prefix=_("Employer’s liability"),
            together=True,
        ),
        Group(["has_professional_indemnity"]),
        Group(
            _names("professional_indemnity"),
            legend=_("Professional indemnity"),
            hint=_("It pays if your advice or your design costs somebody money."),
            prefix=_("Professional indemnity"),
            together=True,
        ),
    )
    only_if = {
        **_asked_if("has_employees", "employers_liability"),
        **_asked_if("has_professional_indemnity", "professional_indemnity"),
    }
    needed = (
        *_names("public_liability"),
        *_names("employers_liability"),
        *_names("professional_indemnity"),
    )

    has_employees = YesNoField(
        label=_("Does your organisation employ anybody?"),
        help_text=_(
            "Apprentices, casual and most temporary workers count. A director who is the only employee "
            "and owns at least half of the company does not."
        ),
    )
    has_professional_indemnity = YesNoField(label=_("Do you hold professional indemnity insurance?"))

    def compare(self) -> None:
        """Refuse cover below the law's minimum, and no employees where the organisation has at least 10."""
        amount = self.given("employers_liability_amount")
        if isinstance(amount, int) and amount < EMPLOYERS_LIABILITY_MINIMUM:
            minimum = pounds_in_words(EMPLOYERS_LIABILITY_MINIMUM)
            self.refuse(
                "employers_liability_amount",
                gettext(
                    "Employer’s liability amount of cover must be {minimum} or more, which is the legal "
                    "minimum"
                ).format(minimum=minimum),
            )
        employees = self.answers.get("organisation", {}).get("employees")
        if self.given("has_employees") == "no" and employees in _AT_LEAST_10:
            self.refuse(
                "has_employees",
                gettext(
                    "You said in “Your organisation” that you have {number} employees: select yes, or "
                    "correct it there"
                ).format(number=_AT_LEAST_10[employees]),
            )


_AT_LEAST_10 = {band.value: band.label for band in Employees if band != Employees.MICRO}


def _fields(kind: str, begins: Any) -> dict[str, forms.Field]:
    """Return the fields of one kind of insurance."""
    fields: dict[str, forms.Field] = {
        "insurer": typed.TextField(
            label=format_lazy(_("{insurance} insurer"), insurance=begins), max_length=200, required=False
        ),
        "policy_number": typed.TextField(
            label=format_lazy(_("{insurance} policy number"), insurance=begins),
            max_length=100,
            required=False,
        ),
        "amount": PoundsField(
            label=format_lazy(_("{insurance} amount of cover"), insurance=begins),
            required=False,
            help_text=_("In pounds, like £5,000,000 or 5m."),
        ),
        "expires": DayField(
            label=format_lazy(_("{insurance} expiry date"), insurance=begins),
            must_be="future",
            required=False,
            help_text=_("The last day of cover, as the certificate says."),
        ),
    }
    document: Any = {f"document_{kind}": DocumentField(DocumentKind(kind))}
    return {f"{kind}_{part}": field for part, field in fields.items()} | document


_choices = InsuranceForm.base_fields
InsuranceForm.base_fields = {
    **_fields("public_liability", _("Public liability")),
    "has_employees": _choices["has_employees"],
    **_fields("employers_liability", _("Employer’s liability")),
    "has_professional_indemnity": _choices["has_professional_indemnity"],
    **_fields("professional_indemnity", _("Professional indemnity")),
}
