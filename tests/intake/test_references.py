"""References: unguessable, sayable, and known to be wrong when they were heard wrong."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import references
from intake.references import ALPHABET

CODE = "4KX9RT2H4"


def test_a_new_reference_is_in_its_written_form() -> None:
    reference = references.new_reference()
    assert len(reference) == len("HLT-4KX-9RT-2H4")
    assert reference.startswith("HLT-")
    assert references.normalise(reference) == reference


def test_references_do_not_repeat() -> None:
    assert len({references.new_reference() for _ in range(5000)}) == 5000


@pytest.mark.parametrize(
    "typed",
    [
        "HLT-4KX-9RT-2H4",
        "hlt-4kx-9rt-2h4",
        " HLT 4KX 9RT 2H4 ",
        "HLT4KX9RT2H4",
        "4KX-9RT-2H4",
        "4kx9rt2h4",
        "hlt.4kx.9rt.2h4.",
        "HLT–4KX–9RT–2H4",
        "HLT-4KX-9RT-2H4\r\n",
    ],
)
def test_case_spaces_hyphens_and_a_missing_prefix_are_forgiven(typed: str) -> None:
    assert references.normalise(typed) == "HLT-4KX-9RT-2H4"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "HLT",
        "HLT-4KX-9RT-2H",
        "HLT-4KX-9RT-2H4A",
        "HLT-4KX-9RT-2HO",
        "HLT-HLT-4KX9RT2H4",
        "ß" * 12,
        "4" * 9,
    ],
)
def test_what_cannot_be_a_reference_is_none(typed: str) -> None:
    assert references.normalise(typed) == ""


def test_every_single_wrong_letter_is_caught() -> None:
    for place, letter in itertools.product(range(len(CODE)), ALPHABET):
        if letter != CODE[place]:
            assert references.normalise(CODE[:place] + letter + CODE[place + 1 :]) == ""


@given(st.integers(0, 8), st.integers(0, 8))
def test_two_letters_that_changed_places_are_caught(one: int, other: int) -> None:
    code = references.new_reference().replace("-", "").removeprefix("HLT")
    swapped = list(code)
    swapped[one], swapped[other] = code[other], code[one]
    if swapped != list(code):
        assert references.normalise("".join(swapped)) == ""


@given(st.text(max_size=40))
def test_no_text_is_an_error(text: str) -> None:
    assert references.normalise(text) in ("", references.normalise(references.normalise(text)))
