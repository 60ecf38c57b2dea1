"""The commands and the environment of docker-compose.yml do their work, here without containers."""

import json
import os
import re
import subprocess
import sys
import time
import uuid
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import environ
import psycopg
import pytest
import requests
import yaml
from bs4 import BeautifulSoup

from portal import embedded

ROOT = Path(__file__).resolve().parents[2]
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

    def run(self, service: str) -> None:
        """Run a service that ends by itself."""
        subprocess.run(self._command(service), cwd=ROOT, env=self.environment, check=True, timeout=120)

    def start(self, service: str) -> None:
        log = (self.folder / f"{service}.log").open("wb")
        command = self._command(service)
        self.processes[service] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )

    def stop(self) -> dict[str, int]:
        """Stop everything as compose does, with SIGTERM; return each service's exit code."""
        for process in reversed(self.processes.values()):
            process.terminate()
        return {service: process.wait(30) for service, process in self.processes.items()}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _command(self, service: str) -> list[str]:
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
        compose = dict(COMPOSE["web"]["environment"])
        assert set(compose) == {"DATABASE_URL", "REDIS_URL", "PORTAL_DATA_DIR"}
        return {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            **example,
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "PORTAL_DATA_DIR": str(self.folder / "data"),
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
    installation.run("migrate")
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=installation.environment,
        check=True,
    )
    for service in ("worker", "beat", "web"):
        installation.start(service)
    wait_until(lambda: answers(f"{installation.url}/healthz"))

    reference = send_general_enquiry(installation.url)

    wait_until(lambda: any(reference in email["Subject"] for email in emails(installation, "jo@example.org")))
    parts = requests.get(f"{installation.url}/readyz", timeout=5).json()["parts"]
    assert parts["database"]["ok"]
    assert parts["broker"]["ok"]
    assert installation.stop() == {"redis": 0, "worker": 0, "beat": 0, "web": 0}


def test_every_service_has_a_health_check_and_the_image_serves_the_web():
    assert {"web", "worker", "beat", "migrate", "postgres", "redis"} == set(COMPOSE)
    for service in COMPOSE.values():
        assert "healthcheck" in service
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert json.loads(dockerfile.rsplit("CMD ", 1)[1]) == COMPOSE["web"]["command"]


def send_general_enquiry(url: str) -> str:
    """Send one through the pages as a browser does; return the reference."""
    session = requests.Session()
    page = session.get(f"{url}/enquiries/general/", timeout=10)
    answers = {
        "name": "Jo Bloggs",
        "email": "jo@example.org",
        "message": "When do the school meals menus change?",
        "about": "school_meals",
        "i_am": "parent",
        "privacy": "yes",
    }
    page = post(session, page, answers)
    page = post(session, page, {})
    return BeautifulSoup(page.text, "html.parser").select_one(".govuk-panel__body strong").text.strip()


def post(session: requests.Session, page: requests.Response, answers: dict[str, str]) -> requests.Response:
    form = BeautifulSoup(page.text, "html.parser").select_one("form[method=post]")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    answered = session.post(page.url, data=fields | answers, headers={"Referer": page.url}, timeout=10)
    assert answered.history, BeautifulSoup(answered.text, "html.parser").select_one(".govuk-error-summary")
    return answered


def emails(installation: Installation, recipient: str) -> list:
    files = (installation.folder / "data" / "mail").glob("*.eml")
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [email for email in found if email["To"] == recipient]


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.ConnectionError:
        return False


def wait_until(ready, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


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
