"""The history of a supplier's record in words."""

import pytest

from suppliers import history, register, standings
from tests.factories import RegistrationFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def supplier():
    return approved_supplier(answers.company())


def change(supplier, **sections):
    register.apply(
        registration=RegistrationFactory(
            supplier=supplier, kind="change", answers=answers.company(**sections)
        )
    )


def changes(supplier, **asked):
    entry = history.of(supplier, with_answers=True, **asked).entries[0]
    return {each.label: (each.old, each.new) for each in entry.changes}


def test_each_field_that_changed_is_told_in_words(supplier):
    change(
        supplier,
        organisation={"employees": "medium", "sme": "no", "legal_name": "Lea Bridge Limited"},
        insurance={"public_liability_amount": 10_000_000, "public_liability_insurer": "Other Mutual"},
    )
    assert changes(supplier) == {
        "Legal name": ("Lea Bridge Catering Limited", "Lea Bridge Limited"),
        "Employees": ("10 to 49", "50 to 249"),
        "Small or medium-sized": ("yes", "no"),
        "Public liability": ("5,000,000", "10,000,000"),
        "Insurance: public liability insurer": ("Example Mutual", "Other Mutual"),
    }


def test_it_says_who_changed_it(supplier):
    member = people.member()
    standings.suspend(supplier_id=supplier.pk, actor=member, reason="Late")
    entry = history.of(supplier, with_answers=False).entries[0]
    assert entry.who == member
    assert [(each.label, each.old, each.new) for each in entry.changes] == [
        ("Status", "Approved", "Suspended")
    ]


def test_answers_are_not_for_everyone(supplier):
    change(supplier, declarations={"conflict_of_interest": "yes"})
    assert changes(supplier) == {"Declarations: conflict of interest": ("no", "yes")}
    told = [each for entry in history.of(supplier, with_answers=False).entries for each in entry.changes]
    assert not any("conflict" in each.label for each in told)


def test_older_entries_are_a_page_further(supplier):
    for number in range(5):
        change(supplier, organisation={"website": f"https://{number}.example.com"})
    seen, before = [], ""
    for _ in range(10):
        page = history.of(supplier, with_answers=False, before=before, size=2)
        seen += [each.new for entry in page.entries for each in entry.changes if each.label == "Website"]
        before = page.older
        if not before:
            break
    assert seen[:5] == [f"https://{number}.example.com" for number in (4, 3, 2, 1, 0)]


def test_it_asks_once(supplier, django_assert_num_queries):
    for number in range(20):
        change(supplier, organisation={"website": f"https://{number}.example.com"})
    with django_assert_num_queries(1):
        history.of(supplier, with_answers=True)
