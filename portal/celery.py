"""The Celery application: `celery -A portal worker` and `celery -A portal beat`."""

import os

from celery import Celery
from celery.signals import setup_logging, task_postrun
from django.db import connections

from portal import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

broker.use()
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_djangos_logging(**kwargs: object) -> None:
    """Stop Celery from replacing the logging that Django's settings have set up."""


@task_postrun.connect
def leave_lost_connections(**kwargs: object) -> None:
    """Close a connection over which a task has met an error, if the database no longer answers there.

    Celery would keep it for CELERY_DB_REUSE_MAX tasks, and each of them would fail.
    """
    for connection in connections.all(initialized_only=True):
        if connection.errors_occurred and not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
