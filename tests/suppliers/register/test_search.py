"""What a search of the register finds."""

import pytest

from suppliers import register_search
from suppliers.register_search import Criteria
from tests.factories import SupplierFactory, approved_supplier
from tests.suppliers import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def kitchens():
    """A company that sells school meals in Hackney and London."""
    return approved_supplier(answers.company())


@pytest.fixture
def gardener():
    """A sole trader who cuts grass."""
    return approved_supplier(answers.sole_trader())


def found(**asked):
    return {str(supplier) for supplier in register_search.matching(Criteria(**asked))}


def test_a_search_finds_approved_suppliers_by_any_words(kitchens, gardener):
    assert found() == {"Lea Bridge Kitchens", "Osei Grounds"}
    assert found(text="kitchens nurser") == {"Lea Bridge Kitchens"}
    assert found(text="01234567") == {"Lea Bridge Kitchens"}
    assert found(text="nobody of that name") == set()


@pytest.mark.parametrize("status", ["lapsed", "suspended", "debarred", "withdrawn", "merged"])
def test_who_may_not_be_used_is_found_only_when_asked_for(kitchens, gardener, status):
    gardener.status = status
    gardener.save()
    assert found() == {"Lea Bridge Kitchens"}
    assert found(status=status) == {"Osei Grounds"}
    assert found(status="every") == {"Lea Bridge Kitchens", "Osei Grounds"}


def test_an_applicant_is_in_no_search(db):
    SupplierFactory(legal_name="Not Yet Limited", sort_name="not yet limited")
    assert found(status="every") == set()
    assert found(status="applicant") == set()


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ("55524000", True),
        ("55524000-9", True),
        ("55520000", True),
        ("55000000", True),
        ("55524100", False),
        ("77000000", False),
    ],
)
def test_a_code_finds_those_below_it_and_none_above(kitchens, asked, finds):
    assert bool(found(category=asked)) == finds


def test_who_works_in_a_wider_area_works_in_those_within_it():
    approved_supplier(answers.company(offer={"areas": ["london"]}))
    assert found(area="hackney")
    assert found(area="london")
    assert not found(area="england")


def test_a_phase_finds_those_that_work_with_it(kitchens):
    assert found(phase="primary")
    assert not found(phase="adult")


def test_sme_vcse_and_local_narrow_the_search(kitchens):
    assert found(sme=True, local=True)
    assert not found(vcse=True)


@pytest.mark.parametrize(
    ("kind", "minimum", "finds"),
    [
        ("public_liability", 5_000_000, True),
        ("public_liability", 5_000_001, False),
        ("employers_liability", 10_000_000, True),
        ("professional_indemnity", 1, False),
    ],
)
def test_a_minimum_of_insurance_is_of_one_kind(kitchens, kind, minimum, finds):
    assert bool(found(insurance=kind, minimum=minimum)) == finds


def test_what_is_no_choice_finds_nothing_that_it_should_not(kitchens):
    assert found(area="mars") == set()
    assert found(status="friendly") == {"Lea Bridge Kitchens"}
    assert found(category="no code") == set()


def test_pages_go_by_name_and_key():
    for name in ("c", "a", "b", "a"):
        SupplierFactory(status="active", legal_name=name, sort_name=name)
    rows = register_search.matching(Criteria())

    def page(**key):
        return register_search.paging.page(rows, register_search.BY_NAME, size=2, **key)

    first = page()
    assert [row.sort_name for row in first.rows] == ["a", "a"]
    assert not first.previous
    second = page(after=first.next)
    assert [row.sort_name for row in second.rows] == ["b", "c"]
    assert not second.next
    assert page(before=second.previous).rows == first.rows


@pytest.mark.parametrize(
    "key", ["nonsense", "a_", "_", "a_0", "\0_1", "x" * 300 + "_1", "a_99999999999999999999"]
)
def test_a_key_that_is_malformed_counts_as_none(kitchens, key):
    assert len(register_search.page(register_search.matching(Criteria()), after=key).rows) == 1


def test_the_town_is_the_last_line_but_the_postcode(kitchens):
    assert register_search.town(kitchens) == "London"
    assert register_search.town(SupplierFactory.build()) == ""
