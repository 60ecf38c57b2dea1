"""`manage.py serve`: the whole portal in one command, for a first look on one machine."""

import errno
import os
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import embedded, first_account
from portal.supervisor import ChildDied, Stopped, Supervisor

_STARTS_WITHIN_SECONDS = 60
_DEMO_WITHIN_SECONDS = 600
_EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - compared with, not listened on


class Command(BaseCommand):
    """Starts redis, web, worker and beat; Ctrl-C stops them all."""

    help = "Run the whole portal on this machine: redis if REDIS_URL is not set, web, worker and beat."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --demo and --host."""
        parser.add_argument("--demo", action="store_true", help="fill an empty portal with believable data")
        parser.add_argument(
            "--host", default="127.0.0.1", help="IPv4 address to listen on (default: this machine only)"
        )

    def handle(self, *args: Any, demo: bool, host: str, **options: Any) -> None:
        """Prepare the data folder, start the processes and wait for the end."""
        with ExitStack() as place:
            self._take_place(place, host)
            redis_port = None if os.environ.get("REDIS_URL") else embedded.free_port()
            supervisor = Supervisor(
                log_folder=settings.DATA_DIR / "log",
                environment=self._environment(redis_port),
                on_error=lambda name, line: self.stderr.write(f"{name}: {line}"),
            )
            supervisor.handle_signals()
            try:
                if redis_port:
                    self._start_redis(supervisor, redis_port)
                self._run(supervisor, host=host, demo=demo)
            except Stopped:
                self.stdout.write("Stopping ...")
            except ChildDied as died:
                name = str(died)
                raise CommandError(f"{name} has stopped by itself:\n{supervisor.log_end(name)}") from None
            finally:
                supervisor.stop()
        self.stdout.write("Stopped.")

    def _take_place(self, place: ExitStack, host: str) -> None:
        """Say in one line what would otherwise end in a traceback."""
        folder: Path = settings.DATA_DIR
        another = "Choose another one: PORTAL_DATA_DIR=/some/folder make run"
        try:
            place.enter_context(embedded.only_one(folder))
        except embedded.FolderInUse:
            raise CommandError(f"The data folder {folder} is in use by another portal. {another}") from None
        except OSError as error:
            raise CommandError(
                f"The data folder {folder} cannot be written ({error.strerror}). {another}"
            ) from None
        self._try_port(host)

    def _try_port(self, host: str) -> None:
        port = settings.PORT
        if not 0 < port < 65536:
            raise CommandError(f"PORT is {port}; it must be a number from 1 to 65535.")
        try:
            embedded.try_port(host, port)
        except OSError as error:
            is_taken = error.errno == errno.EADDRINUSE
            why = "is taken by another program" if is_taken else f"cannot be used ({error.strerror})"
            other = port + 1 if port >= 1024 else 8000
            raise CommandError(f"Port {port} {why}. Choose another one: PORT={other} make run") from None

    def _environment(self, redis_port: int | None) -> dict[str, str]:
        """What every process sees; `redis_port` is that of the portal's own redis, if it has one."""
        own_redis = {"REDIS_URL": f"redis://127.0.0.1:{redis_port}/0"} if redis_port else {}
        return {
            **os.environ,
            **own_redis,
            "PORTAL_DATA_DIR": str(settings.DATA_DIR),
            "PORT": str(settings.PORT),
            "SITE_URL": settings.SITE_URL,
        }

    def _run(self, supervisor: Supervisor, *, host: str, demo: bool) -> None:
        password = self._prepare()
        if demo:
            self._make_demo_data(supervisor)
        self._start_portal(supervisor, host)
        self._say(password)
        supervisor.wait()

    def _start_redis(self, supervisor: Supervisor, port: int) -> None:
        try:
            command = embedded.redis_command(folder=settings.DATA_DIR / "redis", port=port)
        except embedded.RedisMissing as missing:
            raise CommandError(str(missing)) from None
        supervisor.start("redis", command)

    def _prepare(self) -> str | None:
        """Bring the database and the static files up to date; return a new account's password."""
        self.stdout.write("Preparing the data folder ...")
        self.stdout.flush()
        call_command("migrate", verbosity=0, interactive=False)
        embedded.collect_static()
        return first_account.create(password=settings.STAFF_PASSWORD)

    def _make_demo_data(self, supervisor: Supervisor) -> None:
        """In a process of its own, because this one has read its settings before redis had an address."""
        command = [sys.executable, "manage.py", "make_demo_data"]
        with subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=supervisor.environment, start_new_session=True
        ) as demo:
            try:
                supervisor.wait_until(lambda: demo.poll() is not None, seconds=_DEMO_WITHIN_SECONDS)
            finally:
                demo.kill()
        if demo.returncode:
            raise CommandError("The believable data could not be made.")

    def _start_portal(self, supervisor: Supervisor, host: str) -> None:
        python = sys.executable
        celery = [python, "-m", "celery", "--app", "portal", "--quiet"]
        bind = f"{host}:{settings.PORT}"
        web = ["--bind", bind, "--workers", "2", "--threads", "4", "--no-control-socket"]
        worker = ["--concurrency", "2", "--without-gossip", "--without-mingle"]
        supervisor.start("web", [python, "-m", "gunicorn", "portal.wsgi", *web])
        supervisor.start("worker", [*celery, "worker", "--loglevel", "INFO", *worker])
        supervisor.start("beat", [*celery, "beat", "--loglevel", "INFO"])
        if not supervisor.wait_until(lambda: self._answers(host), seconds=_STARTS_WITHIN_SECONDS):
            raise CommandError(f"The site did not answer:\n{supervisor.log_end('web')}")

    def _answers(self, host: str) -> bool:
        address = "127.0.0.1" if host == _EVERY_ADDRESS else host
        try:
            with urllib.request.urlopen(f"http://{address}:{settings.PORT}/healthz", timeout=2):
                return True
        except HTTPError as refused:
            # ALLOWED_HOSTS need not name this address: 400 is an answer too.
            return refused.code < 500
        except OSError:
            return False

    def _say(self, password: str | None) -> None:
        lines = [
            "",
            f"  The portal    {settings.SITE_URL}/",
            f"  For staff     {settings.SITE_URL}/admin/",
            *([f"  Emails        {settings.MAIL_DIR}"] if settings.EMBEDDED else []),
            f"  Logs          {settings.DATA_DIR / 'log'}",
        ]
        if password:
            shown = "as in STAFF_PASSWORD" if settings.STAFF_PASSWORD else f"{password}   (shown this once)"
            lines += ["", f"  Account       {first_account.NAME}", f"  Password      {shown}"]
        lines += ["", "  Ctrl-C stops everything.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
