"""Which passwords an account of staff may have."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from intake.password_words import WORDS
from tests.factories import UserFactory

pytestmark = pytest.mark.security("sign-in")

DOCS = Path(__file__).resolve().parents[2] / "docs"


def problems(password: str, user: User | None = None) -> list[str]:
    """The codes of what is wrong with a password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "äöü漢字 ☂ ☂ ☂ ☂ ☂",
        "   a   b   c   ",
        "1 2 3 4 5 6 7 8 9 x",
        "w" * 64,
        "q" * 1000,
    ],
    ids=["words", "letters", "spaces", "digits", "64", "1000"],
)
def test_any_characters_make_a_password(password):
    assert problems(password) == []


@pytest.mark.parametrize(
    "password",
    [
        "HackneyLearningTrust",
        "hackney-trust-2026",
        "intakeportal1!",
        "Welcome2Hackney!",
        "administrator99",
        "Portal" * 40,
        "H4x hackney trust",
    ],
)
def test_a_password_of_the_houses_own_words_is_refused(password):
    assert "password_of_house_words" in problems(password)


@pytest.mark.parametrize("password", ["a trust in blue umbrellas", "hackney otters swim", "impressive goats"])
def test_a_word_of_the_house_among_others_is_no_harm(password):
    assert problems(password) == []


def test_eleven_characters_are_too_few():
    assert problems("qzvxkwpjfbm") == ["password_too_short"]


@pytest.mark.parametrize("password", ["1qaz2wsx3edc", "Qwerty123456", "123456789012"])
def test_what_everybody_chooses_is_refused(password):
    assert {"password_too_common", "password_entirely_numeric"} & set(problems(password))


def test_digits_alone_are_refused_whatever_they_are():
    assert "password_entirely_numeric" in problems("739105826417")


def test_a_password_like_ones_own_name_is_refused():
    grace = User(username="grace.hopper-smith", email="grace@example.org")
    assert "password_too_similar" in problems("grace.hopper-smith1", grace)


@pytest.mark.django_db
def test_a_password_is_kept_as_it_was_typed():
    user, typed = UserFactory(), "  Ünder the BLUE umbrella  "
    form = SetPasswordForm(user, {"new_password1": typed, "new_password2": typed})
    form.is_valid()
    form.save()

    assert authenticate(username=user.username, password=typed) == user
    assert authenticate(username=user.username, password=typed.strip()) is None
    assert authenticate(username=user.username, password=typed.lower()) is None


def test_the_words_are_documented():
    page = (DOCS / "security-inventory.md").read_text()
    said = re.search(r"made of these words alone[^:]*: ([^.]+)\.", page)[1]
    assert sorted(re.split(r",\s+", said)) == sorted(WORDS)
