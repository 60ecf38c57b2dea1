"""/healthz and /readyz: whether the process lives, and whether the portal can do its work."""

import datetime as dt
import os
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from intake import circuit, heartbeat, tasks
from intake.models import AuditHead, Heartbeat
from portal.beat import Scheduler
from portal.celery import app
from tests import clamd
from tests.conftest import NO_REDIS
from tests.factories import MessageFactory

pytestmark = pytest.mark.thorough


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


def test_down_without_a_worker_and_without_beat(readiness, broker):
    status, said = readiness()

    assert (status, said["status"]) == (503, "down")
    assert said["parts"]["worker"] == said["parts"]["beat"] == {"status": "down"}


@pytest.mark.parametrize(("seconds", "expected"), [(30, "ok"), (61, "down")])
@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_process_that_was_not_seen_for_a_minute_is_down(readiness, broker, name, seconds, expected):
    heartbeat.note(name)
    Heartbeat.objects.update(at=timezone.now() - dt.timedelta(seconds=seconds))

    assert readiness()[1]["parts"][name]["status"] == expected


def test_a_heartbeat_noted_again_is_the_newer_one(db):
    heartbeat.note("worker")
    Heartbeat.objects.update(at=timezone.now() - dt.timedelta(hours=1))
    tasks.canary()

    assert heartbeat.seconds_since("worker") < 5
    assert Heartbeat.objects.count() == 1


def test_a_pause_of_sending_is_told(readiness, broker):
    for name in ("worker", "beat"):
        heartbeat.note(name)
    assert readiness()[0] == 200
    circuit.open_up("401")

    status, said = readiness()

    assert (status, said["status"], said["parts"]["email"]) == (200, "degraded", {"status": "paused"})


def test_the_doctor_says_what_to_do(db, broker, capsys):
    heartbeat.note("worker")
    with pytest.raises(CommandError, match="The portal is down"):
        call_command("doctor")

    said = capsys.readouterr().out
    assert "Start Celery beat" in said
    assert "worker:    ok" in said


def test_the_doctor_of_a_portal_that_is_well_says_so(db, broker, capsys):
    heartbeat.note("worker")
    heartbeat.note("beat")
    call_command("doctor")

    assert "down" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "says"),
    [("", "scanner:   off"), ("tcp://127.0.0.1:1", "scanner:   down"), (None, "scanner:   ok")],
)
def test_the_doctor_says_how_the_scanner_is_and_is_well_without(db, broker, capsys, settings, url, says):
    heartbeat.note("worker")
    heartbeat.note("beat")
    with clamd.answering(b"PONG\0") as (address, _):
        settings.CLAMAV_URL = address if url is None else url
        call_command("doctor")
    assert says in capsys.readouterr().out


def test_the_doctor_says_that_the_audit_log_is_broken(db, broker, capsys):
    heartbeat.note("worker")
    heartbeat.note("beat")
    call_command("doctor")
    assert "audit log: ok" in capsys.readouterr().out
    AuditHead.objects.update(broken_at=3, problem="removed")

    with pytest.raises(CommandError, match="The audit log is broken"):
        call_command("doctor")
    assert "audit log: broken (entry 3: removed)" in capsys.readouterr().out


def test_a_scanner_that_is_down_makes_no_portal_unready(readiness, broker, settings):
    heartbeat.note("worker")
    heartbeat.note("beat")
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    assert readiness()[0] == 200


def test_beat_notes_its_heartbeat_and_survives_the_database(db, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("portal.beat.close_old_connections", lambda: None)
    scheduler = Scheduler(app, schedule_filename=str(tmp_path / "schedule"), lazy=True)
    scheduler._note()
    assert heartbeat.seconds_since("beat") < 5

    def down(*args):
        raise OperationalError("gone")

    scheduler._noted_at = float("-inf")
    with connection.execute_wrapper(down):
        scheduler._note()
    assert "no heartbeat" in caplog.text


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
        while (said := readiness()[1])["parts"]["worker"]["status"] != "ok" and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(30)

    assert said["parts"]["worker"] == {"status": "ok"}
