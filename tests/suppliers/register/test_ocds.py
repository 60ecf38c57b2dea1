"""Suppliers as organisations of the Open Contracting Data Standard 1.1."""

import json

import pytest

from suppliers import exports, ocds, register_search
from tests.factories import SupplierFactory, approved_supplier
from tests.suppliers import answers

pytestmark = pytest.mark.django_db

#: The fields that the standard documents:
#: https://standard.open-contracting.org/1.1/en/schema/reference/#organization and what follows there.
ORGANIZATION = {
    "name": str,
    "id": str,
    "identifier": dict,
    "additionalIdentifiers": list,
    "address": dict,
    "contactPoint": dict,
    "roles": list,
    "details": dict,
}
IDENTIFIER = {"scheme": str, "id": str, "legalName": str, "uri": str}
ADDRESS = {"streetAddress": str, "locality": str, "region": str, "postalCode": str, "countryName": str}
CONTACT_POINT = {"name": str, "email": str, "telephone": str, "faxNumber": str, "url": str}
CLASSIFICATION = {"scheme": str, "id": str, "description": str, "uri": str}


def check(found, documented):
    assert set(found) <= set(documented)
    for name, value in found.items():
        assert isinstance(value, documented[name]), name
        assert value not in ("", [], {}), name


def test_a_company_is_an_organization_of_the_standard():
    supplier = approved_supplier(answers.company(organisation={"ppon": "PABC-1234-DEFG"}))
    party = ocds.organization(supplier)
    check(party, ORGANIZATION)
    check(party["identifier"], IDENTIFIER)
    for identifier in party["additionalIdentifiers"]:
        check(identifier, IDENTIFIER)
    check(party["address"], ADDRESS)
    check(party["contactPoint"], CONTACT_POINT)
    for classification in party["details"]["classifications"]:
        check(classification, CLASSIFICATION)
    assert party["id"] == "GB-COH-01234567"
    assert party["name"] == "Lea Bridge Kitchens"
    assert party["roles"] == ["supplier"]
    assert party["identifier"] == {
        "scheme": "GB-COH",
        "id": "01234567",
        "legalName": "Lea Bridge Catering Limited",
        "uri": "https://find-and-update.company-information.service.gov.uk/company/01234567",
    }
    assert [(each["scheme"], each["id"]) for each in party["additionalIdentifiers"]] == [
        ("GB-PPON", "PABC-1234-DEFG")
    ]
    assert party["address"] == {
        "streetAddress": "12 Lea Bridge Road",
        "locality": "London",
        "postalCode": "E5 9QD",
        "countryName": "United Kingdom",
    }
    assert (party["details"]["scale"], party["details"]["vcse"]) == ("sme", False)
    assert {"scheme": "CPV", "id": "55524000", "description": "School catering services"} in party["details"][
        "classifications"
    ]


def test_a_charity_is_known_by_its_number():
    party = ocds.organization(approved_supplier(answers.charity()))
    assert (party["id"], party["details"]["vcse"]) == ("GB-CHC-1012345", True)
    assert "additionalIdentifiers" not in party


def test_who_has_no_number_is_known_by_the_portals_own_id():
    supplier = approved_supplier(answers.sole_trader())
    party = ocds.organization(supplier)
    assert party["id"] == f"HLT-{supplier.uuid}"
    assert "identifier" not in party


def test_a_record_of_which_little_is_known_leaves_out_the_rest():
    party = ocds.organization(SupplierFactory(legal_name="Osei"))
    check(party, ORGANIZATION)
    assert set(party) == {"name", "id", "roles", "details"}


def test_the_document_says_which_standard_and_when():
    approved_supplier(answers.company())
    found = exports.open_contracting(register_search.matching(register_search.Criteria()))
    document = json.loads(json.dumps(found))
    assert document["version"] == "1.1"
    assert document["publishedDate"].endswith("+00:00")
    assert [party["id"] for party in document["parties"]] == ["GB-COH-01234567"]
