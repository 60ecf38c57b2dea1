"""The people of these tests: a member and a lead of the queue Widgets, an administrator, and a stranger."""

import pytest

from intake.models import Queue
from tests.factories import MembershipFactory, QueueFactory, UserFactory
from tests.intake.admin.staff import Colleague


@pytest.fixture
def widgets(db) -> Queue:
    return QueueFactory(name="Widgets", slug="widgets", position=1)


@pytest.fixture
def gadgets(db) -> Queue:
    """A queue of which only `stranger` is a member."""
    return QueueFactory(name="Gadgets", slug="gadgets", position=2)


@pytest.fixture
def ada(widgets) -> Colleague:
    """A member."""
    user = UserFactory(username="ada", first_name="Ada", last_name="Okoro", email="ada@example.org")
    MembershipFactory(queue=widgets, user=user)
    return Colleague(user)


@pytest.fixture
def lead(widgets) -> Colleague:
    user = UserFactory(username="lena", first_name="Lena", last_name="Lead")
    MembershipFactory(queue=widgets, user=user, role="lead")
    return Colleague(user)


@pytest.fixture
def administrator(db) -> Colleague:
    return Colleague(UserFactory(username="boss", first_name="Boss", last_name="All", administrator=True))


@pytest.fixture
def stranger(gadgets) -> Colleague:
    """A member of another queue."""
    return Colleague(MembershipFactory(queue=gadgets, user__username="max").user)
