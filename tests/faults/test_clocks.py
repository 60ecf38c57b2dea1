"""Workers whose clocks are an hour off: nothing is claimed early, or twice, or lost."""

from tests.faults import MARKS
from tests.faults.portal import Portal
from tests.processes.site import wait_until
from tests.providers import LATE

pytestmark = MARKS


def test_workers_an_hour_ahead_and_an_hour_behind(portal: Portal, prefix: str, report):
    portal.provider.released.clear()
    portal.provider.patience = 120
    portal.provider.answers[:] = [LATE, LATE]
    held = [f"{prefix}held{number}@example.com" for number in range(2)]
    for email in held:
        portal.submit(email)
    wait_until(lambda: set(portal.mails(prefix)) == set(held))
    # Both children of the worker with the right time are busy now: what follows, the other two do.
    portal.receive(1, prefix=f"{prefix}later")
    portal.start("worker ahead", "worker behind")
    wait_until(lambda: portal.states(f"{prefix}later") == ["sent"])
    portal.execute(
        f"UPDATE intake_message SET state = 'queued', next_attempt_at = {portal.now('30 minutes')} "
        f"WHERE recipient LIKE '{prefix}later%'"
    )
    for _ in range(4):
        for (message,) in portal.rows(f"SELECT id FROM intake_message WHERE recipient LIKE '{prefix}%'"):
            portal.ring(message)
        portal.sweep()
    portal.submit(f"{prefix}now@example.com")
    wait_until(lambda: portal.states(f"{prefix}now") == ["sent"])
    portal.until_idle()
    assert portal.states(f"{prefix}held") == ["sending", "sending"]
    assert portal.states(f"{prefix}later") == ["queued"]
    portal.provider.released.set()
    wait_until(lambda: portal.states(f"{prefix}held") == ["sent", "sent"])

    assert set(portal.mails(prefix).values()) == {1}
    portal.kill("worker")
    portal.submit(f"{prefix}alone@example.com")
    portal.until_settled(f"{prefix}alone")
    assert portal.mails(f"{prefix}alone") == {f"{prefix}alone@example.com": 1}
    report("workers' clocks an hour ahead and behind", "none sent early, twice or never")
