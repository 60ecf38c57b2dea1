"""Words that HLT chose are found among those that are typed, and no text takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.word_match import phrases_of, words_of


def fits(line: str, text: str) -> bool:
    [(_, words)] = phrases_of(line)
    return words <= words_of(text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("printer", "The PRINTERS are broken."),
        ("print", "It stopped printing; nothing printed!"),
        ("password", "my passwords’ list"),
        ("password reset", "Please reset the old password"),
        ("password reset", "resetting passwords"),
        ("wifi", "The Wi-Fi is down"),
        ("wi-fi", "wifi"),
        ("fi", "Wi-Fi"),
        ("locked out", "I am locked-out"),
        ("cafe", "the café’s page"),
        ("cafe", "the cafe\u0301"),
        ("can't log in", "log me in: i cant"),
        ("can’t log in", "I can't log in"),
        ("address", "two addresses"),
        ("reply", "no replies, nobody replied"),
        ("cookie", "cookies"),
        ("virus", "viruses"),
        ("404", "(404)"),
        ("straße", "STRASSE"),
    ],
)
def test_a_line_fits_however_its_words_are_written(line, text):
    assert fits(line, text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("print", "blueprint"),
        ("printer", "print"),
        ("password reset", "a password"),
        ("404", "4040"),
        ("wifi", "wi fi"),
        ("pass", "password"),
    ],
)
def test_a_line_does_not_fit_parts_of_words_or_only_some_of_its_words(line, text):
    assert not fits(line, text)


def test_lines_without_words_are_none():
    assert [line for line, _ in phrases_of("\n wi-fi \n--\n…\r\npaper jam\r\n")] == ["wi-fi", "paper jam"]


@given(st.text(max_size=300))
def test_any_text_has_words_or_none(text):
    assert words_of(text) >= words_of("") == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 50_000,
        "a" * 100_000,
        "-" * 100_000,
        "e" + "\u0301\u0327" * 50_000,
        "\ufdfa" * 100_000,
        "\u0344" * 100_000,
        "".join(f"{n:04x} " for n in range(20_000)),
        "".join(chr(n) for n in range(0x4E00, 0x9FFF)) * 5,
        "ssssing " * 12_500,
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_no_text_takes_long(text):
    took = []
    for _ in range(3):
        began = time.process_time()
        words_of(text)
        took.append(time.process_time() - began)
    assert min(took) < 0.05
