"""The organisation: its names, numbers, addresses and size; Companies House fills in what it knows."""

from typing import Any

from crispy_forms_gds.layout import HTML, Layout
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers import companies_house, identifiers
from suppliers.forms.base import SectionForm, Typed
from suppliers.forms.fields import IdentifierField, WebsiteField, YearField, YesNoField
from suppliers.forms.layout import Group
from suppliers.forms.widgets import LookUpInput
from suppliers.models.supplier import Employees, OrganisationType

Type = OrganisationType
LOOK_UP = "look-up"
_COMPANIES = (Type.LIMITED_COMPANY, Type.LLP, Type.CIC)
#: What may be at Companies House too.
_MAYBE_COMPANIES = (Type.CHARITY, Type.PARTNERSHIP, Type.SCHOOL, Type.PUBLIC_BODY, Type.OTHER)
#: What an LLP's number begins with: of England and Wales, Scotland, Northern Ireland.
_LLP_NUMBERS = ("OC", "SO", "NC")
_ADDRESS = ("line_1", "line_2", "town", "postcode")
_OF_COMPANIES_HOUSE = (
    *("company_number", "legal_name", "year_established"),
    *(f"registered_address_{part}" for part in _ADDRESS),
)


class OrganisationForm(SectionForm):
    """Who the supplier is. A button beside the company number asks Companies House."""

    slug = "organisation"
    groups = (
        Group(["organisation_type", "company_number", "charity_number", "legal_name", "trading_name"]),
        Group(
            [f"registered_address_{part}" for part in _ADDRESS],
            legend=_("Registered address"),
            hint=_("A sole trader’s is where they do business from."),
            prefix=_("Registered"),
        ),
        Group(["trading_address", "website", "year_established"], legend=_("More about it")),
        Group(["vat_registered", "vat_number", "utr", "ppon", "duns"], legend=_("Tax and other numbers")),
        Group(["employees", "sme", "vcse", "local"], legend=_("Size and kind")),
        Group(["ultimate_parent", "connected_persons"], legend=_("Who owns and controls it")),
    )
    only_if = {
        "company_number": ("organisation_type", (*_COMPANIES, *_MAYBE_COMPANIES)),
        "charity_number": ("organisation_type", (Type.CHARITY,)),
        "vat_number": ("vat_registered", ("yes",)),
        "utr": ("organisation_type", (Type.SOLE_TRADER, Type.PARTNERSHIP)),
    }
    only_if_words = {
        "company_number": _("Only if it is registered at Companies House."),
        "charity_number": _("Only if it is a charity."),
        "utr": _("Only if you are a sole trader or a partnership."),
    }
    needed = ("charity_number", "vat_number")
    sometimes_needed = ("company_number",)
    actions = (LOOK_UP,)

    organisation_type = typed.OneOfField(label=_("What kind of organisation is it?"), choices=Type.choices)
    company_number = IdentifierField(
        label=_("Company number"),
        normal=identifiers.company_number,
        required=False,
        widget=LookUpInput,
        help_text=_(
            "8 characters, like 01234567 or SC123456. Companies, LLPs and community interest companies "
            "must give it."
        ),
    )
    charity_number = IdentifierField(
        label=_("Charity number"),
        normal=identifiers.charity_number,
        required=False,
        help_text=_("Of the Charity Commission: 6 or 7 digits."),
    )
    legal_name = typed.TextField(
        label=_("Legal name"),
        max_length=200,
        help_text=_(
            "As it is registered, like Lea Bridge Catering Limited. A sole trader’s is their own name."
        ),
    )
    trading_name = typed.TextField(
        label=_("Trading name"),
        max_length=200,
        required=False,
        help_text=_("Only if people know it by another name."),
    )
    registered_address_line_1 = typed.TextField(label=_("Registered address line 1"), max_length=200)
    registered_address_line_2 = typed.TextField(
        label=_("Registered address line 2"), max_length=200, required=False
    )
    registered_address_town = typed.TextField(label=_("Registered town or city"), max_length=100)
    registered_address_postcode = IdentifierField(label=_("Registered postcode"), normal=identifiers.postcode)
    trading_address = typed.LongTextField(
        label=_("Trading address"),
        max_length=500,
        required=False,
        help_text=_("Only if you work from another address."),
    )
    website = WebsiteField(label=_("Website"), required=False, help_text=_("Like www.example.com."))
    year_established = YearField(label=_("Year in which it was established"), required=False)
    vat_registered = YesNoField(label=_("Is it registered for VAT?"))
    vat_number = IdentifierField(
        label=_("VAT number"),
        normal=identifiers.vat_number,
        required=False,
        help_text=_("GB and 9 digits, like GB 123 4567 82."),
    )
    utr = IdentifierField(
        label=_("Unique Taxpayer Reference (UTR)"),
        normal=identifiers.utr,
        required=False,
        help_text=_("10 digits. It helps us to check whether we must deduct tax when we pay you."),
    )
    ppon = IdentifierField(
        label=_("Central Digital Platform number (PPON)"),
        normal=identifiers.ppon,
        required=False,
        help_text=_("If you are registered on Find a Tender (Procurement Act 2023), like PABC-1234-DEFG."),
    )
    duns = IdentifierField(
        label=_("DUNS number"),
        normal=identifiers.duns,
        required=False,
        help_text=_("9 digits, if Dun & Bradstreet gave you one."),
    )
    employees = typed.OneOfField(
        label=_("How many employees does it have?"),
        choices=Employees.choices,
        help_text=_("Full time or part time. Count 0 as fewer than 10."),
    )
    sme = YesNoField(
        label=_("Is it a small or medium-sized enterprise (SME)?"),
        help_text=_(
            "Fewer than 250 staff, and a turnover of £44 million or less or a balance sheet of £38 "
            "million or less (Procurement Act 2023, section 123)."
        ),
    )
    vcse = YesNoField(
        label=_("Is it a voluntary, community or social enterprise (VCSE)?"),
        help_text=_(
            "It exists for the good of people or the environment and puts its profits back into that."
        ),
    )
    local = YesNoField(
        label=_("Is it based in Hackney?"), help_text=_("It has its office or its workshop in the borough.")
    )
    ultimate_parent = typed.TextField(
        label=_("Ultimate parent company"),
        max_length=200,
        required=False,
        help_text=_("Only if it is part of a group: the company at the top."),
    )
    connected_persons = typed.LongTextField(
        label=_("People and organisations with significant control"),
        max_length=2000,
        required=False,
        help_text=_(
            "Names only, a line each: we check that none of them is barred from public contracts "
            "(Procurement Act 2023, Schedule 6)."
        ),
    )

    def is_needed(self, name: str) -> bool:
        """Return whether a field is needed: of a company, an LLP and a CIC its number is."""
        if name == "company_number":
            return self.given("organisation_type") in _COMPANIES
        return super().is_needed(name)

    def compare(self) -> None:
        """Refuse a number of another kind of company, and a size or purpose that cannot be."""
        kind, number = self.given("organisation_type"), str(self.given("company_number") or "")
        is_llp_number = number.startswith(_LLP_NUMBERS)
        if kind == Type.LLP and number and not is_llp_number:
            self.refuse(
                "company_number",
                gettext(
                    "An LLP’s number begins with OC, SO or NC: check the number, or the kind of organisation"
                ),
            )
        if kind in (Type.LIMITED_COMPANY, Type.CIC) and is_llp_number:
            self.refuse(
                "company_number",
                gettext(
                    "{number} is the number of an LLP: check the number, or the kind of organisation"
                ).format(number=number),
            )
        if self.given("vcse") == "no" and kind in (Type.CHARITY, Type.CIC):
            self.refuse(
                "vcse",
                gettext(
                    "Charities and community interest companies are social enterprises: select yes, or "
                    "correct the kind of organisation"
                ),
            )
        self._compare_size()

    def _compare_size(self) -> None:
        employees, sme = self.given("employees"), self.given("sme")
        if employees == Employees.MICRO and sme == "no":
            self.refuse(
                "sme",
                gettext(
                    "With fewer than 10 employees it is a small or medium-sized enterprise: select yes, or "
                    "correct the number of employees"
                ),
            )
        if employees == Employees.LARGE and sme == "yes":
            self.refuse(
                "sme",
                gettext(
                    "With 250 or more employees it is no small or medium-sized enterprise: select no, or "
                    "correct the number of employees"
                ),
            )

    def layout(self) -> Layout:
        """Return the layout; the Enter key presses the first button, which must not be the look-up."""
        first: Any = HTML("{% include 'suppliers/forms/enter-saves.html' %}")
        return Layout(first, super().layout())

    @classmethod
    def act(cls, action: str, data: MultiValueDict[str, Any]) -> tuple[Typed, str]:
        """Fill in what Companies House knows of the company whose number was typed."""
        shown = Typed(data.lists())
        found, message = look_up(str(data.get("company_number") or ""))
        for name, value in found.items():
            shown[name] = value
        return shown, message


