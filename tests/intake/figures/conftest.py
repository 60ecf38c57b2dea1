"""A member of the queue News, and a morning on which the figures are asked for."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.models import User

from intake import figures
from intake.figures import Period, Scope, Table
from intake.models import Queue, Submission
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

#: Tuesday 24 November 2026, 10am in London.
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def news(db) -> Queue:
    return QueueFactory(name="News", slug="news")


@pytest.fixture
def member(news) -> User:
    return MembershipFactory(queue=news).user


@pytest.fixture
def make(news) -> Callable[..., Submission]:
    """A function that makes a submission in the queue News."""
    return lambda **fields: SubmissionFactory(**{"queue": news, "received_at": NOW, **fields})


@pytest.fixture
def ask(member) -> Callable[..., Table]:
    """A function that returns one table, for the member and November where nothing else is said."""

    def asked(slug: str, **scope) -> Table:
        table = figures.one_table(Scope(**{"user": member, "period": NOVEMBER, **scope}), slug)
        assert table
        return table

    return asked
