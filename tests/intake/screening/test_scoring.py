"""What is suspicious, and how much: signs alone, without a database."""

import dataclasses

import pytest

from intake.screening import scoring
from intake.screening.scoring import POINTS, Counts, Limits, Signs

LIMITS = Limits(
    points=POINTS,
    seconds=3,
    links=2,
    links_not_counted=["gov.uk", "portal.example.org"],
    foreign_per_cent=50,
    client_hour=30,
    client_day=100,
    recipient_day=20,
)
PERSON = Signs(seconds=60, client="203.0.113.7")


def reasons(text: str = "The gate is broken.", *, limits: Limits = LIMITS, **more) -> dict[str, int]:
    """The signs that are found, with their points."""
    found = scoring.reasons(
        **{"signs": PERSON, "text": text, "listed": [], "counts": Counts(1, 1, 1), "limits": limits, **more}
    )
    assert all(reason.words for reason in found)
    return {reason.sign: reason.points for reason in found}


def test_an_honest_enquiry_has_no_sign():
    assert reasons() == {}


def test_a_field_that_nobody_sees_is_enough_alone():
    assert reasons(signs=Signs(trap_filled=True, seconds=60)) == {"honeypot": 100}


@pytest.mark.parametrize(
    ("seconds", "found"), [(None, {"no_time": 40}), (2.9, {"too_fast": 40}), (3, {}), (400_000, {})]
)
def test_how_long_it_took_counts_and_too_long_is_fine(seconds, found):
    assert reasons(signs=Signs(seconds=seconds)) == found


def test_each_link_beyond_the_free_ones_counts():
    assert reasons("See http://a.example and www.b.example") == {}
    assert reasons("http://a.example https://b.example www.c.example WWW.D.example") == {"links": 30}


def test_links_to_our_own_site_and_to_public_bodies_are_free():
    pages = " ".join(f"https://education.hackney.gov.uk/{n}" for n in range(9))
    assert reasons(f"{pages} https://portal.example.org/ http://www.gov.uk") == {}
    assert "links" in reasons(" ".join(["http://gov.uk.evil.example"] * 3)), "nor by their names' beginning"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        'look <a href="x">here</a>',
        "[url=http://x.example]x[/url]",
        "javascript:void",
        '<img src=x onerror="x">',
    ],
)
def test_parts_of_a_web_page_count(text):
    assert reasons(text) == {"markup": 40}


@pytest.mark.parametrize("text", ["5 < 7 and 9 > 8", "once upon = a time", "I love <3 this"])
def test_signs_of_mathematics_and_the_heart_do_not(text):
    assert reasons(text) == {}


def test_a_text_in_another_alphabet_counts_but_a_name_in_it_does_not():
    assert reasons("Купите наши замечательные товары сегодня") == {"foreign_letters": 40}
    assert reasons("Мария Иванова asks when the school opens again after the holidays") == {}
    assert reasons("Zażółć gęślą jaźń, façade, İstanbul, Tiếng Việt") == {}
    assert reasons("Спасибо") == {}, "too few letters to say"


def test_what_is_on_the_list_counts_for_each():
    found = scoring.reasons(
        signs=PERSON, text="", listed=["cheap pills", "evil.example"], counts=Counts(), limits=LIMITS
    )
    assert [reason.points for reason in found] == [100, 100]
    assert "cheap pills" in found[0].words


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        (Counts(30, 100, 20), {}),
        (Counts(31, 31, 1), {"client_hour": 100}),
        (Counts(1, 101, 1), {"client_day": 100}),
        (Counts(1, 1, 21), {"recipient_day": 100}),
    ],
)
def test_limits_hold_from_the_next_one_on(counts, found):
    assert reasons(counts=counts) == found


def test_no_sign_that_honest_people_show_is_enough_alone():
    weak = ("no_time", "too_fast", "markup", "foreign_letters")
    assert all(2 * POINTS[sign] < 100 for sign in weak)


def test_a_sign_may_be_switched_off():
    without = dataclasses.replace(LIMITS, points={**POINTS, "markup": 0})
    assert reasons("<script>", limits=without) == {}


def test_a_clients_address_is_in_no_text_of_what_it_sent():
    assert "203.0.113.7" not in repr(PERSON)
