"""The whole portal, seen from outside: what people, time and redis do to it, and what is so afterwards."""

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from typing import Any

import psycopg
import redis
import requests
from bs4 import BeautifulSoup
from celery import Celery
from kombu.exceptions import KombuError

from tests.faults.processes import Processes, wait_until

ANSWERS = {
    "name": "Jo Bloggs",
    "about": "term_dates",
    "i_am": "resident",
    "message": "When does the summer term end?",
    "privacy": "yes",
}
_FINAL = ("sent", "delivered", "bounced", "complained", "failed", "unknown")


class Portal(Processes):
    """Web, worker, beat and redis; the database is the test's own to restart."""

    def submit(self, email: str) -> tuple[str, float]:
        """Send a general enquiry as a browser without JavaScript does.

        Returns:
            The reference, and how many seconds the POST that sent it took.
        """
        with requests.Session() as session:
            check = self.answer(session, email)
            return self.send(session, check)

    def answer(self, session: requests.Session, email: str) -> requests.Response:
        """Fill in the form; return its check page."""
        return post(session, self.open_form(session), ANSWERS | {"email": email})

    def open_form(self, session: requests.Session) -> requests.Response:
        """Open the form for a general enquiry."""
        return session.get(f"{self.url}/enquiries/general/", timeout=30)

    def send(self, session: requests.Session, check: requests.Response) -> tuple[str, float]:
        """Press send on the check page; return the reference and the seconds it took."""
        started = time.monotonic()
        sent = post(session, check, {})
        seconds = time.monotonic() - started
        reference = BeautifulSoup(sent.text, "html.parser").select_one(".govuk-panel__body strong")
        assert reference, sent.text[:3000]
        return reference.text.strip(), seconds

    def receive(self, count: int, *, prefix: str) -> None:
        """Receive many submissions at once, without the web."""
        code = (
            "import uuid\n"
            "from intake.submissions import Incoming, Sender, receive\n"
            f"for n in range({count}):\n"
            f"    receive(Incoming(kind='general', kind_label='General enquiry', subject='s',\n"
            f"        sender=Sender(email=f'{prefix}{{n}}@example.com'), idempotency_key=uuid.uuid4()))\n"
        )
        self.manage("shell", "--no-imports", "-c", code)

    def sweep(self) -> None:
        """Ring for what is due, as beat does every 15 seconds."""
        self._tell_a_worker("sweep_outbox", "housekeeping")

    def ring(self, message_id: int) -> None:
        """Tell a worker to send an email, due or not: what redis may say again at any time."""
        self._tell_a_worker("deliver", "mail", message_id)

    def _tell_a_worker(self, task: str, queue: str, *arguments: int) -> None:
        # Not the current one: the tests that follow in this process have the portal's own.
        other = Celery(broker=self.broker_url, set_as_current=False)
        with other as app, suppress(KombuError, redis.RedisError):
            app.send_task(f"intake.tasks.{task}", arguments, queue=queue, ignore_result=True)

    def time_passes(self) -> None:
        """Let an hour pass for the emails that wait for their next try, and for the probe of a pause."""
        past = self.now("-1 hour")
        self.execute(
            f"UPDATE intake_message SET next_attempt_at = {past} "
            f"WHERE state = 'queued' AND next_attempt_at > {self.now('-15 seconds')}"
        )
        self.execute(f"UPDATE intake_circuit SET probe_at = {past} WHERE probe_at IS NOT NULL")

    def leases_expire(self) -> None:
        """Let the leases of a worker that was just killed expire; of a running one it would be a lie."""
        self.execute(f"UPDATE intake_message SET lease_until = {self.now('-1 hour')} WHERE state = 'sending'")

    def now(self, shift: str) -> str:
        """The database's time, moved by `shift`, in SQL."""
        if self.database_url:
            return f"(now() + interval '{shift}')"
        return f"strftime('%Y-%m-%d %H:%M:%f', 'now', '{shift}')"

    def until_settled(self, prefix: str, *, seconds: float = 180) -> None:
        """Let time pass and sweeps run until no email to addresses that begin with `prefix` is on its way."""
        deadline = time.monotonic() + seconds
        while set(self.states(prefix)) - set(_FINAL):
            assert time.monotonic() < deadline, Counter(self.states(prefix))
            # While workers have enough to do, each further sweep would only announce the same emails again.
            if self._is_idle():
                self.time_passes()
                self.sweep()
            time.sleep(0.3)

    def until_idle(self) -> None:
        """Wait until no task waits for a worker."""
        wait_until(self._is_idle)

    def _is_idle(self) -> bool:
        with redis.Redis(port=self.redis_port) as client:
            return not client.llen("mail") and not client.llen("housekeeping")

    # --------------------------------------------------------------------------------------- what is so
    @property
    def database(self) -> str:
        return "PostgreSQL" if self.database_url else "SQLite"

    def states(self, prefix: str) -> list[str]:
        """The states of the emails to addresses that begin with `prefix`."""
        return [
            row[0] for row in self.rows(f"SELECT state FROM intake_message WHERE recipient LIKE '{prefix}%'")
        ]

    def attempts(self, prefix: str) -> list[int]:
        """How often the emails to addresses that begin with `prefix` were claimed."""
        return [
            row[0]
            for row in self.rows(f"SELECT attempts FROM intake_message WHERE recipient LIKE '{prefix}%'")
        ]

    def submissions(self, prefix: str) -> int:
        """How many submissions came from addresses that begin with `prefix`."""
        [[count]] = self.rows(f"SELECT count(*) FROM intake_submission WHERE sender_email LIKE '{prefix}%'")
        return int(count)

    def posts(self, prefix: str) -> list[dict[str, Any]]:
        """What the provider was posted for addresses that begin with `prefix`."""
        return [email for email in list(self.provider.posted) if email["To"].startswith(prefix)]

    def mails(self, prefix: str) -> dict[str, int]:
        """How many emails the provider was posted for each address that begins with `prefix`."""
        return dict(Counter(email["To"] for email in self.posts(prefix)))

    def marked(self, prefix: str) -> list[str]:
        """Whose emails are marked as sent twice, perhaps."""
        marked = (
            f"SELECT recipient FROM intake_message WHERE recipient LIKE '{prefix}%' AND ambiguous_ends = 1"
        )
        marked += " ORDER BY id"
        return [row[0] for row in self.rows(marked)]

    def events(self, message: str) -> dict[bool, int]:
        """How many events of a message are stored, by whether they were applied."""
        return dict(
            self.rows(
                "SELECT applied_at IS NOT NULL, count(*) FROM intake_deliveryevent "
                f"WHERE message_uuid = '{message}' GROUP BY 1"
            )
        )

    def rows(self, sql: str) -> list[Any]:
        """What a query returns."""
        if not self.database_url:
            with closing(sqlite3.connect(self.folder / "data" / "portal.sqlite3", timeout=20)) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(sql).fetchall()

    def execute(self, sql: str) -> None:
        """Change something behind the portal's back."""
        if not self.database_url:
            with closing(sqlite3.connect(self.folder / "data" / "portal.sqlite3", timeout=20)) as connection:
                connection.execute(sql)
                connection.commit()
            return
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(sql)

    def readiness(self) -> dict[str, Any]:
        """What /readyz says of each part."""
        parts: dict[str, Any] = requests.get(f"{self.url}/readyz", timeout=10).json()["parts"]
        return parts

    def status(self, path: str) -> int:
        """The status with which a page is answered."""
        return requests.get(f"{self.url}{path}", timeout=10).status_code


def post(
    session: requests.Session, page: requests.Response, typed: dict[str, str], **files: tuple[str, bytes, str]
) -> requests.Response:
    """Send the one form of a page with its hidden fields, what was typed, and files."""
    form = BeautifulSoup(page.text, "html.parser").select_one("main form[method=post]")
    assert form, page.text[:3000]
    fields = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    headers = {"Referer": page.url}
    return session.post(page.url, data=fields | typed, files=files or None, headers=headers, timeout=60)


def soon(longest: float, chance: random.Random) -> None:
    """Wait for a random while: the point at which something is killed."""
    time.sleep(chance.uniform(0, longest))
