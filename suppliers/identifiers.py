"""Numbers and codes that identify a supplier: each function makes what people type into its one right form.

Each raises django.core.exceptions.ValidationError with a message for the person who typed it, and changes
nothing in what it has returned before.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from localflavor.gb.forms import GBPostcodeField
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.gb import utr as stdnum_utr
from stdnum.gb import vat as stdnum_vat

#: What a number of Companies House begins with where it is not England's or Wales's own: Scotland, Northern
#: Ireland, partnerships, charitable organisations, societies, overseas companies. No official list is whole;
#: this one has what its guides name and what is in its register.
COMPANY_PREFIXES = frozenset(
    """AC CE CS EN ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC R0 RC RS SA SC SE SF SG
    SI SL SO SP SR SZ ZC""".split()
)
_PREFIXED = re.compile(r"([A-Z][A-Z0])([0-9]{1,6})")
#: Registered societies and Scottish limited partnerships may end in letters: IP12345R, SL01234A.
_LETTERED = re.compile(r"(?:IP|NP|RS|SP)[0-9]{3}[0-9A-Z]{3}|SL[0-9]{5}A")
_CHARITY = re.compile(r"([0-9]{6,7})(?:-([0-9]{1,3}))?")
_DUNS = re.compile(r"[0-9]{9}")
_PPON = re.compile(r"(P[A-Z0-9]{3})([A-Z0-9]{4})([A-Z0-9]{4})")
_ICO = re.compile(r"Z[0-9]{7}|Z[A-Z][0-9]{6}")
_URN = re.compile(r"[1-9][0-9]{5}")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def company_number(text: str) -> str:
    """Return a Companies House number: 8 characters, the zeros that people leave out put back."""
    number = _tidy(text)
    prefixed = _PREFIXED.fullmatch(number)
    if re.fullmatch(r"[0-9]{1,8}", number):
        number = number.zfill(8)
    elif prefixed and prefixed[1] in COMPANY_PREFIXES:
        number = prefixed[1] + prefixed[2].zfill(6)
    elif not _LETTERED.fullmatch(number):
        raise _refusal(
            text,
            gettext("Enter the company number"),
            gettext("Company number must be 8 characters, such as 01234567 or SC123456"),
        )
    if not re.search(r"[1-9]", number):
        raise _refusal(
            text,
            gettext("Enter the company number"),
            gettext("Company number must not be all zeros"),
        )
    return number


def charity_number(text: str) -> str:
    """Return a Charity Commission number; that of a linked charity keeps its suffix: 1234567-1."""
    found = _CHARITY.fullmatch(_tidy(text))
    if not found or not found[1].strip("0"):
        raise _refusal(
            text,
            gettext("Enter the charity number"),
            gettext("Charity number must be 6 or 7 digits, such as 1234567, or 1234567-1 if linked"),
        )
    # The main charity is number 0 among its linked ones.
    linked = int(found[2] or 0)
    return f"{found[1]}-{linked}" if linked else found[1]


def vat_number(text: str) -> str:
    """Return a VAT registration number with its GB: 9 digits, 12 for a branch, or GD or HA and 3 digits."""
    try:
        number = stdnum_vat.validate(_tidy(text))
    except NotANumber:
        number = ""
    if not number.strip("0"):
        raise _refusal(
            text,
            gettext("Enter the VAT number"),
            gettext("VAT number must be GB and 9 or 12 digits, such as GB 123 4567 82: check each digit"),
        )
    return f"GB{number}"


def duns(text: str) -> str:
    """Return a D-U-N-S number: 9 digits."""
    number = _tidy(text, drop="-")
    if not _DUNS.fullmatch(number) or not number.strip("0"):
        raise _refusal(
            text,
            gettext("Enter the DUNS number"),
            gettext("DUNS number must be 9 digits, such as 123456789"),
        )
    return number


def utr(text: str) -> str:
    """Return a Unique Taxpayer Reference: 10 digits, without the K that HMRC sometimes writes with it."""
    try:
        return stdnum_utr.validate(_tidy(text).removesuffix("K"))
    except NotANumber:
        raise _refusal(
            text,
            gettext("Enter the Unique Taxpayer Reference"),
            gettext("Unique Taxpayer Reference must be 10 digits, such as 1955839661: check each digit"),
        ) from None


def ppon(text: str) -> str:
    """Return a Central Digital Platform identifier (Procurement Act 2023): PABC-1234-DEFG."""
    found = _PPON.fullmatch(_tidy(text, drop="-").removeprefix("GBPPON"))
    if not found:
        raise _refusal(
            text,
            gettext("Enter the Central Digital Platform number"),
            gettext(
                "Central Digital Platform number must be P and 11 letters or digits, such as PABC-1234-DEFG"
            ),
        )
    return "-".join(found.groups())


def ico_number(text: str) -> str:
    """Return a registration number of the Information Commissioner: Z and 7 digits, or ZA or ZB and 6."""
    number = _tidy(text, drop="-")
    if not _ICO.fullmatch(number):
        raise _refusal(
            text,
            gettext("Enter the ICO registration number"),
            gettext("ICO registration number must be Z and 7 digits, or ZA or ZB and 6 digits"),
        )
    return number


def postcode(text: str) -> str:
    """Return a UK postcode: E8 1EA."""
    tidy = _tidy(text)
    try:
        return GBPostcodeField().clean(tidy)
    except ValidationError:
        raise _refusal(
            text,
            gettext("Enter the postcode"),
            gettext("Postcode must be a full UK postcode, such as E8 1EA"),
        ) from None


def urn(text: str) -> str:
    """Return a school's unique reference number: 6 digits."""
    number = _tidy(text)
    if not _URN.fullmatch(number):
        raise _refusal(
            text,
            gettext("Enter the URN"),
            gettext("URN must be 6 digits, such as 100253"),
        )
    return number


def _tidy(text: str, *, drop: str = "") -> str:
    """Return `text` in capitals, with plain digits, letters and hyphens, without spaces or what to `drop`."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).upper()
    return "".join(letter for letter in plain if not letter.isspace() and letter not in drop)


def _refusal(text: str, missing: str, wrong: str) -> ValidationError:
    if not text.strip():
        return ValidationError(missing, code="required")
    return ValidationError(wrong, code="invalid")
