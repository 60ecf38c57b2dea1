"""`manage.py serve`: the whole portal in one command, for a first look on one machine."""

import os
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import embedded, first_account
from portal.supervisor import ChildDied, Supervisor

_STARTS_WITHIN_SECONDS = 60


class Command(BaseCommand):
    """Starts redis, web, worker and beat; Ctrl-C stops them all."""

    help = "Run the whole portal on this machine: redis if REDIS_URL is not set, web, worker and beat."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --demo and --host."""
        parser.add_argument("--demo", action="store_true", help="fill an empty portal with believable data")
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default: this machine)"
        )

    def handle(self, *args: Any, demo: bool, host: str, **options: Any) -> None:
        """Prepare the data folder, start the processes and wait for the end."""
        self._check_place(host)
        redis_port = embedded.free_port()
        environment = dict(os.environ)
        own_redis = "REDIS_URL" not in environment
        environment.setdefault("REDIS_URL", f"redis://127.0.0.1:{redis_port}/0")
        environment.setdefault("PORTAL_DATA_DIR", str(settings.DATA_DIR))
        supervisor = Supervisor(log_folder=settings.DATA_DIR / "log", environment=environment)
        supervisor.handle_signals()
        try:
            if own_redis:
                self._start_redis(supervisor, redis_port)
            password = self._prepare(demo)
            self._start_portal(supervisor, host)
            self._say(host, password)
            supervisor.wait()
        except ChildDied as died:
            name = str(died)
            raise CommandError(f"{name} has stopped by itself:\n{supervisor.log_end(name)}") from None
        finally:
            supervisor.stop()
        self.stdout.write("Stopped.")

    def _check_place(self, host: str) -> None:
        """Say in one line what would otherwise end in a traceback."""
        folder: Path = settings.DATA_DIR
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise CommandError(
                f"The data folder {folder} cannot be written ({error.strerror}). "
                "Choose another one: PORTAL_DATA_DIR=/some/folder make run"
            ) from None
        if embedded.port_is_taken(host, settings.PORT):
            raise CommandError(
                f"Port {settings.PORT} is taken by another program. "
                f"Choose another one: PORT={settings.PORT + 1} make run"
            )

    def _start_redis(self, supervisor: Supervisor, port: int) -> None:
        try:
            command = embedded.redis_command(folder=settings.DATA_DIR / "redis", port=port)
        except embedded.RedisMissing as missing:
            raise CommandError(str(missing)) from None
        supervisor.start("redis", command)

    def _prepare(self, demo: bool) -> str | None:
        """Bring the database and the static files up to date; return a new account's password."""
        self.stdout.write("Preparing the data folder ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        password = first_account.create(password=settings.STAFF_PASSWORD)
        if demo:
            call_command("make_demo_data", stdout=self.stdout)
        return password

    def _start_portal(self, supervisor: Supervisor, host: str) -> None:
        python = sys.executable
        celery = [python, "-m", "celery", "--app", "portal", "--quiet"]
        bind = f"{host}:{settings.PORT}"
        web = ["--bind", bind, "--workers", "2", "--threads", "4", "--worker-tmp-dir", str(settings.DATA_DIR)]
        supervisor.start("web", [python, "-m", "gunicorn", "portal.wsgi", *web])
        supervisor.start("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"])
        supervisor.start("beat", [*celery, "beat", "--loglevel", "INFO"])
        if (
            not supervisor.wait_until(self._answers, seconds=_STARTS_WITHIN_SECONDS)
            and not supervisor.stopping
        ):
            raise CommandError(f"The site did not answer:\n{supervisor.log_end('web')}")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{settings.PORT}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _say(self, host: str, password: str | None) -> None:
        lines = [
            "",
            f"  The portal    {settings.SITE_URL}/",
            f"  For staff     {settings.SITE_URL}/admin/",
            f"  Emails        {settings.MAIL_DIR}" if settings.EMBEDDED else "",
            f"  Logs          {settings.DATA_DIR / 'log'}",
        ]
        if password:
            shown = "as in STAFF_PASSWORD" if settings.STAFF_PASSWORD else f"{password}   (shown this once)"
            lines += ["", f"  Account       {first_account.NAME}", f"  Password      {shown}"]
        lines += ["", "  Ctrl-C stops everything.", ""]
        self.stdout.write("\n".join(line for line in lines))
        self.stdout.flush()
