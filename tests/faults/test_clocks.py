"""Workers whose clocks are an hour off: nothing is claimed early, or twice, or lost."""

from tests.faults import MARKS
from tests.faults.portal import Portal
from tests.faults.processes import wait_until

pytestmark = MARKS


def test_workers_an_hour_ahead_and_an_hour_behind(portal: Portal, prefix: str, report):
    portal.kill("worker")
    for name in ("held", "later"):
        portal.receive(2, prefix=f"{prefix}{name}")
    portal.execute(
        "UPDATE intake_message SET state = 'sending', attempts = 1, "
        f"lease_until = {portal.now('4 minutes')}, next_attempt_at = NULL "
        f"WHERE recipient LIKE '{prefix}held%'"
    )
    portal.execute(
        f"UPDATE intake_message SET next_attempt_at = {portal.now('30 minutes')} "
        f"WHERE recipient LIKE '{prefix}later%'"
    )
    portal.start("worker ahead", "worker behind")
    for _ in range(4):
        for (message,) in portal.rows(f"SELECT id FROM intake_message WHERE recipient LIKE '{prefix}%'"):
            portal.ring(message)
        portal.sweep()
    now = [f"{prefix}now{number}@example.com" for number in range(8)]
    for email in now:
        portal.submit(email)
    wait_until(lambda: portal.states(f"{prefix}now") == ["sent"] * 8)
    portal.until_idle()
    assert portal.mails(prefix) == dict.fromkeys(now, 1)
    assert portal.states(f"{prefix}held") == ["sending"] * 2
    assert portal.states(f"{prefix}later") == ["queued"] * 2

    portal.leases_expire()
    portal.until_settled(prefix)
    assert set(portal.mails(prefix).values()) == {1}
    assert len(portal.mails(prefix)) == 12
    report("workers' clocks an hour ahead and an hour behind", "no email sent early, twice or never")
