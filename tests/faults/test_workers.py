"""Workers that are killed, poisoned or stopped: each email is sent once, or at most twice and marked."""

import signal

import pytest

from tests.faults import MARKS
from tests.faults.conftest import POINTS
from tests.faults.portal import Portal, soon
from tests.faults.processes import wait_until
from tests.providers import SILENCE

pytestmark = MARKS


def test_a_worker_killed_around_the_send_loses_nothing(
    either_portal: Portal, prefix: str, points, chance, report
):
    portal = either_portal
    portal.kill("worker")
    emails = [f"{prefix}{number}@example.com" for number in range(points)]
    for email in emails:
        portal.start("hesitating worker")
        portal.submit(email)
        wait_until(lambda email=email: portal.states(email) == ["sending"])
        soon(0.7, chance)
        portal.kill("hesitating worker")
        portal.leases_expire()
    before = portal.mails(prefix)
    portal.start("worker")
    portal.until_settled(prefix)

    mails = portal.mails(prefix)
    assert portal.submissions(prefix) == points
    assert portal.states(prefix) == ["sent"] * points
    assert all(1 <= mails[email] <= 1 + before.get(email, 0) for email in emails), (before, mails)
    twice = [email for email in emails if mails[email] == 2]
    assert set(twice) <= set(portal.marked(prefix))
    report(
        f"worker killed around the send ({portal.database})",
        f"before it: {points - len(before)}, each sent once; after it: {len(before)}, "
        f"{len(twice)} of them sent twice and marked",
    )


# On SQLite the short form tries the claim only above.
@pytest.mark.parametrize("either_portal", ["postgresql", "sqlite"][: 1 if POINTS == 1 else 2], indirect=True)
def test_a_worker_killed_after_the_provider_accepted_sends_twice_at_most_and_marks_it(
    either_portal: Portal, prefix: str, points, report
):
    portal = either_portal
    emails = [f"{prefix}{number}@example.com" for number in range(points)]
    for email in emails:
        portal.provider.released.clear()
        portal.provider.answers[:] = [SILENCE]
        portal.submit(email)
        wait_until(lambda email=email: email in portal.mails(prefix))
        portal.kill("worker")
        portal.provider.released.set()
        portal.leases_expire()
        portal.start("worker")
    portal.until_settled(prefix)

    assert portal.mails(prefix) == dict.fromkeys(emails, 2)
    ids = {
        (email["To"], header["Value"])
        for email in portal.posts(prefix)
        for header in email["Headers"]
        if header["Name"] == "Message-ID"
    }
    assert len(ids) == points
    assert sorted(portal.marked(prefix)) == sorted(emails)
    report(
        f"worker killed after the provider accepted ({portal.database})",
        f"sent twice with the same Message-ID and marked: {points} of {points}",
    )


def test_an_email_that_kills_its_worker_is_parked_and_the_others_go_out(portal: Portal, prefix: str, report):
    poison = f"{prefix}exit@example.com"
    portal.execute(f"UPDATE intake_queue SET alert_address = '{prefix}team@example.org'")
    portal.kill("worker")
    portal.start("poisoned worker")
    portal.submit(poison)
    for number in range(5):
        portal.submit(f"{prefix}{number}@example.com")
    for _ in range(2):
        # The child that sent it is gone; its worker has others.
        wait_until(lambda: portal.states(poison) == ["sending"])
        portal.until_no_child_has_ended("poisoned worker")
        portal.leases_expire()
        portal.sweep()
        wait_until(lambda: portal.states(poison) != ["sending"])
        portal.time_passes()
        portal.sweep()
    portal.until_settled(prefix)
    portal.execute("UPDATE intake_queue SET alert_address = ''")

    states = dict(
        portal.rows(f"SELECT recipient, state FROM intake_message WHERE recipient LIKE '{prefix}%'")
    )
    assert states.pop(poison) == "unknown"
    assert set(states.values()) == {"sent"}
    [[attempts]] = portal.rows(f"SELECT attempts FROM intake_message WHERE recipient = '{poison}'")
    assert attempts <= 3
    alerts = [email["Subject"] for email in portal.posts(f"{prefix}team")]
    assert sum("did not reach the sender" in subject for subject in alerts) == 1
    report(
        "an email whose sending ends the process",
        f"parked as unknown after {attempts} claims, the team told, 5 others sent",
    )


def test_a_worker_that_is_asked_to_stop_under_load_loses_and_repeats_nothing(
    portal: Portal, prefix: str, points, chance, report
):
    emails = [f"{prefix}{number}-{which}@example.com" for number in range(points) for which in range(4)]
    for number in range(points):
        for email in emails[number * 4 : number * 4 + 4]:
            portal.submit(email)
        wait_until(lambda number=number: portal.mails(f"{prefix}{number}-"))
        soon(0.2, chance)
        portal.kill("worker", signal.SIGTERM)
        portal.start("worker")
    portal.until_settled(prefix)
    assert portal.mails(prefix) == dict.fromkeys(emails, 1)
    report(f"SIGTERM to the worker under load, {points} in a row", f"{len(emails)} emails, each sent once")
