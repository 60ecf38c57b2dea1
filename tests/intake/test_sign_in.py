"""Signing in by the account's name or its email address."""

import pytest
from django.contrib.auth import authenticate

from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in")]


@pytest.fixture
def ada():
    return UserFactory(username="ada", email="Ada.Okoro@example.org")


@pytest.mark.parametrize("typed", ["ada", "Ada.Okoro@example.org", "ada.okoro@EXAMPLE.ORG"])
def test_by_name_and_by_address_in_any_case(ada, typed):
    assert authenticate(username=typed, password=PASSWORD) == ada


@pytest.mark.parametrize("typed", ["ada", "ada.okoro@example.org"])
def test_not_by_another_password(ada, typed):
    assert authenticate(username=typed, password="wrong") is None


@pytest.mark.parametrize("typed", ["", "@", "nobody@example.org", "example.org", "ada@", "%@example.org"])
def test_nobody_by_what_is_neither(ada, typed):
    UserFactory(username="blank", email="")
    assert authenticate(username=typed, password=PASSWORD) is None


def test_an_address_of_two_accounts_signs_in_neither(ada):
    UserFactory(username="twin", email="ada.okoro@example.org")
    assert authenticate(username="ada.okoro@example.org", password=PASSWORD) is None
    assert authenticate(username="ada", password=PASSWORD) == ada


def test_an_address_that_is_another_accounts_name_is_that_accounts(ada):
    UserFactory(username="mallory", email="grace@example.org")
    grace = UserFactory(username="grace@example.org", email="")
    assert authenticate(username="grace@example.org", password=PASSWORD) == grace


def test_not_by_the_address_of_an_account_that_takes_that_name_but_has_left(ada):
    UserFactory(username="mallory", email="grace@example.org")
    UserFactory(username="grace@example.org", email="", is_active=False)
    assert authenticate(username="grace@example.org", password=PASSWORD) is None


def test_an_account_that_has_left_does_not_stand_in_the_way(ada):
    UserFactory(username="left", email="ada.okoro@example.org", is_active=False)
    assert authenticate(username="ada.okoro@example.org", password=PASSWORD) == ada


@pytest.mark.parametrize("typed", ["ada", "ada.okoro@example.org"])
def test_nobody_who_has_left(ada, typed):
    ada.is_active = False
    ada.save()
    assert authenticate(username=typed, password=PASSWORD) is None
