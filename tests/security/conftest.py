"""Somebody of staff, and whether they are asked for a second factor."""

import pytest

from tests.factories import UserFactory


@pytest.fixture
def ada():
    return UserFactory(username="ada", email="ada@example.org")


@pytest.fixture
def asked(settings):
    """Let staff be asked for a second factor."""
    settings.STAFF_SECOND_FACTOR = "on"
