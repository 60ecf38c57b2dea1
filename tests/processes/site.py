"""A portal that runs in processes of its own, seen from outside: pages over HTTP, emails as files."""

import datetime as dt
import os
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import requests
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
#: What a process needs of this machine, and nothing of what the tests have set for themselves.
BARE_ENVIRONMENT = {
    name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ
}


def send_press_enquiry(url: str, *, email: str) -> str:
    """Type a press enquiry in and send it, as a browser without JavaScript does; return the reference."""
    deadline = dt.datetime.now(ZoneInfo("Europe/London")) + dt.timedelta(days=3)
    answers = {
        "name": "Jo Bloggs",
        "email": email,
        "outlet": "Hackney Gazette",
        "outlet_type": "newspaper",
        "deadline": f"{deadline:%Y-%m-%dT%H:%M}",
        "request_type": "statement",
        "message": "When do the school meals menus change?",
        "privacy": "yes",
    }
    with requests.Session() as session:
        questions = session.get(f"{url}/enquiries/press/", timeout=60)
        check = _post(session, questions, answers)
        sent = _post(session, check, {})
    reference = BeautifulSoup(sent.text, "html.parser").select_one(".govuk-panel__body strong")
    return reference.text.strip()


def _post(session: requests.Session, page: requests.Response, answers: dict[str, str]) -> requests.Response:
    form = BeautifulSoup(page.text, "html.parser").select_one("form[method=post]")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    answered = session.post(page.url, data=fields | answers, headers={"Referer": page.url}, timeout=60)
    assert answered.history, BeautifulSoup(answered.text, "html.parser").select_one(".govuk-error-summary")
    return answered


def emails(folder: Path, *, to: str) -> list[EmailMessage]:
    """The emails in a mail folder that are addressed to `to`, the oldest first."""
    found = [
        message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(folder.glob("*.eml"))
    ]
    return [email for email in found if email["To"] == to]


def answers(url: str) -> bool:
    """Whether the page at `url` is there."""
    try:
        return requests.get(url, timeout=2).ok
    except (requests.ConnectionError, requests.Timeout):
        return False


def wait_until(ready: Callable[[], object], *, seconds: float = 180) -> None:
    """Wait for something to come true; fail if it does not in time: how fast it is, `make bench` says."""
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
