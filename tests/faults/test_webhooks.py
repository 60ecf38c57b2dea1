"""Webhooks of the provider's over HTTP: repeated, in any order, before our own record of the email."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.faults import MARKS
from tests.faults.portal import Portal
from tests.faults.processes import wait_until
from tests.providers import LATE

pytestmark = MARKS


def told(portal: Portal, message: str, kind: str, password: str = "secret") -> int:
    """Post an event as Postmark does; return the status of the answer."""
    event = {
        "RecordType": kind,
        "MessageID": "pm-1",
        "Email": "jo@example.com",
        "Metadata": {"message": message},
    }
    if kind == "Bounce":
        event |= {"Type": "HardBounce", "ID": uuid.UUID(message).time, "Description": "no such mailbox"}
    url = f"{portal.url}/anymail/postmark/tracking/"
    return requests.post(url, json=event, auth=("user", password), timeout=30).status_code


def test_a_bounce_before_the_delivery_before_our_own_record(portal: Portal, prefix: str, report):
    portal.provider.released.clear()
    portal.provider.patience = 60
    portal.provider.answers[:] = [LATE]
    portal.submit(f"{prefix}0@example.com")
    wait_until(lambda: portal.mails(prefix))
    message = portal.posts(prefix)[0]["Metadata"]["message"]
    assert portal.states(prefix) == ["sending"]

    assert told(portal, message, "Bounce", password="guess") == 400
    assert [told(portal, message, kind) for kind in ("Bounce", "Delivery")] == [200, 200]
    wait_until(lambda: portal.states(prefix) == ["bounced"])
    wait_until(lambda: portal.events(message) == {True: 2})
    assert told(portal, message, "Delivery") == 200
    portal.provider.released.set()
    portal.submit(f"{prefix}1@example.com")
    portal.until_settled(prefix)
    portal.until_idle()

    assert portal.rows(
        f"SELECT state, attempts, provider_id FROM intake_message WHERE recipient = '{prefix}0@example.com'"
    ) == [("bounced", 1, "pm-1")]
    assert portal.mails(prefix)[f"{prefix}0@example.com"] == 1
    report("bounce before delivered before our own record", "bounced, sent once; a wrong secret is refused")


def test_one_webhook_a_hundred_times_in_parallel(portal: Portal, prefix: str, report):
    portal.submit(f"{prefix}0@example.com")
    portal.until_settled(prefix)
    message = portal.posts(prefix)[0]["Metadata"]["message"]
    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(lambda _: told(portal, message, "Bounce"), range(100)))
    assert answers == {200}
    wait_until(lambda: portal.states(prefix) == ["bounced"])
    wait_until(lambda: portal.events(message) == {True: 1})
    changes = portal.rows(
        "SELECT count(*) FROM intake_timelineentry t JOIN intake_submission s ON s.id = t.submission_id "
        f"WHERE t.event = 'email_failed' AND s.sender_email LIKE '{prefix}%'"
    )
    assert changes == [(1,)]
    report("one webhook 100 times in parallel", "one event, one change")
