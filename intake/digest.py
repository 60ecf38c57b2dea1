"""The daily digest: on the morning of each working day, what is due today or late, to whom it concerns."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from intake import access, outbox, sla, submissions, worklist
from intake.models import Heartbeat, Message, QueueMembership, Submission
from intake.models.submission import OPEN_STATUSES

_JOB = "digest"
_NOT_BEFORE = dt.time(8, 30)
#: What was not sent by then is not sent that day: half of it would be over.
_UNTIL = dt.time(12)
_SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One submission in a digest."""

    submission: Submission
    due: str
    url: str


@dataclass(frozen=True)
class Part:
    """One list of a digest: its heading, the first lines, and how many more there are."""

    heading: str
    lines: list[Line]
    more: int


def send() -> None:
    """Send each member who wants alerts their digest, if there is something in it: once a working day."""
    now = timezone.now().astimezone(sla.LONDON)
    if not sla.is_working_day(now.date()) or not _NOT_BEFORE <= now.time() < _UNTIL:
        return
    # Who had nothing to be told at half past eight is not written to at half past nine.
    start_of_today, _ = worklist.today()
    if Heartbeat.objects.filter(name=_JOB, at__gte=start_of_today).exists():
        return
    due = _due()
    teams: dict[User, list[QueueMembership]] = {}
    for membership in _memberships():
        teams.setdefault(membership.user, []).append(membership)
    for user, memberships in teams.items():
        _send_to(user, memberships, due, now.date())
    Heartbeat.objects.update_or_create(name=_JOB, defaults={"at": now})


def _due() -> list[Submission]:
    """Everybody's open work that is due today or late, the latest first."""
    _, tomorrow = worklist.today()
    return list(
        Submission.objects.filter(status__in=OPEN_STATUSES, due_next__lt=tomorrow)
        .select_related("queue")
        .defer("answers", "search_text")
        .order_by("due_next", "pk")
    )


def _memberships() -> list[QueueMembership]:
    found = access.working_members().exclude(user__email="").select_related("user", "queue")
    return list(found.order_by("queue__position", "queue__name", "pk"))


@transaction.atomic
def _send_to(user: User, memberships: list[QueueMembership], due: list[Submission], today: dt.date) -> None:
    """Send `user` their digest: their own work in every queue they see, nobody's where they want alerts."""
    seen = {each.queue_id for each in memberships}
    alerting = [each.queue for each in memberships if each.wants_alerts]
    mine = [each for each in due if each.assignee_id == user.pk and each.queue_id in seen]
    nobodys = [each for each in due if each.assignee_id is None and each.queue in alerting]
    if not alerting or not (mine or nobodys):
        return
    # Of two workers with one task, the second waits here and then finds the first one's email.
    User.objects.select_for_update().filter(pk=user.pk).first()
    key = f"digest:{today}:{user.pk}"
    if Message.objects.filter(dedupe_key=key).exists():
        return
    late = sum(each.is_late for each in (*mine, *nobodys))
    outbox.send(
        queue=alerting[0],
        kind=Message.Kind.ALERT,
        recipients=[user.email],
        template="daily-digest",
        context={
            "parts": [_part("Yours", mine), _part("Assigned to nobody", nobodys)],
            "late": late,
            "due": len(mine) + len(nobodys) - late,
            "list_url": settings.SITE_URL + reverse("admin:intake_submission_changelist"),
        },
        dedupe_key=key,
    )


def _part(heading: str, found: list[Submission]) -> Part:
    lines = [
        Line(each, sla.due_in_words(each.next_due_at), submissions.admin_url(each)) for each in found[:_SHOWN]
    ]
    return Part(heading, lines, len(found) - len(lines))
