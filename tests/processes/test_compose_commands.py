"""The commands and the environment of docker-compose.yml do their work, here without containers."""

import json
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import environ
import psycopg
import pytest
import requests
import yaml

from portal import embedded
from portal.settings import ATTACHMENT_MAX_BYTES
from tests.processes.site import (
    BARE_ENVIRONMENT,
    ROOT,
    answers,
    emails,
    send_press_enquiry,
    wait_until,
)

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

pytestmark = pytest.mark.processes


class Installation:
    """What docker-compose.yml describes: its services' commands, with this machine's addresses."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.port = embedded.free_port()
        self.redis_port = embedded.free_port()
        self.processes: dict[str, subprocess.Popen] = {}
        self.environment = self._environment(database_url)

    def run(self, command: list[str]) -> None:
        """Run what ends by itself."""
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, timeout=300, capture_output=True)

    def start(self, service: str) -> None:
        with (self.folder / f"{service}.log").open("wb") as log:
            self.processes[service] = subprocess.Popen(
                self.command(service), cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def stop(self) -> dict[str, int]:
        """Stop everything as compose does, with SIGTERM; return each service's exit code."""
        for process in reversed(self.processes.values()):
            process.terminate()
        return {service: _end(process) for service, process in self.processes.items()}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, service: str) -> list[str]:
        command = [part.replace("$$", "$") for part in COMPOSE[service]["command"]]
        command = [part.replace("0.0.0.0:8000", f"127.0.0.1:{self.port}") for part in command]
        if command[0] == "redis-server":
            command = [embedded.redis_server(), *command[1:]]
            command += ["--port", str(self.redis_port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        return [part.replace("/tmp/celerybeat", f"{self.folder}/celerybeat") for part in command]

    def _environment(self, database_url: str) -> dict[str, str]:
        """What the container would see: .env.example, compose's own environment, and nothing else."""
        example = dict(
            line.split("=", 1)
            for line in (ROOT / ".env.example").read_text().splitlines()
            if re.match(r"[A-Z_]+=", line)
        )
        here = {
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "PORTAL_DATA_DIR": str(self.folder / "data"),
        }
        assert set(here) == set(COMPOSE["web"]["environment"])
        return {
            **BARE_ENVIRONMENT,
            "PATH": f"{Path(sys.executable).parent}:{BARE_ENVIRONMENT['PATH']}",
            **example,
            **here,
            "SECRET_KEY": "only for tests " * 5,
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "STAFF_PASSWORD": "correct horse battery staple",
            # Instead of a provider's: the same Celery and anymail, with files at the end.
            "EMAIL_BACKEND": "portal.eml.EmailBackend",
        }


@pytest.fixture
def installation(tmp_path):
    server = os.environ.get("DATABASE_URL")
    if not server:
        pytest.skip("runs on PostgreSQL: set DATABASE_URL")
    name = f"compose_{uuid.uuid4().hex}"
    with psycopg.connect(**_connection(server), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    installation = Installation(tmp_path, urlsplit(server)._replace(path=f"/{name}").geturl())
    yield installation
    installation.stop()
    with psycopg.connect(**_connection(server), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_an_enquiry_is_acknowledged_and_every_service_stops_when_asked(installation):
    installation.start("redis")
    installation.run(installation.command("migrate"))
    # The image has them already: its Dockerfile collects them when it is built.
    installation.run([sys.executable, "manage.py", "collectstatic", "--no-input"])
    for service in ("worker", "beat", "web"):
        installation.start(service)
    wait_until(lambda: answers(f"{installation.url}/healthz"))

    reference = send_press_enquiry(installation.url, email="jo@example.org")

    mail = installation.folder / "data" / "mail"
    wait_until(lambda: emails(mail, to="jo@example.org"))
    assert reference in emails(mail, to="jo@example.org")[0]["Subject"]
    wait_until(lambda: all(part["status"] == "ok" for part in readiness(installation).values()))
    assert {name: part["status"] for name, part in readiness(installation).items()} == {
        "database": "ok",
        "broker": "ok",
        "worker": "ok",
        "beat": "ok",
        "email": "ok",
        "backlog": "ok",
    }
    assert installation.stop() == {"redis": 0, "worker": 0, "beat": 0, "web": 0}


def test_migrations_run_once_and_before_everything_that_reads_the_database():
    for service in ("web", "worker", "beat"):
        assert COMPOSE[service]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert COMPOSE["migrate"]["restart"] == "no"


def test_every_service_has_a_health_check_and_the_image_serves_the_web():
    assert set(COMPOSE) == {"web", "worker", "beat", "migrate", "postgres", "redis", "clamav"}
    for service in COMPOSE.values():
        assert "healthcheck" in service
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert json.loads(dockerfile.rsplit("CMD ", 1)[1]) == COMPOSE["web"]["command"]


def test_the_virus_scanner_is_there_for_who_asks_for_it_and_for_no_one_outside():
    scanner = COMPOSE["clamav"]

    assert scanner["profiles"] == ["scanner"]
    assert "ports" not in scanner
    example = (ROOT / ".env.example").read_text()
    assert "#COMPOSE_PROFILES=scanner\n#CLAMAV_URL=tcp://clamav:3310\n" in example
    # What clamd cannot look into is never called clean, and what may be uploaded is not too long for it.
    said = {name.removeprefix("CLAMD_CONF_"): value for name, value in scanner["environment"].items()}
    assert (said["AlertExceedsMax"], said["AlertEncrypted"]) == ("yes", "yes")
    assert int(said["StreamMaxLength"].removesuffix("M")) * 1024**2 > ATTACHMENT_MAX_BYTES
    # Signatures outlive the container; nothing waits for the scanner, as files may.
    assert scanner["volumes"] == ["signatures:/var/lib/clamav"]
    assert not [name for name, each in COMPOSE.items() if "clamav" in each.get("depends_on", {})]


def readiness(installation: Installation) -> dict:
    """What /readyz says of each part."""
    return requests.get(f"{installation.url}/readyz", timeout=60).json()["parts"]


def _end(process: subprocess.Popen) -> int:
    try:
        return process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _connection(url: str) -> dict:
    settings = environ.Env.db_url_config(url)
    options = settings.get("OPTIONS", {})
    return {
        "dbname": settings["NAME"],
        "user": settings["USER"] or None,
        "password": settings["PASSWORD"] or None,
        "host": settings["HOST"] or options.get("host"),
        "port": settings["PORT"] or None,
    }
