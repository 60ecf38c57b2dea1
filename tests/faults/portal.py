"""The whole portal in processes of its own, which a test may kill, starve and cut off."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import redis
import requests
from bs4 import BeautifulSoup
from celery import Celery

from portal import embedded
from tests.processes.site import BARE_ENVIRONMENT, ROOT, answers, wait_until
from tests.providers import Postmark

_CELERY = [sys.executable, "-m", "celery", "--app", "portal", "--quiet"]
_FINAL = ("sent", "delivered", "bounced", "complained", "failed", "unknown")


class Portal:
    """Web, worker, beat and redis; the database is the test's own to restart."""

    def __init__(self, folder: Path, database_url: str, provider: Postmark, **environment: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.provider = provider
        self.port, self.redis_port = embedded.free_port(), embedded.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.commands = {
            "redis": embedded.redis_command(folder=folder / "redis", port=self.redis_port),
            "web": [
                *(sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{self.port}"),
                *("--workers", "2", "--threads", "4", "--no-control-socket"),
            ],
            "worker": [*_CELERY, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
            "beat": [*_CELERY, "beat", "--schedule", str(folder / "schedule")],
            "beat again": [*_CELERY, "beat", "--schedule", str(folder / "schedule-again")],
        }
        self.environment = {
            **BARE_ENVIRONMENT,
            **({"DATABASE_URL": database_url} if database_url else {}),
            "REDIS_URL": self.broker_url,
            "PORTAL_DATA_DIR": str(folder / "data"),
            "SECRET_KEY": "only for tests " * 5,
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEFAULT_FROM_EMAIL": "portal@example.org",
            "EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend",
            "ANYMAIL_POSTMARK_SERVER_TOKEN": "token",
            "ANYMAIL_POSTMARK_API_URL": provider.url,
            "ANYMAIL_WEBHOOK_SECRET": "user:secret",
            "ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY": "1000000",
            "PYTHONPATH": str(ROOT),
            **environment,
        }

    @property
    def broker_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis_port}/0"

    # ------------------------------------------------------------------------------------ processes
    def manage(self, *arguments: str) -> None:
        """Run a command of manage.py to its end."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr.decode()[-2000:]

    def start(self, *names: str, **environment: str) -> None:
        """Start what does not run, and wait until it answers."""
        for name in names:
            if name in self.processes and self.processes[name].poll() is None:
                continue
            with (self.folder / f"{name.replace(' ', '-')}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    self.commands[name],
                    cwd=ROOT,
                    env=self.environment | environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "redis" in names:
            wait_until(self._redis_answers)
        if "web" in names:
            wait_until(lambda: answers(f"{self.url}/healthz"))

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to a process and all its children, and wait for its end."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        process.wait(60)

    def stop(self) -> None:
        """End everything."""
        for name in list(self.processes):
            self.kill(name)

    # ------------------------------------------------------------------------------------- what it does
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
        page = session.get(f"{self.url}/enquiries/general/", timeout=30)
        typed = {
            "name": "Jo Bloggs",
            "email": email,
            "about": "term_dates",
            "i_am": "resident",
            "message": "When does the summer term end?",
            "privacy": "yes",
        }
        return post(session, page, typed)

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
        with Celery(broker=self.broker_url) as app, suppress(Exception):
            app.send_task("intake.tasks.sweep_outbox", queue="housekeeping", ignore_result=True)

    def time_passes(self, column: str = "next_attempt_at") -> None:
        """Let an hour pass for next attempts, by changing what they say."""
        past = f"{column} - interval '1 hour'" if self.database_url else f"datetime({column}, '-1 hour')"
        self.execute(f"UPDATE intake_message SET {column} = {past} WHERE {column} IS NOT NULL")

    def leases_expire(self) -> None:
        """Let the leases of a worker that was just killed expire; of a running one it would be a lie."""
        self.time_passes("lease_until")

    def until_settled(self, prefix: str, *, seconds: float = 60) -> None:
        """Let time pass and sweeps run until no email to addresses that begin with `prefix` is on its way."""
        deadline = time.monotonic() + seconds
        while set(self.states(prefix)) - set(_FINAL):
            assert time.monotonic() < deadline, self.states(prefix)
            self.time_passes()
            self.sweep()
            time.sleep(0.5)

    # --------------------------------------------------------------------------------------- what is so
    def states(self, prefix: str) -> list[str]:
        """The states of the emails to addresses that begin with `prefix`."""
        return [
            row[0] for row in self.rows(f"SELECT state FROM intake_message WHERE recipient LIKE '{prefix}%'")
        ]

    def submissions(self, prefix: str) -> int:
        """How many submissions came from addresses that begin with `prefix`."""
        [[count]] = self.rows(f"SELECT count(*) FROM intake_submission WHERE sender_email LIKE '{prefix}%'")
        return int(count)

    def mails(self, prefix: str) -> dict[str, int]:
        """How many emails the provider took for each address that begins with `prefix`."""
        found: dict[str, int] = {}
        for email in list(self.provider.posted):
            if email["To"].startswith(prefix):
                found[email["To"]] = found.get(email["To"], 0) + 1
        return found

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

    def _redis_answers(self) -> bool:
        with redis.Redis(port=self.redis_port) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False


def post(session: requests.Session, page: requests.Response, typed: dict[str, str]) -> requests.Response:
    """Send the one form of a page with its hidden fields and what was typed."""
    form = BeautifulSoup(page.text, "html.parser").select_one("main form[method=post]")
    assert form, page.text[:3000]
    fields = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    return session.post(page.url, data=fields | typed, headers={"Referer": page.url}, timeout=60)


def soon(longest: float, chance: random.Random) -> None:
    """Wait for a random while: the point at which something is killed."""
    time.sleep(chance.uniform(0, longest))


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or is waiting only for somebody to ask how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
