"""The site: settings, URLs, and the pages that belong to no single room."""

import gc

from portal.celery import app as celery_app

__all__ = ["celery_app"]

# What a process imports at its start stays. To look through it for garbage every 700 objects, as Python does
# by itself, takes a sixth of the start's time.
gc.set_threshold(50_000, 20, 50)
