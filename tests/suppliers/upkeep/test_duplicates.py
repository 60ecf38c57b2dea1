"""The same firm twice: precision and recall on a corpus of 100 pairs, and the speed of it."""

import csv
import random
import sys
import time
from pathlib import Path

import pytest

from suppliers import duplicates, register
from suppliers.duplicates import Firm
from suppliers.facts import Facts
from suppliers.models import Fingerprint, Supplier
from tests.factories import RegistrationFactory, SupplierFactory, approved_supplier
from tests.suppliers import answers

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

#: Invented firms. `held_out` pairs were not looked at while the weights were chosen.
CORPUS = Path(__file__).resolve().parents[1] / "duplicate_pairs.csv"
PAIRS = list(csv.DictReader(CORPUS.read_text(encoding="utf-8").splitlines()))


def facts(pair, side):
    organisation = {
        name: pair[f"{side}_{name}"] for name in ("legal_name", "trading_name", *duplicates.NUMBERS)
    }
    return Facts(
        {
            "organisation": {**organisation, "registered_address_postcode": pair[f"{side}_postcode"]},
            "contacts": {"main_email": pair[f"{side}_email"]},
        }
    )


@pytest.fixture
def register_of_first_halves():
    """The first firm of each pair as a supplier, by its pair's number."""
    suppliers = {}
    for pair in PAIRS:
        suppliers[pair["pair"]] = supplier = SupplierFactory(status="active")
        register._fill(supplier, dict(facts(pair, "a").answers))
        supplier.save()
        duplicates.remember(supplier)
    return suppliers


def measure(pairs, found, suppliers):
    """Precision and recall; a match with the firm of any other pair is a false one too."""
    same = [pair["pair"] for pair in pairs if pair["same"] == "yes"]
    right = sum(suppliers[number] in found[number] for number in same)
    all_found = sum(len(found[pair["pair"]]) for pair in pairs)
    return right / max(all_found, 1), right / len(same)


def test_the_corpus_of_100_pairs(register_of_first_halves, capsys):
    found = {pair["pair"]: [match.supplier for match in duplicates.find(facts(pair, "b"))] for pair in PAIRS}

    held_out = [pair for pair in PAIRS if pair["held_out"] == "yes"]
    with capsys.disabled():
        for name, pairs in (("100 pairs", PAIRS), ("held out", held_out)):
            precision, recall = measure(pairs, found, register_of_first_halves)
            sys.stdout.write(
                f"\n{name}, {len(pairs)} pairs: precision {precision:.2f}, recall {recall:.2f}\n"
            )
            assert recall >= 0.95
            assert precision >= 0.9


def test_the_corpus_is_half_and_half():
    assert len(PAIRS) == 100
    assert sum(pair["same"] == "yes" for pair in PAIRS) == 50
    assert len({tuple(sorted((pair["a_legal_name"], pair["b_legal_name"]))) for pair in PAIRS}) >= 97
    # Numbers would make it easy.
    numbers = [pair for pair in PAIRS if any(pair[f"b_{name}"] for name in duplicates.NUMBERS)]
    assert len([pair for pair in numbers if pair["same"] == "yes"]) <= 10


@pytest.mark.parametrize(
    ("name", "number", "typed"),
    [
        ("company_number", "01234567", "1234567"),
        ("charity_number", "1012345", "1012345"),
        ("vat_number", "GB980780684", "980 7806 84"),
        ("duns", "210000017", "21-000-0017"),
        ("ppon", "PABC-1234-DEFG", "pabc1234defg"),
    ],
)
def test_a_number_is_certain_however_it_is_typed(name, number, typed):
    known = approved_supplier(
        answers.company(organisation={"company_number": "", "vat_number": "", name: number})
    )
    other = {"legal_name": "Quite Another", "trading_name": "", "company_number": "", "vat_number": ""}
    applying = answers.company(organisation={**other, "registered_address_postcode": "N1 1AA", name: typed})
    applying["contacts"]["main_email"] = "somebody@gmail.com"

    [match] = duplicates.find(Facts(applying))

    assert (match.supplier, match.is_certain) == (known, True)
    assert match.because.startswith("the same ")


def test_a_vat_number_of_a_group_does_not_make_two_companies_one():
    approved_supplier(answers.company())
    sister = answers.company(organisation={"company_number": "07654321", "legal_name": "Quite Another"})

    assert duplicates.find(Facts(sister)) == []
    [match] = duplicates.find(Facts(sister), at_least=50)
    assert "the same VAT number, another company number" in match.because


def test_an_applicant_is_found_by_what_it_has_answered_and_itself_is_not():
    registration = RegistrationFactory(answers=answers.company())
    duplicates.remember_applicant(registration.supplier, Facts(answers.company()))

    [match] = duplicates.find(Facts(answers.company()))

    assert match.supplier == registration.supplier
    assert duplicates.find(Facts(answers.company()), exclude=registration.supplier) == []


def test_one_that_was_merged_into_another_is_not_found():
    approved_supplier(answers.company(), status="merged")

    assert duplicates.find(Facts(answers.company())) == []


def test_a_firm_of_which_nothing_is_known_is_like_nobody():
    approved_supplier(answers.company())

    assert duplicates.find(Facts({})) == duplicates.find(Firm()) == []


def test_when_a_supplier_changes_its_name_it_is_looked_up_by_the_new_one():
    supplier = approved_supplier(answers.company())
    new = answers.company(organisation={"legal_name": "Zanzibar Catering", "trading_name": ""})
    register.apply(registration=RegistrationFactory(supplier=supplier, kind="change", answers=new))

    keys = set(supplier.fingerprints.values_list("key", flat=True))
    assert "name:znzb" in keys
    assert "name:brdg" not in keys


def test_among_20_000_suppliers_it_takes_three_queries_and_little_time(django_assert_max_num_queries):
    chance = random.Random(1)
    syllables = ["bar", "den", "mor", "wick", "lyn", "ash", "ton", "fen", "gale", "rush", "hal", "pem"]
    trades = ["Cleaning Services", "Catering", "School", "Music Tuition", "Building Maintenance", "Training"]
    suppliers = Supplier.objects.bulk_create(
        Supplier(
            status="active",
            legal_name=f"{''.join(chance.choices(syllables, k=2)).title()} {chance.choice(trades)} Ltd",
            company_number=f"{number:08}",
            postcode=f"E{chance.randint(1, 18)} {chance.randint(1, 9)}{chance.choice(('AA', 'BD', 'QL'))}",
        )
        for number in range(1, 20_001)
    )
    rows = [row for supplier in suppliers for row in duplicates.rows(supplier)]
    Fingerprint.objects.bulk_create(rows, batch_size=5000)
    applying = answers.company(organisation={"legal_name": "Barden Cleaning", "company_number": "19999"})

    with django_assert_max_num_queries(3):
        started = time.perf_counter()
        matches = duplicates.find(Facts(applying))
        took = time.perf_counter() - started

    assert matches[0].supplier == suppliers[19_998]
    assert took < 1
