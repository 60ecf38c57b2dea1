"""The queue whose team decides on registrations."""

from django.db.models import Q, QuerySet

from intake.models import Queue

SLUG = "procurement"


def queue() -> Queue:
    """Return the procurement queue, or the catch-all queue where HLT have none of that name."""
    return queues().get()


def queues() -> QuerySet[Queue]:
    """Return a query of that one queue, to be part of another."""
    named = Queue.objects.filter(slug=SLUG, active=True)
    either = Queue.objects.filter(Q(pk__in=named.values("pk")) | Q(is_catch_all=True))
    return Queue.objects.filter(pk__in=either.order_by("is_catch_all", "pk").values("pk")[:1])
