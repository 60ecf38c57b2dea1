"""The queue whose team decides on registrations."""

from intake.models import Queue

SLUG = "procurement"


def queue() -> Queue:
    """Return the procurement queue, or the catch-all queue where HLT have none of that name."""
    named = Queue.objects.filter(slug=SLUG, active=True).first()
    return named or Queue.objects.get(is_catch_all=True)
