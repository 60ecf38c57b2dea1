"""Whole sets of good answers, by section, as the forms keep them: a company, a sole trader, a charity."""

import copy
from typing import Any

from suppliers import exclusions

COMPANY: dict[str, dict[str, Any]] = {
    "organisation": {
        "legal_name": "Lea Bridge Catering Limited",
        "trading_name": "Lea Bridge Kitchens",
        "organisation_type": "limited_company",
        "company_number": "01234567",
        "charity_number": "",
        "vat_registered": "yes",
        "vat_number": "GB980780684",
        "utr": "",
        "ppon": "",
        "duns": "",
        "registered_address_line_1": "12 Lea Bridge Road",
        "registered_address_line_2": "",
        "registered_address_town": "London",
        "registered_address_postcode": "E5 9QD",
        "trading_address": "",
        "website": "https://leabridge.example.com",
        "year_established": "2009",
        "employees": "small",
        "sme": "yes",
        "vcse": "no",
        "local": "yes",
        "ultimate_parent": "",
        "connected_persons": "Ada Okoro",
    },
    "contacts": {
        "main_name": "Ada Okoro",
        "main_job_title": "Director",
        "main_email": "ada@leabridge.example.com",
        "main_telephone": "020 7946 0101",
        "orders_name": "",
        "orders_job_title": "",
        "orders_email": "",
        "orders_telephone": "",
        "invoices_name": "Sam Reed",
        "invoices_job_title": "Accountant",
        "invoices_email": "accounts@leabridge.example.com",
        "invoices_telephone": "020 7946 0102",
        "safeguarding_name": "Ada Okoro",
        "safeguarding_job_title": "Director",
        "safeguarding_email": "ada@leabridge.example.com",
        "safeguarding_telephone": "020 7946 0101",
    },
    "offer": {
        "categories": ["55524000", "55523100"],
        "description": "School meals cooked on site, for nurseries and primary schools.",
        "areas": ["hackney", "london"],
        "phases": ["early_years", "primary"],
        "price_band": "",
        "frameworks": "",
        "references": "Example Primary School\nExample Borough Council",
        "directory_fields": ["name", "description", "website"],
    },
    "insurance": {
        "has_employees": "yes",
        "public_liability_insurer": "Example Mutual",
        "public_liability_policy_number": "PL-1",
        "public_liability_amount": 5_000_000,
        "public_liability_expires": "2027-06-30",
        "employers_liability_insurer": "Example Mutual",
        "employers_liability_policy_number": "EL-1",
        "employers_liability_amount": 10_000_000,
        "employers_liability_expires": "2027-06-30",
        "has_professional_indemnity": "no",
        "professional_indemnity_insurer": "",
        "professional_indemnity_policy_number": "",
        "professional_indemnity_amount": None,
        "professional_indemnity_expires": "",
    },
    "safeguarding": {
        "works_with_children": "yes",
        "dbs_level": "enhanced",
        "single_central_record": "yes",
        "kcsie_read": "yes",
        "training_date": "2026-09-03",
        "policy_review_date": "2027-08-31",
    },
    "data-protection": {
        "handles_personal_data": "yes",
        "ico_number": "ZA123456",
        "ico_expires": "2027-03-31",
        "cyber_essentials": "basic",
        "cyber_essentials_expires": "2027-02-28",
        "data_location": "United Kingdom",
        "dpa_contact": "Ada Okoro, ada@leabridge.example.com",
    },
    "policies": {
        "equality": "yes",
        "health_and_safety": "yes",
        "environment": "yes",
        "turnover_36_million": "no",
        "modern_slavery": "no",
        "business_continuity": "yes",
        "living_wage": "yes",
        "social_value": "Two apprentices a year from the borough.",
    },
    "declarations": {
        **{ground.field: "no" for ground in exclusions.GROUNDS},
        "conflict_of_interest": "no",
        "conflict_of_interest_details": "",
        "tax_compliant": "yes",
        "sanctions": "no",
        "accuracy": "yes",
        "signatory_name": "Ada Okoro",
        "signatory_job_title": "Director",
    },
    "payment": {"understood": "yes"},
}


def company(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a company's answers, with `changes` by section (`data_protection` for "data-protection")."""
    answers = copy.deepcopy(COMPANY)
    for section, fields in changes.items():
        answers[section.replace("_", "-")].update(fields)
    return answers


def sole_trader() -> dict[str, dict[str, Any]]:
    """Return the answers of a sole trader without VAT and employees, who works with no children."""
    return company(
        organisation={
            "legal_name": "Kim Osei",
            "trading_name": "Osei Grounds",
            "organisation_type": "sole_trader",
            "company_number": "",
            "vat_registered": "no",
            "vat_number": "",
            "website": "",
            "employees": "micro",
            "connected_persons": "",
        },
        contacts={
            "main_name": "Kim Osei",
            "main_job_title": "Gardener",
            "main_email": "kim@osei.example.com",
            "invoices_name": "",
            "invoices_job_title": "",
            "invoices_email": "",
            "invoices_telephone": "",
            "safeguarding_name": "",
            "safeguarding_job_title": "",
            "safeguarding_email": "",
            "safeguarding_telephone": "",
        },
        offer={"categories": ["77310000"], "description": "Grass and hedges.", "directory_fields": []},
        insurance={
            "has_employees": "no",
            "employers_liability_insurer": "",
            "employers_liability_policy_number": "",
            "employers_liability_amount": None,
            "employers_liability_expires": "",
        },
        safeguarding={
            "works_with_children": "no",
            "dbs_level": "",
            "single_central_record": "",
            "kcsie_read": "",
            "training_date": "",
            "policy_review_date": "",
        },
        data_protection={
            "handles_personal_data": "no",
            "ico_number": "",
            "ico_expires": "",
            "cyber_essentials": "none",
            "cyber_essentials_expires": "",
            "data_location": "",
            "dpa_contact": "",
        },
        declarations={"signatory_name": "Kim Osei", "signatory_job_title": "Owner"},
    )


def charity() -> dict[str, dict[str, Any]]:
    """Return the answers of a charity that works with children."""
    return company(
        organisation={
            "legal_name": "Marsh Lane Reading Trust",
            "trading_name": "",
            "organisation_type": "charity",
            "company_number": "",
            "charity_number": "1012345",
            "vat_registered": "no",
            "vat_number": "",
            "vcse": "yes",
            "employees": "micro",
        },
        contacts={"main_email": "hello@marshlane.example.org"},
        offer={"categories": ["80100000"], "description": "Reading help in primary schools."},
        declarations={"signatory_name": "Ada Okoro", "signatory_job_title": "Trustee"},
    )
