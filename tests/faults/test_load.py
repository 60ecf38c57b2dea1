"""More submissions than the machine can take: each is stored, or its sender is told to come again."""

import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import requests
from bs4 import BeautifulSoup

from tests.faults import MARKS
from tests.faults.conftest import POINTS
from tests.faults.portal import ANSWERS, Portal

pytestmark = MARKS

COUNT = 60 if POINTS == 1 else 500 * POINTS
_CLIENTS = 16
_TOLD_TO_COME_AGAIN = {429, 503}


def test_submissions_as_fast_as_they_go(either_portal: Portal, prefix: str, report):
    portal = either_portal
    browsers = threading.local()

    def submit(number: int) -> int:
        if not hasattr(browsers, "session"):
            browsers.session, browsers.token = _browser(portal)
        fields = {"csrfmiddlewaretoken": browsers.token, "form_token": str(uuid.uuid4())}
        url = f"{portal.url}/enquiries/general/"
        typed = fields | ANSWERS | {"email": f"{prefix}{number}@example.com"}
        for address, data in ((url, typed), (f"{url}check/", fields)):
            answer = browsers.session.post(address, data=data, timeout=120, allow_redirects=False)
            if answer.status_code != 303:
                return answer.status_code
        return 303

    started = time.monotonic()
    with ThreadPoolExecutor(_CLIENTS) as pool:
        answers = list(pool.map(submit, range(COUNT)))
    seconds = time.monotonic() - started
    told = Counter(answers)
    assert set(told) <= {303, *_TOLD_TO_COME_AGAIN}, told
    taken = {f"{prefix}{number}@example.com" for number, status in enumerate(answers) if status == 303}
    stored = {
        email
        for (email,) in portal.rows(
            f"SELECT sender_email FROM intake_submission WHERE sender_email LIKE '{prefix}%'"
        )
    }
    assert taken <= stored
    assert portal.submissions(prefix) == len(stored)
    portal.until_settled(prefix, seconds=240 + COUNT / 10)
    assert set(portal.mails(prefix)) == stored
    assert set(portal.mails(prefix).values()) == {1}
    assert "database is locked" not in portal.logs()
    report(
        f"{COUNT:,} submissions as fast as they go ({portal.database})",
        f"{told[303]:,} stored, {COUNT - told[303]:,} told to come again, none lost; "
        f"{COUNT / seconds:.0f} a second, "
        "all acknowledged once",
    )


def _browser(portal: Portal) -> tuple[requests.Session, str]:
    """A browser with the portal's cookies, and the token that its forms bear."""
    session = requests.Session()
    page = BeautifulSoup(session.get(f"{portal.url}/enquiries/general/", timeout=60).text, "html.parser")
    return session, str(page.select_one("input[name=csrfmiddlewaretoken]")["value"])
