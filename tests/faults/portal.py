"""The whole portal in processes of its own, which a test may kill, starve and cut off."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import redis
import requests
from bs4 import BeautifulSoup
from celery import Celery
from kombu.exceptions import KombuError

from portal import embedded
from tests.processes.site import BARE_ENVIRONMENT, ROOT, answers, wait_until
from tests.providers import Postmark

_CELERY = [sys.executable, "-m", "celery", "--app", "portal", "--quiet"]
ANSWERS = {
    "name": "Jo Bloggs",
    "about": "term_dates",
    "i_am": "resident",
    "message": "When does the summer term end?",
    "privacy": "yes",
}
_WORKER = ["worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
_SHIFTED = [sys.executable, "-m", "tests.faults.shifted"]
_OWN_SETTINGS = {
    "poisoned worker": {"EMAIL_BACKEND": "tests.faults.backends.Poison"},
    "hesitating worker": {"EMAIL_BACKEND": "tests.faults.backends.Hesitating"},
    "impatient worker": {"ANYMAIL_REQUESTS_TIMEOUT": "3"},
}
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
            "worker": [*_CELERY, *_WORKER],
            "poisoned worker": [*_CELERY, *_WORKER, "--hostname", "poisoned@%h"],
            "hesitating worker": [*_CELERY, *_WORKER, "--hostname", "hesitating@%h"],
            "impatient worker": [*_CELERY, *_WORKER, "--hostname", "impatient@%h"],
            "worker ahead": [*_SHIFTED, "3600", *_CELERY[3:], *_WORKER, "--hostname", "ahead@%h"],
            "worker behind": [*_SHIFTED, "-3600", *_CELERY[3:], *_WORKER, "--hostname", "behind@%h"],
            "beat": [*_CELERY, "beat", "--schedule", str(folder / "schedule")],
            "beat again": [*_CELERY, "beat", "--schedule", str(folder / "schedule-again")],
        }
        self.environment = {
            **BARE_ENVIRONMENT,
            **({"DATABASE_URL": database_url} if database_url else {}),
            "REDIS_URL": self.broker_url,
            "PORTAL_DATA_DIR": str(folder / "data"),
            "STATIC_ROOT": str(folder.parent / "static"),
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

    def start(self, *names: str) -> None:
        """Start what does not run; wait until redis and the web answer."""
        for name in names:
            if name in self.processes and self.processes[name].poll() is None:
                continue
            with (self.folder / f"{name.replace(' ', '-')}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    self.commands[name],
                    cwd=ROOT,
                    env=self.environment | _OWN_SETTINGS.get(name, {}),
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
        with Celery(broker=self.broker_url) as app, suppress(KombuError, redis.RedisError):
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

    def until_settled(self, prefix: str, *, seconds: float = 60) -> None:
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

    def until_no_child_has_ended(self, name: str) -> None:
        """Wait until a worker has noticed the end of its children, and has as many new ones."""
        worker = psutil.Process(self.processes[name].pid)

        def has_all() -> bool:
            children = worker.children()
            return len(children) == 2 and not any(has_ended(child.pid) for child in children)

        wait_until(has_all)

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

    def logs(self) -> str:
        """What all processes have said."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))

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

    def doctor(self) -> str:
        """What `manage.py doctor` says of a portal that is not well."""
        command = [sys.executable, "manage.py", "doctor"]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, timeout=60, text=True
        )
        assert done.returncode == 1
        return done.stdout

    def _redis_answers(self) -> bool:
        with redis.Redis(port=self.redis_port) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False


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


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or is waiting only for somebody to ask how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
