"""Celery's settings: every task has a worker, none waits for ever, none keeps a dead connection."""

import pytest
import yaml
from django.conf import settings
from django.db import OperationalError, connection

from intake import delivery
from portal.celery import app, leave_lost_connections
from tests.processes.site import ROOT

pytestmark = pytest.mark.thorough

WORKER = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["worker"]["command"]


def our_tasks() -> list[str]:
    app.loader.import_default_modules()
    return [name for name in app.tasks if not name.startswith("celery.")]


def test_every_task_has_a_queue_that_the_worker_consumes():
    assert "intake.tasks.deliver" in our_tasks()
    # Without --queues a worker consumes every queue of the settings.
    assert not {"-Q", "--queues", "-X", "--exclude-queues"} & set(WORKER)
    consumed = set(app.amqp.queues.consume_from)

    assert consumed == {"mail", "housekeeping"}
    assert {app.amqp.router.route({}, name)["queue"].name for name in our_tasks()} == consumed


def test_emails_do_not_wait_behind_the_housekeeping():
    mail = [name for name in our_tasks() if app.amqp.router.route({}, name)["queue"].name == "mail"]

    assert sorted(mail) == [
        "intake.tasks.apply_event",
        "intake.tasks.apply_inbound",
        "intake.tasks.deliver",
    ]


def test_beat_announces_only_tasks_that_there_are():
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(our_tasks())


def test_an_email_is_announced_anew_only_after_its_lease_has_ended():
    everywhere = {
        app.conf.visibility_timeout,
        app.conf.broker_transport_options["visibility_timeout"],
        app.conf.result_backend_transport_options["visibility_timeout"],
    }

    assert len(everywhere) == 1
    assert everywhere.pop() > delivery.LEASE.total_seconds() > 2 * sum(settings.ANYMAIL["REQUESTS_TIMEOUT"])


def test_a_task_is_given_back_when_its_worker_is_lost_and_leaves_no_result():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None
    assert app.conf.worker_max_tasks_per_child
    # The containers' patience outlasts what a worker that was asked to stop still does.
    assert app.conf.worker_soft_shutdown_timeout < 60


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connection to lose")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_after_the_database_was_restarted_the_next_task_has_a_connection_that_works():
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    leave_lost_connections()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_connection_that_works_is_kept_from_task_to_task():
    connection.ensure_connection()
    before = connection.connection

    leave_lost_connections()

    assert connection.connection is before
