"""A provider that refuses or hangs up: each email ends as the budgets say, and the form stays quick."""

import time

import pytest

from tests.faults.portal import Portal
from tests.providers import HANG_UP

pytestmark = [pytest.mark.processes, pytest.mark.timeout(1800)]

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
def test_a_provider_that_refuses(portal: Portal, report, name, given, state, posts):
    prefix = f"provider-{time.time_ns()}-"
    portal.provider.answers[:] = list(given)
    _, seconds = portal.submit(f"{prefix}0@example.com")
    deadline = time.monotonic() + 60
    while portal.states(prefix) != [state]:
        assert time.monotonic() < deadline, portal.states(prefix)
        portal.execute("UPDATE intake_circuit SET probe_at = probe_at - interval '1 hour'")
        portal.time_passes()
        portal.sweep()
        time.sleep(0.4)
    assert portal.mails(prefix) == {f"{prefix}0@example.com": posts}
    assert seconds < 1.5
    report(
        f"provider: {name}",
        f"{state} after {posts} tr{'y' if posts == 1 else 'ies'}; form in {seconds:.2f} s",
    )
