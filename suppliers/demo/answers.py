"""The answers of the demo's firms, as the sections' forms keep them."""

import datetime as dt
import random
import re
from typing import Any

from suppliers import exclusions
from suppliers.demo.texts import PEOPLE, STREETS, Firm
from suppliers.sections import Answers

_INSURER = "Example Mutual"
_WITH_COMPANY_NUMBER = {"limited_company": "99", "llp": "OC9", "cic": "98"}


def of(chance: random.Random, firm: Firm, *, number: int, today: dt.date) -> Answers:
    """Return the answers of a firm; its certificates hold for some days to a year from `today`.

    Args:
        chance: chooses what may be one thing or the other.
        firm: the firm.
        number: tells it from the demo's other firms.
        today: the day on which it answers.
    """
    size = firm.about.split()[0]
    person, other = (chance.choice(PEOPLE).replace("_", " ") for _ in range(2))
    return {
        "organisation": _organisation(chance, firm, number, person),
        "contacts": _contacts(firm, person, other, number),
        "offer": {
            "categories": sorted(firm.categories.split()),
            "description": firm.description,
            "areas": ["hackney", "london"] if number % 3 else ["hackney", "london", "england"],
            "phases": ["early_years", "primary"] if number % 2 else ["primary", "secondary", "special"],
            "price_band": "",
            "frameworks": "",
            "references": "Example Primary School\nExample Borough Council",
            "directory_fields": ["name", "description", "website"] if number % 4 else [],
        },
        "insurance": _insurance(chance, firm, number, today),
        "safeguarding": _safeguarding(chance, firm, today),
        "data-protection": _data_protection(chance, firm, number, person, today),
        "policies": {
            **dict.fromkeys(("equality", "health_and_safety", "living_wage"), "yes"),
            **dict.fromkeys(("environment", "business_continuity"), "yes" if number % 3 else "no"),
            "turnover_36_million": "yes" if size == "large" else "no",
            "modern_slavery": "yes" if size == "large" else "no",
            "social_value": "Two work placements a year for young people of the borough."
            if number % 2
            else "",
        },
        "declarations": {
            **{ground.field: "no" for ground in exclusions.GROUNDS},
            "conflict_of_interest": "no",
            "conflict_of_interest_details": "",
            "tax_compliant": "yes",
            "sanctions": "no",
            "accuracy": "yes",
            "signatory_name": person,
            "signatory_job_title": "Director",
        },
        "payment": {"understood": "yes"},
    }


def address_of(firm: Firm) -> str:
    """Return the email address of a firm's main contact, which nobody has."""
    return f"office@{_slug(firm)}.example.com"


def _slug(firm: Firm) -> str:
    words = re.sub(r"\b(ltd|llp|plc|cic)\b|[^a-z ]", "", firm.name.lower()).split()
    return "-".join(word for word in words if word != "and")[:40]


def _organisation(chance: random.Random, firm: Firm, number: int, person: str) -> dict[str, Any]:
    prefix = _WITH_COMPANY_NUMBER.get(firm.type, "")
    return {
        "legal_name": person if firm.type == "sole_trader" else firm.name,
        "trading_name": firm.name if firm.type == "sole_trader" else "",
        "organisation_type": firm.type,
        "company_number": f"{prefix}{number:0{8 - len(prefix)}}" if prefix else "",
        "charity_number": f"19{number:05}" if firm.type == "charity" else "",
        "vat_registered": "no",
        "vat_number": "",
        "registered_address_line_1": f"{number + 3} {chance.choice(STREETS)}",
        "registered_address_line_2": "",
        "registered_address_town": "London",
        # No postcode of the Royal Mail ends in C, I, K, M, O or V.
        "registered_address_postcode": f"E{chance.randint(1, 18)} {number % 9 + 1}CK",
        "website": f"https://{_slug(firm)}.example.com",
        "year_established": str(chance.randint(1985, 2024)),
        "employees": firm.about.split()[0],
        "sme": "no" if firm.about.split()[0] == "large" else "yes",
        "vcse": "yes" if firm.type in ("charity", "cic") else "no",
        "local": "yes" if number % 3 == 0 else "no",
        "ultimate_parent": "",
        "connected_persons": person,
    }


def _contacts(firm: Firm, person: str, other: str, number: int) -> dict[str, Any]:
    telephone = f"020 7946 {number + 200:04}"
    lead = {
        "name": other,
        "job_title": "Manager",
        "email": address_of(firm),
        "telephone": telephone,
    }
    return {
        "main_name": person,
        "main_job_title": "Owner" if firm.type == "sole_trader" else "Director",
        "main_email": address_of(firm),
        "main_telephone": telephone,
        **{f"safeguarding_{part}": value if "children" in firm.about else "" for part, value in lead.items()},
    }


def _insurance(chance: random.Random, firm: Firm, number: int, today: dt.date) -> dict[str, Any]:
    employs = firm.type != "sole_trader"
    expires = _within_a_year(chance, today)
    return {
        "has_employees": "yes" if employs else "no",
        "public_liability_insurer": _INSURER,
        "public_liability_policy_number": f"PL-{number}",
        "public_liability_amount": chance.choice((2_000_000, 5_000_000, 10_000_000)),
        "public_liability_expires": expires,
        "employers_liability_insurer": _INSURER if employs else "",
        "employers_liability_policy_number": f"EL-{number}" if employs else "",
        "employers_liability_amount": 10_000_000 if employs else None,
        "employers_liability_expires": expires if employs else "",
        "has_professional_indemnity": "yes" if "data" in firm.about else "no",
        "professional_indemnity_insurer": _INSURER if "data" in firm.about else "",
        "professional_indemnity_policy_number": f"PI-{number}" if "data" in firm.about else "",
        "professional_indemnity_amount": 1_000_000 if "data" in firm.about else None,
        "professional_indemnity_expires": _within_a_year(chance, today) if "data" in firm.about else "",
    }


def _safeguarding(chance: random.Random, firm: Firm, today: dt.date) -> dict[str, Any]:
    if "children" not in firm.about:
        return {"works_with_children": "no"}
    return {
        "works_with_children": "yes",
        "dbs_level": "enhanced",
        "single_central_record": "yes",
        "kcsie_read": "yes",
        "training_date": str(today - dt.timedelta(days=chance.randint(20, 300))),
        "policy_review_date": _within_a_year(chance, today),
    }


def _data_protection(
    chance: random.Random, firm: Firm, number: int, person: str, today: dt.date
) -> dict[str, Any]:
    if "data" not in firm.about:
        return {"handles_personal_data": "no", "cyber_essentials": "none"}
    return {
        "handles_personal_data": "yes",
        "ico_number": f"ZA{number + 900_000}",
        "ico_expires": _within_a_year(chance, today),
        "cyber_essentials": "basic",
        "cyber_essentials_expires": _within_a_year(chance, today),
        "data_location": "United Kingdom",
        "dpa_contact": f"{person}, {address_of(firm)}",
    }


def _within_a_year(chance: random.Random, today: dt.date) -> str:
    return str(today + dt.timedelta(days=chance.choice((5, 20, 45, 120, 200, 250, 300, 340))))
