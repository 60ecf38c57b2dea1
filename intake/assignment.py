"""Whose turn it is: how new work in a queue finds an assignee."""

from django.contrib.auth.models import User
from django.db.models import Count, F, Q
from django.utils import timezone

from intake import absences, access
from intake.models import Queue, QueueMembership
from intake.models.submission import OPEN_STATUSES


def next_assignee(queue: Queue) -> User | None:
    """Return the member who gets the next work of `queue`, or None where members take it themselves.

    Who is away gets none; where all are, nobody does.
    """
    if queue.assignment == Queue.Assignment.NOBODY:
        return None
    members = (
        access.working_members().filter(queue=queue).exclude(absences.is_away("user")).select_related("user")
    )
    longest_without = F("last_assigned_at").asc(nulls_first=True)
    if queue.assignment == Queue.Assignment.IN_TURN:
        membership = members.order_by(longest_without, "id").first()
        return membership.user if membership else None
    open_work = Count(
        "user__assigned_submissions", filter=Q(user__assigned_submissions__status__in=OPEN_STATUSES)
    )
    membership = members.annotate(open_work=open_work).order_by("open_work", longest_without, "id").first()
    return membership.user if membership else None


def note_turn(*, queue: Queue, user: User) -> None:
    """Record that `user` was given work of `queue` just now, so that the next turn is another's."""
    QueueMembership.objects.filter(queue=queue, user=user).update(last_assigned_at=timezone.now())
