"""What is read of a list of suppliers: the fields, what their columns are called, how each is read."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices

from intake import dates
from intake.fields.typed import TelephoneField, WebAddressField, usable
from intake.tables import BadRow
from suppliers import cpv, identifiers
from suppliers.models.supplier import Area, Employees, OrganisationType, Phase

_MOST_CATEGORIES = 20
_YES, _NO = frozenset("yes y true 1 x".split()), frozenset("no n false 0".split())
_POUNDS = re.compile(
    r"£?\s*(\d+(?:\.\d+)?)\s*(k|thousand|m|mn|million)?(?:\s*(?:gbp|pounds))?", re.IGNORECASE
)
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_MOST_POUNDS = 10**12
_BANDS = ((10, Employees.MICRO), (50, Employees.SMALL), (250, Employees.MEDIUM))


def _text(longest: int = 200) -> Callable[[str], str]:
    def read(text: str) -> str:
        line = " ".join(text.split())
        if len(line) > longest:
            raise ValidationError(f"is longer than {longest} characters")
        return line

    return read


def _long_text(text: str) -> str:
    return usable(text).strip()[:5000]


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(f"“{text[:60]}” is not an email address") from None
    return text


def _website(text: str) -> str:
    address = _text(255)(WebAddressField(label="Website").clean(text))
    if address.startswith("/"):
        raise ValidationError(f"“{text[:60]}” is not a web address")
    return address


def _telephone(text: str) -> str:
    number = TelephoneField(label="Telephone").clean(text)
    return str(number.as_national)


def _date(text: str) -> str:
    try:
        return dates.parse_date(text).isoformat()
    except dates.NotUnderstood:
        raise ValidationError(f"“{text[:40]}” is not a date, such as 31/12/2027") from None


def _pounds(text: str) -> int:
    found = _POUNDS.fullmatch(text.replace(",", ""))
    amount = float(found[1]) * _TIMES.get((found[2] or "").lower(), 1) if found else -1
    if not 0 <= amount < _MOST_POUNDS:
        raise ValidationError(f"“{text[:40]}” is not an amount in pounds, such as 5,000,000")
    return int(amount)


def _yes_or_no(text: str) -> str:
    word = text.casefold()
    if word not in _YES | _NO:
        raise ValidationError(f"“{text[:40]}” is neither yes nor no")
    return "yes" if word in _YES else "no"


def _one_of(choices: type[TextChoices]) -> Callable[[str], str]:
    def read(text: str) -> str:
        for value, label in choices.choices:
            # "Limited liability partnership (LLP)" is found by each of the two, too.
            names = {value, label, re.sub(r"\(.*\)", "", str(label)), *re.findall(r"\((.*)\)", str(label))}
            if _bare(text) in {_bare(str(name)) for name in names}:
                return str(value)
        raise ValidationError(f"“{text[:40]}” is none of: {', '.join(map(str, choices.values))}")

    return read


def _some_of(choices: type[TextChoices]) -> Callable[[str], list[str]]:
    read_one = _one_of(choices)
    return lambda text: sorted({read_one(each) for each in _split(text)}, key=list(choices.values).index)


def _employees(text: str) -> str:
    number = text.replace(",", "")
    if number.isdecimal():
        return next((band for limit, band in _BANDS if int(number) < limit), Employees.LARGE).value
    return _one_of(Employees)(text)


def _categories(text: str) -> list[str]:
    codes = []
    for each in _split(text):
        # "80100000-5 Primary education services" is how lists have it.
        category = cpv.get(each) or cpv.get(each.split()[0])
        if not category:
            raise ValidationError(f"there is no CPV code “{each[:40]}”")
        codes.append(category.code[:8])
    if len(set(codes)) > _MOST_CATEGORIES:
        raise ValidationError(f"more than {_MOST_CATEGORIES} CPV codes")
    return sorted(set(codes))


def _split(text: str) -> Iterable[str]:
    return (part.strip() for part in re.split(r"[;,|\n]", text) if part.strip())


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@dataclass(frozen=True)
class Field:
    """One field: where its answer is kept, how it is read, and what columns of it are called."""

    section: str
    answer: str
    read: Callable[[str], Any]
    headers: str = ""


def _insurance(kind: str, named: str) -> dict[str, Field]:
    return {
        f"{kind}": Field("insurance", f"{kind}_amount", _pounds, f"{named}, {named} amount, {named} cover"),
        f"{kind}_expires": Field(
            "insurance", f"{kind}_expires", _date, f"{named} expires, {named} expiry, {named} expiry date"
        ),
    }


#: Not an answer: the last day on which the registration holds.
RENEW_BY = "renew_by"
FIELDS = {
    "legal_name": Field(
        *("organisation", "legal_name", _text()),
        "supplier, supplier name, company name, company, organisation, organisation name, name, vendor, "
        "vendor name, registered name",
    ),
    "trading_name": Field("organisation", "trading_name", _text(), "trading as, known as"),
    "organisation_type": Field(
        "organisation", "organisation_type", _one_of(OrganisationType), "type of organisation, company type"
    ),
    "company_number": Field(
        *("organisation", "company_number", identifiers.company_number),
        "companies house number, company no, company registration number, registration number, crn",
    ),
    "charity_number": Field(
        *("organisation", "charity_number", identifiers.charity_number),
        "charity no, charity registration number, registered charity number",
    ),
    "vat_number": Field(
        *("organisation", "vat_number", identifiers.vat_number),
        "vat, vat no, vat reg no, vat registration number",
    ),
    "ppon": Field("organisation", "ppon", identifiers.ppon, "central digital platform id"),
    "duns": Field("organisation", "duns", identifiers.duns, "duns number, d-u-n-s number"),
    "address_line_1": Field(
        "organisation", "registered_address_line_1", _text(), "address, address 1, street, registered address"
    ),
    "address_line_2": Field("organisation", "registered_address_line_2", _text(), "address 2"),
    "town": Field("organisation", "registered_address_town", _text(), "city, post town, address 3"),
    "postcode": Field(
        "organisation", "registered_address_postcode", identifiers.postcode, "post code, postal code"
    ),
    "website": Field("organisation", "website", _website, "web, web site, url"),
    "employees": Field("organisation", "employees", _employees, "number of employees, staff"),
    "sme": Field("organisation", "sme", _yes_or_no),
    "vcse": Field("organisation", "vcse", _yes_or_no),
    "local": Field("organisation", "local", _yes_or_no, "local supplier, based in hackney"),
    "contact_name": Field("contacts", "main_name", _text(), "contact, main contact, contact person"),
    "email": Field("contacts", "main_email", _email, "email address, e-mail, contact email"),
    "telephone": Field(
        "contacts", "main_telephone", _telephone, "phone, tel, telephone number, phone number, contact number"
    ),
    "categories": Field("offer", "categories", _categories, "cpv, cpv code, cpv codes, category"),
    "description": Field("offer", "description", _long_text, "goods and services, what they sell"),
    "areas": Field("offer", "areas", _some_of(Area), "area"),
    "phases": Field("offer", "phases", _some_of(Phase), "phase"),
    **_insurance("public_liability", "public liability"),
    **_insurance("employers_liability", "employers liability"),
    **_insurance("professional_indemnity", "professional indemnity"),
    "works_with_children": Field("safeguarding", "works_with_children", _yes_or_no),
    "handles_personal_data": Field("data-protection", "handles_personal_data", _yes_or_no),
    "ico_number": Field("data-protection", "ico_number", identifiers.ico_number, "ico, ico registration"),
    "ico_expires": Field("data-protection", "ico_expires", _date, "ico expiry, ico expiry date"),
    RENEW_BY: Field("", "", _date, "renewal date, approved until, registered until, review date"),
}
_BY_HEADER = {
    _bare(header): name
    for name, each in FIELDS.items()
    for header in (name, *filter(None, each.headers.split(",")))
}


def field_of(header: str) -> str:
    """Return the name of the field that a column of this header is of, or ""."""
    return _BY_HEADER.get(_bare(header), "")


def read(values: Mapping[str, str]) -> tuple[dict[str, dict[str, Any]], dt.date | None]:
    """Return a row's answers by section, and the date of its renewal if it has one; empty fields say nothing.

    Args:
        values: the text of each field, by its name.

    Raises:
        BadRow: something in it is not what it should be; all of it is said at once.
    """
    answers: dict[str, dict[str, Any]] = {}
    renew_by, wrong = None, []
    for name, text in values.items():
        if not text:
            continue
        field = FIELDS[name]
        try:
            value = field.read(text)
        except ValidationError as error:
            wrong.append(f"{name}: {' '.join(error.messages)}")
            continue
        if name == RENEW_BY:
            renew_by = dt.date.fromisoformat(value)
        else:
            answers.setdefault(field.section, {})[field.answer] = value
    if wrong:
        raise BadRow("; ".join(wrong))
    _follow(answers)
    return answers, renew_by


def _follow(answers: dict[str, dict[str, Any]]) -> None:
    """Add what follows from the answers: who has a VAT number is registered for VAT."""
    if answers.get("organisation", {}).get("vat_number"):
        answers["organisation"]["vat_registered"] = "yes"
    insurance = answers.get("insurance", {})
    if insurance.get("employers_liability_amount"):
        insurance["has_employees"] = "yes"
    if insurance.get("professional_indemnity_amount"):
        insurance["has_professional_indemnity"] = "yes"
