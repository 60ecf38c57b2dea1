"""Suppliers as organisations of the Open Contracting Data Standard, version 1.1.

Fields are those of Organization, Identifier, Address, ContactPoint and Classification in the release schema
(https://standard.open-contracting.org/1.1/en/schema/reference/#parties); schemes are codes of
https://org-id.guide. `details` has what the United Kingdom's Find a Tender service adds: scale, vcse, url;
its classifications are those of the standard's organization classification extension.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from suppliers import register_search
from suppliers.models import Supplier
from suppliers.models.supplier import Employees

_COMPANIES_HOUSE = "https://find-and-update.company-information.service.gov.uk/company/{}"
_CHARITIES = "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details/{}"


def document(suppliers: Iterable[Supplier]) -> dict[str, Any]:
    """Return `suppliers` as the parties of a document, to be read by whatever reads releases."""
    return {
        "version": "1.1",
        "publishedDate": timezone.now().replace(microsecond=0).isoformat(),
        "publisher": {"name": "Hackney Learning Trust"},
        "parties": [organization(supplier) for supplier in suppliers],
    }


def organization(supplier: Supplier) -> dict[str, Any]:
    """Return one supplier as an Organization; what is not known is left out, as the standard asks."""
    identifiers = _identifiers(supplier)
    first = identifiers[0] if identifiers else None
    # Without any number of a register, the portal's own identity of the supplier has to do.
    party_id = f"{first['scheme']}-{first['id']}" if first else f"HLT-{supplier.uuid}"
    return _known(
        {
            "name": supplier.name,
            "id": party_id,
            "identifier": first,
            "additionalIdentifiers": identifiers[1:],
            "address": _address(supplier),
            "contactPoint": _known(
                {
                    "name": supplier.contact_name,
                    "email": supplier.email,
                    "telephone": supplier.telephone,
                }
            ),
            "roles": ["supplier"],
            "details": _details(supplier),
        }
    )


def _identifiers(supplier: Supplier) -> list[dict[str, Any]]:
    numbers = (
        ("GB-COH", supplier.company_number, _COMPANIES_HOUSE),
        ("GB-CHC", supplier.charity_number, _CHARITIES),
        ("GB-PPON", supplier.ppon, ""),
    )
    return [
        _known({"scheme": scheme, "id": number, "legalName": supplier.legal_name, "uri": uri.format(number)})
        for scheme, number, uri in numbers
        if number
    ]


def _address(supplier: Supplier) -> dict[str, Any]:
    if not supplier.address:
        return {}
    town = register_search.town(supplier)
    streets = [
        line for line in supplier.address.splitlines() if line.strip() not in (town, supplier.postcode)
    ]
    return _known(
        {
            "streetAddress": ", ".join(streets),
            "locality": town,
            "postalCode": supplier.postcode,
            "countryName": "United Kingdom",
        }
    )


def _details(supplier: Supplier) -> dict[str, Any]:
    return _known(
        {
            "scale": "sme" if supplier.sme else "large" if supplier.employees == Employees.LARGE else "",
            "vcse": supplier.vcse,
            "url": supplier.website,
            "classifications": [
                {
                    "scheme": "CPV",
                    "id": row.code,
                    "description": register_search.category_in_words(row.code),
                }
                for row in supplier.categories.all()
            ],
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
