"""What an approved registration makes of its supplier."""

import datetime as dt

import pytest
import time_machine

from suppliers import register
from suppliers.models import Supplier
from tests.factories import RegistrationFactory, approved_supplier, submitted_registration
from tests.suppliers import answers

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-11-25T10:00:00Z", tick=False)
def test_an_approved_company_is_in_the_register_with_its_facts():
    supplier = register.apply(registration=submitted_registration(answers.company()), conditions="By May")
    supplier.refresh_from_db()
    assert supplier.status == Supplier.Status.ACTIVE
    assert (str(supplier), supplier.legal_name) == ("Lea Bridge Kitchens", "Lea Bridge Catering Limited")
    assert (supplier.public_liability, supplier.professional_indemnity) == (5_000_000, None)
    assert (supplier.sme, supplier.vcse, supplier.local) == (True, False, True)
    assert supplier.email_domain == "leabridge.example.com"
    assert (supplier.renew_by, supplier.conditions) == (dt.date(2027, 11, 25), "By May")
    assert [row.code for row in supplier.categories.all()] == ["55523100", "55524000"]
    assert {row.value for row in supplier.facets.filter(facet="phase")} == {"early_years", "primary"}
    assert {row.kind: str(row.expires_on) for row in supplier.expiries.all()} == {
        "public_liability": "2027-06-30",
        "employers_liability": "2027-06-30",
        "safeguarding_policy": "2027-08-31",
        "cyber_essentials": "2027-02-28",
        "ico": "2027-03-31",
        "registration": "2027-11-25",
    }


def test_a_change_of_details_keeps_the_date_of_renewal_and_the_conditions():
    supplier = approved_supplier(answers.company(), renew_by=dt.date(2027, 1, 1), conditions="By May")
    change = RegistrationFactory(
        supplier=supplier, kind="change", answers=answers.company(offer={"categories": ["55524000"]})
    )
    register.apply(registration=change)
    supplier.refresh_from_db()
    assert (supplier.renew_by, supplier.conditions) == (dt.date(2027, 1, 1), "By May")
    assert [row.code for row in supplier.categories.all()] == ["55524000"]


def test_a_suspended_supplier_stays_suspended():
    supplier = approved_supplier(answers.company(), status="suspended")
    register.apply(
        registration=RegistrationFactory(supplier=supplier, kind="change", answers=answers.company())
    )
    supplier.refresh_from_db()
    assert supplier.status == "suspended"


def test_a_sole_trader_with_a_public_mail_provider_has_no_domain():
    trader = answers.sole_trader()
    trader["contacts"]["main_email"] = "kim@gmail.com"
    assert register.apply(registration=RegistrationFactory(answers=trader)).email_domain == ""
