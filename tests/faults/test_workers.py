"""Workers that are killed, poisoned or stopped: each email is sent once, or at most twice and marked."""

import signal
import time

import pytest

from tests.faults.portal import Portal, soon
from tests.processes.site import wait_until
from tests.providers import SILENCE

pytestmark = [pytest.mark.processes, pytest.mark.timeout(1800)]


def test_a_worker_killed_before_it_sends_loses_nothing(either_portal: Portal, points, chance, report):
    portal, prefix = either_portal, f"before-{time.time_ns()}-"
    for number in range(points):
        portal.submit(f"{prefix}{number}@example.com")
        soon(0.3, chance)
        portal.kill("worker")
        portal.leases_expire()
        portal.start("worker")
    portal.until_settled(prefix)
    mails = portal.mails(prefix)
    assert portal.submissions(prefix) == points == len(mails)
    assert set(portal.states(prefix)) == {"sent"}
    assert max(mails.values()) <= 2
    twice = sum(count == 2 for count in mails.values())
    report(
        f"worker killed {points} times around the send ({'PostgreSQL' if portal.database_url else 'SQLite'})",
        f"{points} acknowledged, {twice} of them twice",
    )


def test_a_worker_killed_after_the_provider_accepted_sends_twice_at_most_and_marks_it(
    either_portal: Portal, points, report
):
    portal, prefix = either_portal, f"after-{time.time_ns()}-"
    for number in range(points):
        portal.provider.released.clear()
        portal.provider.answers[:] = [SILENCE]
        email = f"{prefix}{number}@example.com"
        portal.submit(email)
        wait_until(lambda email=email: email in portal.mails(prefix))
        portal.kill("worker")
        portal.provider.released.set()
        portal.leases_expire()
        portal.start("worker")
    portal.until_settled(prefix)
    mails = portal.mails(prefix)
    assert mails == {f"{prefix}{number}@example.com": 2 for number in range(points)}
    ids = {
        (email["To"], header["Value"])
        for email in portal.provider.posted
        for header in email["Headers"]
        if header["Name"] == "Message-ID" and email["To"].startswith(prefix)
    }
    assert len(ids) == points
    marked = portal.rows(
        f"SELECT count(*) FROM intake_message WHERE recipient LIKE '{prefix}%' AND ambiguous_ends = 1"
    )
    assert marked[0][0] == points
    report(
        f"worker killed after the provider accepted, {points} times "
        f"({'PostgreSQL' if portal.database_url else 'SQLite'})",
        f"{points} acknowledged twice, with one Message-ID each, marked",
    )


def test_an_email_that_kills_its_worker_is_parked_and_the_others_go_out(portal: Portal, report):
    prefix = f"poison-{time.time_ns()}-"
    portal.kill("worker")
    portal.start("worker", EMAIL_BACKEND="tests.faults.poison.EmailBackend")
    portal.submit(f"{prefix}exit@example.com")
    for number in range(5):
        portal.submit(f"{prefix}{number}@example.com")
    for _ in range(2):
        # The child that sent it is gone; its worker has others.
        wait_until(lambda: poisoned(portal, prefix) == "sending")
        time.sleep(1)
        portal.leases_expire()
        portal.sweep()
        wait_until(lambda: poisoned(portal, prefix) != "sending")
        portal.time_passes()
        portal.sweep()
    portal.until_settled(prefix)
    states = dict(
        portal.rows(f"SELECT recipient, state FROM intake_message WHERE recipient LIKE '{prefix}%'")
    )
    assert states.pop(f"{prefix}exit@example.com") == "unknown"
    assert set(states.values()) == {"sent"}
    [[attempts]] = portal.rows(
        f"SELECT attempts FROM intake_message WHERE recipient = '{prefix}exit@example.com'"
    )
    assert attempts <= 3
    [[told]] = portal.rows(
        "SELECT count(*) FROM intake_timelineentry t JOIN intake_submission s ON s.id = t.submission_id "
        f"WHERE t.event = 'email_failed' AND s.sender_email = '{prefix}exit@example.com'"
    )
    assert told == 1
    portal.kill("worker")
    report(
        "an email whose sending ends the process", f"parked as unknown after {attempts} claims, 5 others sent"
    )


def poisoned(portal: Portal, prefix: str) -> str:
    """The state of the email that kills its worker."""
    return portal.states(f"{prefix}exit")[0]


def test_a_worker_that_is_asked_to_stop_under_load_loses_and_repeats_nothing(
    portal: Portal, points, chance, report
):
    prefix = f"stop-{time.time_ns()}-"
    count = max(5, points)
    for number in range(count):
        portal.submit(f"{prefix}{number}@example.com")
        if number < points:
            soon(0.2, chance)
            portal.kill("worker", signal.SIGTERM)
            portal.start("worker")
    portal.until_settled(prefix)
    assert set(portal.mails(prefix).values()) == {1}
    assert len(portal.mails(prefix)) == count
    report(f"SIGTERM to the worker {points} times under load", f"{count} acknowledged once each")


def test_two_beats_make_no_duplicates_and_no_beat_is_noticed(portal: Portal, report):
    prefix = f"beats-{time.time_ns()}-"
    portal.start("beat", "beat again")
    for number in range(5):
        portal.submit(f"{prefix}{number}@example.com")
    portal.until_settled(prefix)
    assert set(portal.mails(prefix).values()) == {1}
    portal.kill("beat")
    portal.kill("beat again")
    portal.execute("UPDATE intake_heartbeat SET at = at - interval '2 minutes' WHERE name = 'beat'")
    assert portal.readiness()["beat"]["status"] == "down"
    report("two beats at once; no beat", "no duplicate; /readyz says beat is down")
