"""Two beats do not double anything; of no beat at all people are told."""

from tests.faults import MARKS
from tests.faults.portal import Portal

pytestmark = MARKS


def test_two_beats_make_no_duplicates(portal: Portal, prefix: str, report):
    portal.start("beat", "beat again")
    emails = [f"{prefix}{number}@example.com" for number in range(5)]
    for email in emails:
        portal.submit(email)
    portal.until_settled(prefix)
    assert portal.mails(prefix) == dict.fromkeys(emails, 1)
    report("two beats at once", "no duplicate")


def test_no_beat_is_noticed(portal: Portal, report):
    portal.execute("DELETE FROM intake_heartbeat WHERE name = 'beat'")
    portal.execute(f"INSERT INTO intake_heartbeat (name, at) VALUES ('beat', {portal.now('-61 seconds')})")
    assert portal.readiness()["beat"]["status"] == "down"
    assert portal.status("/readyz") == 503
    assert "Start Celery beat" in portal.doctor()
    report("no beat for a minute", "/readyz answers 503, `doctor` says what to do")