def look_up(typed_number: str) -> tuple[dict[str, str], str]:
    """Return what Companies House fills in for a company number, by field, and what to tell the person.

    Where it says nothing, nothing is to be changed, and the message tells what to do.
    """
    try:
        number = identifiers.company_number(typed_number)
    except ValidationError as error:
        return {}, f"{error.messages[0]}."
    try:
        company = companies_house.lookup(number)
    except companies_house.Unavailable:
        return {}, gettext("We cannot reach Companies House at the moment. Type the details in yourself.")
    if not company:
        said = gettext("Companies House has no company with the number {number}. Check the number.")
        return {}, said.format(number=number)
    return _filled_in(company), _said(company)


def _filled_in(company: companies_house.Company) -> dict[str, str]:
    """Return what is known of a company, by field; what is not known is left out, and so as it was typed."""
    address, created = company.address, company.date_of_creation
    lines = [*address.lines, "", ""]
    values = (
        *(company.number, company.name, str(created.year) if created else ""),
        *(lines[0], ", ".join(filter(None, lines[1:])), address.town, address.postcode),
    )
    known = {name: value for name, value in zip(_OF_COMPANIES_HOUSE, values, strict=True) if value}
    if lines[0]:
        # The second line of another address would be wrong under this one's first.
        known.setdefault("registered_address_line_2", "")
    return known


def _said(company: companies_house.Company) -> str:
    if company.status in ("", "active", "open", "registered"):
        said = gettext("We filled in what Companies House knows of {company}. Check that it is right.")
        return said.format(company=company.name)
    status = company.status.replace("-", " ")
    said = gettext(
        "Companies House says of {company}: {status}. We filled in what it knows. Check that this is your "
        "company; if it no longer trades, we cannot buy from it."
    )
    return said.format(company=company.name, status=status)


for _part, _token in zip(
    _ADDRESS, ("address-line1", "address-line2", "address-level2", "postal-code"), strict=True
):
    OrganisationForm.base_fields[f"registered_address_{_part}"].widget.attrs["autocomplete"] = _token
OrganisationForm.base_fields["legal_name"].widget.attrs["autocomplete"] = "organization"
OrganisationForm.base_fields["website"].widget.attrs |= {"autocomplete": "url", "inputmode": "url"}
