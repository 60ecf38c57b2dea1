"""Doing to a submission, now, what was done some time ago: the demo data's past."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from intake import outbox, targets
from intake.models import Feedback, Message, Submission, TimelineEntry


def act(*, submission_id: int, moment: dt.datetime, action: Callable[..., Any], **arguments: Any) -> bool:
    """Do one thing to a submission as of `moment`; its emails are stored as sent then, and none goes out.

    Returns:
        Whether it was done: not if that moment has not come yet.
    """
    really_now = timezone.now()
    if moment >= really_now:
        return False
    _count_pause(submission_id, moment, really_now)
    with outbox.already_sent(moment):
        action(submission_id=submission_id, **arguments)
    # Everything older was dated back when it was done: what bears the real time is of this action.
    of_it = {"submission": submission_id}
    TimelineEntry.objects.filter(**of_it, at__gte=really_now).update(at=moment)
    Message.objects.filter(**of_it, created_at__gte=really_now).update(created_at=moment)
    Feedback.objects.filter(**of_it, at__gte=really_now).update(at=moment)
    for name in ("first_response_at", "resolved_at", "waiting_since"):
        done_now = Submission.objects.filter(pk=submission_id, **{f"{name}__gte": really_now})
        done_now.update(**{name: moment})
    return True


def _count_pause(submission_id: int, moment: dt.datetime, really_now: dt.datetime) -> None:
    """Count up to `moment` the pause that the submission is in; to the action it began only now."""
    waiting = Submission.objects.select_related("queue").filter(pk=submission_id, waiting_since__isnull=False)
    for submission in waiting:
        counted = targets.counted(submission, until=moment)
        # Later than the action looks at its clock: it counts nothing of its own.
        counted["waiting_since"] = really_now + dt.timedelta(days=1)
        waiting.update(**counted)
