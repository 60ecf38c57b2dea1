"""A provider that refuses or hangs up: each email ends as the budgets say, and the form stays quick."""

import time

import pytest

from tests.faults import MARKS
from tests.faults.conftest import POINTS
from tests.faults.portal import Portal
from tests.faults.processes import wait_until
from tests.providers import HANG_UP, LATE, RETRY_AFTER_SECONDS

pytestmark = MARKS

CASES = [
    ("429, then taken", [429], "sent", 2),
    ("500, then taken", [500], "sent", 2),
    ("401, then taken", [401], "sent", 2),
    ("400", [400], "failed", 1),
    ("550 as 422", [422], "failed", 1),
    ("hangs up once, then taken", [HANG_UP], "sent", 2),
    ("hangs up twice", [HANG_UP, HANG_UP], "unknown", 2),
]


@pytest.mark.parametrize(("name", "given", "state", "posts"), CASES, ids=[case[0] for case in CASES])
def test_a_provider_that_refuses(portal: Portal, prefix: str, report, name, given, state, posts):
    portal.provider.answers[:] = list(given)
    _, seconds = portal.submit(f"{prefix}0@example.com")
    if given == [401]:
        wait_until(lambda: portal.readiness()["email"]["status"] == "paused")
    deadline = time.monotonic() + 180
    while portal.states(prefix) != [state]:
        assert time.monotonic() < deadline, portal.states(prefix)
        portal.time_passes()
        portal.sweep()
        time.sleep(0.4)
    assert portal.mails(prefix) == {f"{prefix}0@example.com": posts}
    assert seconds < 1.5
    report(
        f"provider: {name}",
        f"{state} after {posts} tr{'y' if posts == 1 else 'ies'}; form in {seconds:.2f} s",
    )


def test_a_provider_that_asks_for_time_is_given_it(portal: Portal, prefix: str, report):
    portal.provider.answers[:] = [429]
    portal.submit(f"{prefix}0@example.com")
    wait_until(lambda: portal.attempts(prefix) == [1] and portal.states(prefix) == ["queued"])
    [[seconds]] = portal.rows(
        "SELECT extract(epoch FROM next_attempt_at - now()) FROM intake_message "
        f"WHERE recipient LIKE '{prefix}%'"
    )
    assert RETRY_AFTER_SECONDS - 60 < seconds <= RETRY_AFTER_SECONDS
    portal.until_settled(prefix)
    report("provider: 429 with Retry-After", f"tried again after the {RETRY_AFTER_SECONDS} s it asked for")


def test_a_provider_that_takes_longer_than_anybody_waits(portal: Portal, prefix: str, points, report):
    if POINTS == 1:
        # The short form has no 20 seconds.
        portal.kill("worker")
        portal.start("impatient worker")
    portal.provider.released.clear()
    portal.provider.patience = 60
    portal.provider.answers[:] = [LATE, LATE]
    slow = [f"{prefix}slow{number}@example.com" for number in range(2)]
    for email in slow:
        portal.submit(email)
    wait_until(lambda: set(portal.mails(prefix)) == set(slow))
    # Both children of the worker wait for the provider now.
    seconds = [portal.submit(f"{prefix}quick{number}@example.com")[1] for number in range(max(5, points))]
    assert max(seconds) < 1.5
    wait_until(lambda: portal.attempts(f"{prefix}slow") == [1, 1] and portal.marked(prefix) == slow)
    portal.provider.released.set()
    portal.until_settled(prefix)
    assert portal.mails(f"{prefix}slow") == dict.fromkeys(slow, 2)
    assert set(portal.mails(f"{prefix}quick").values()) == {1}
    report(
        f"provider says nothing for {20 if POINTS > 1 else 3} s",
        f"tried once more, marked; forms meanwhile in {max(seconds):.2f} s at most",
    )
