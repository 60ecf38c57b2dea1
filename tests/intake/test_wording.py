"""Sentences made from HLT's own words."""

import datetime as dt

import pytest

from intake import wording
from intake.dates import parse_datetime
from intake.models import Queue


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Press enquiry", "press enquiry"),
        ("IT helpdesk request", "IT helpdesk request"),
        ("I am a governor", "I am a governor"),
        ("A link", "a link"),
        ("eLearning", "eLearning"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence(name, within):
    assert wording.lower_first(name) == within


@pytest.mark.parametrize(
    ("label", "verb", "message"),
    [
        ("Deadline", "Enter", "Enter the deadline"),
        ("Your name", "Enter", "Enter your name"),
        ("URN", "Enter", "Enter the URN"),
        ("What you have tried", "Enter", "Enter what you have tried"),
        ("Type of outlet", "Select", "Select the type of outlet"),
        ("You are", "Select", "Select an answer to “You are”"),
        ("Who are you?", "Select", "Select an answer to “Who are you?”"),
        ("When did it start?", "Enter", "Answer “When did it start?”"),
    ],
)
def test_what_is_said_where_an_answer_is_missing(label, verb, message):
    assert wording.enter(label, verb) == message


def test_a_moment_in_words():
    assert wording.moment_in_words(parse_datetime("3/12/2026 15:00")) == "Thursday 3 December 2026 at 3pm"


def test_a_moment_that_the_clocks_show_twice_says_which_one_it_is():
    first = parse_datetime("25/10/2026 1:30")
    assert wording.moment_in_words(first) == "Sunday 25 October 2026 at 1:30am, before the clocks go back"
    second = first.astimezone(dt.UTC) + dt.timedelta(hours=1)
    assert wording.moment_in_words(second).endswith("after the clocks have gone back")


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (4, "hours", "within 4 working hours"),
        (1, "hours", "within 1 working hour"),
        (1, "days", "within 1 working day"),
        (20, "days", "within 20 working days"),
    ],
)
def test_a_target_in_words(amount, unit, words):
    assert wording.response_target_in_words(Queue(response_target=amount, response_unit=unit)) == words


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (999, "999 bytes"), (340_500, "340 KB"), (10_485_760, "10.5 MB")]
)
def test_a_size_in_words(size, words):
    assert wording.size_in_words(size) == words


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("A short line", "A short line"),
        ("One line\nand another", "One line and another"),
        ("The quick brown fox, who jumps", "The quick brown fox…"),
        ("x" * 30, "x" * 20 + "…"),
    ],
)
def test_a_text_shortened_between_words(text, short):
    assert wording.shortened(text, 20) == short
