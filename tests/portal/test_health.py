"""/healthz and /readyz: whether the process lives, and whether the portal can do its work."""

import datetime as dt
import os
import subprocess
import sys
import time

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from tests.conftest import NO_REDIS
from tests.factories import MessageFactory


@pytest.fixture
def readiness(client, db):
    """A function that asks for the readiness and returns the status and what was said."""

    def ask():
        response = client.get("/readyz")
        assert response["Cache-Control"].startswith("max-age=0")
        return response.status_code, response.json()

    return ask


@pytest.fixture
def broker(redis_url, use_broker):
    """A broker that works."""
    use_broker(redis_url)
    return redis_url


def test_alive_without_database_or_broker(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_not_ready_without_a_broker(readiness, use_broker):
    use_broker(NO_REDIS)

    status, said = readiness()

    assert status == 503
    assert said["status"] == "down"
    assert said["parts"]["broker"] == {"status": "down"}
    assert said["parts"]["worker"] == {"status": "unknown"}
    assert said["parts"]["database"] == {"status": "ok"}


def test_not_ready_without_the_database(readiness, broker):
    def down(*args):
        raise OperationalError("the database went away, with its secrets")

    with connection.execute_wrapper(down):
        status, said = readiness()

    assert status == 503
    assert said["parts"]["database"] == {"status": "down"}
    assert said["parts"]["backlog"] == {"status": "unknown"}
    assert "secrets" not in str(said)


def test_pages_still_work_without_a_worker(readiness, broker):
    status, said = readiness()

    assert status == 200
    assert said["status"] == "degraded"
    assert said["parts"]["worker"] == {"status": "no answer"}


def test_backlog_is_how_long_the_oldest_email_waits(readiness, broker):
    now = timezone.now()
    MessageFactory(next_attempt_at=now - dt.timedelta(seconds=90))
    MessageFactory(next_attempt_at=now - dt.timedelta(seconds=30))
    MessageFactory(next_attempt_at=now + dt.timedelta(hours=1))
    MessageFactory(state="failed", next_attempt_at=None)

    backlog = readiness()[1]["parts"]["backlog"]

    assert backlog["status"] == "ok"
    assert 90 <= backlog["oldest_due_seconds"] < 100
    assert backlog["failed"] == 1


def test_backlog_is_late_after_two_minutes(readiness, broker):
    MessageFactory(next_attempt_at=timezone.now() - dt.timedelta(minutes=3))

    assert readiness()[1]["parts"]["backlog"]["status"] == "late"


@pytest.mark.processes
def test_ready_with_a_worker(readiness, broker):
    command = [sys.executable, "-m", "celery", "-A", "portal", "worker", "--pool=solo", "--loglevel=ERROR"]
    worker = subprocess.Popen(command, env=os.environ | {"REDIS_URL": broker})
    try:
        deadline = time.monotonic() + 30
        while (said := readiness()[1])["status"] != "ok" and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(30)

    assert said["parts"]["worker"] == {"status": "ok"}
    assert said["status"] == "ok"
