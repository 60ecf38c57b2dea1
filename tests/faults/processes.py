"""The portal's processes, which a test may kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import redis

from portal import embedded
from tests.processes import site
from tests.processes.site import BARE_ENVIRONMENT, ROOT, answers
from tests.providers import Postmark

_CELERY = [sys.executable, "-m", "celery", "--app", "portal", "--quiet"]
_WORKER = ["worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
_SHIFTED = [sys.executable, "-m", "tests.faults.shifted"]
_OWN_SETTINGS = {
    "poisoned worker": {"EMAIL_BACKEND": "tests.faults.backends.Poison"},
    "hesitating worker": {"EMAIL_BACKEND": "tests.faults.backends.Hesitating"},
    "impatient worker": {"ANYMAIL_REQUESTS_TIMEOUT": "3"},
}


class Processes:
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
            # Each of the web's processes may still be about to find the database that a test restarted.
            wait_until(lambda: all(answers(f"{self.url}/enquiries/") for _ in range(8)))

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

    def until_no_child_has_ended(self, name: str) -> None:
        """Wait until a worker has noticed the end of its children, and has as many new ones."""
        worker = psutil.Process(self.processes[name].pid)

        def has_all() -> bool:
            children = worker.children()
            return len(children) == 2 and not any(has_ended(child.pid) for child in children)

        wait_until(has_all)

    def logs(self) -> str:
        """What all processes have said."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))

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


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or is waiting only for somebody to ask how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_until(ready: Callable[[], object], *, seconds: float = 150) -> None:
    """Wait for something to come true; patiently, because everything starts slowly on a busy machine."""
    site.wait_until(ready, seconds=seconds)
