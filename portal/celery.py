"""The Celery application: `celery -A portal worker` and `celery -A portal beat`."""

import os

from celery import Celery
from celery.signals import setup_logging

from portal import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

broker.use()
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_djangos_logging(**kwargs: object) -> None:
    """Stop Celery from replacing the logging that Django's settings have set up."""
