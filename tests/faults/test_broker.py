"""redis stopped, emptied, restarted: the sender notices nothing and nothing is lost."""

import time

import redis

from tests.faults import MARKS
from tests.faults.conftest import POINTS
from tests.faults.portal import Portal
from tests.faults.processes import wait_until

pytestmark = MARKS

PENDING = 1000 if POINTS > 1 else 100


def test_a_form_is_taken_quickly_while_redis_is_away(portal: Portal, prefix: str, points, report):
    portal.submit(f"{prefix}warm@example.com")
    portal.kill("redis")
    try:
        slowest = max(portal.submit(f"{prefix}{number}@example.com")[1] for number in range(max(3, points)))
    finally:
        portal.start("redis")
    assert slowest < 1.5
    portal.until_settled(prefix)
    assert set(portal.mails(prefix).values()) == {1}
    assert len(portal.mails(prefix)) == max(3, points) + 1
    report(
        "redis stopped while submitting", f"success page in {slowest:.2f} s at most; all acknowledged once"
    )


def test_an_emptied_redis_loses_nothing(portal: Portal, prefix: str, report):
    portal.kill("worker")
    portal.receive(PENDING, prefix=prefix)
    with redis.Redis(port=portal.redis_port) as client:
        client.flushall()
    portal.start("worker")
    portal.until_settled(prefix, seconds=300)
    assert len(portal.mails(prefix)) == PENDING
    assert set(portal.mails(prefix).values()) == {1}
    report(f"FLUSHALL with {PENDING:,} pending", f"all {PENDING:,} sent once")


def test_sending_goes_on_after_redis_was_restarted_three_times(portal: Portal, prefix: str, report):
    portal.start("beat")
    for _ in range(3):
        portal.kill("redis")
        portal.start("redis")
    started = time.monotonic()
    portal.submit(f"{prefix}0@example.com")
    wait_until(lambda: portal.states(prefix) == ["sent"], seconds=60)
    seconds = time.monotonic() - started
    assert portal.mails(prefix) == {f"{prefix}0@example.com": 1}
    report("redis restarted 3 times in a row", f"sending again after {seconds:.0f} s")
