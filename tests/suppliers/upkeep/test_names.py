"""How like two names are."""

import pytest

from suppliers import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bramble Lane Catering Ltd", "BRAMBLE LANE CATERING LIMITED"),
        ("Fenwick & Doyle LLP", "Fenwick and Doyle"),
        ("The Café Olé Co.", "Cafe Ole"),
        ("Children’s Corner", "Childrens Corner"),
        ("Music Tuition Harcourt", "Harcourt Music Tuition"),
        ("Northgate Bldg Svcs", "Northgate Building Services Ltd"),
        ("A.C.E. Tutors", "ACE Tutors C.I.C."),
        ("Blue Print", "Blueprint plc"),
        ("www.pixelwise.co.uk", "Pixelwise Ltd"),
        ("Studio Three", "Studio 3"),
    ],
)
def test_these_are_one_name(one, other):
    assert names.likeness(one, other) == names.likeness(other, one) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larkfield Infant School", "Larkfield Junior School"),
        ("Grace Okafor", "Emeka Okafor"),
        ("North London Scaffolding", "South London Scaffolding"),
        ("Unit 4 Theatre", "Unit 7 Theatre"),
        ("London Supply Teachers", "London Teaching Agency"),
        ("Peartree", ""),
    ],
)
def test_these_are_not(one, other):
    assert names.likeness(one, other) == names.likeness(other, one) < 75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pemberton Playgrounds", "Pembertn Playgrounds"),
        ("Jane Thornbury", "J. A. Thornbury"),
        ("Silverbirch Education Recruitment", "Silverbirch Education Recruitment Services"),
    ],
)
def test_these_are_nearly(one, other):
    assert 75 < names.likeness(one, other) < 100
    assert names.keys(one) & names.keys(other)


def test_both_halves_of_trading_as_are_names():
    assert names.variants("Dele Ademola t/a Ademola Plumbing", "") == ["Dele Ademola", "Ademola Plumbing"]


def test_a_name_of_nothing_but_common_words_has_words_still():
    assert names.words("The Company Limited") == ("the", "company", "limited")
    assert names.keys("The Company Limited")


@pytest.mark.parametrize("name", ["", "  ", "!!!", "\0", "🙂", "—"])
def test_rubbish_is_like_nothing(name):
    assert names.likeness(name, "Bramble Lane") == 0
    assert names.keys(name) == set()
