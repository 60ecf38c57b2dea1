"""The one email about work that was given to others in bulk: to the colleague, or to the queue’s team."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from intake import outbox, steps, submissions
from intake.models import BulkJob, BulkLine, Message, Queue


def tell(job: BulkJob) -> None:
    """Tell who was given work by `job`, once it has finished. Must be called in a transaction."""
    if job.move not in (BulkJob.Move.ASSIGN, BulkJob.Move.MOVE):
        return
    done = job.lines.filter(state=BulkLine.State.DONE)
    count = done.count()
    first = done.select_related("submission__queue").first()
    if not first:
        return
    queue = first.submission.queue
    if job.move == BulkJob.Move.ASSIGN:
        _send(queue, _assignee_addresses(job), job, count, "assigned to you", "view=mine")
    else:
        queue = Queue.objects.get(pk=job.details["queue"])
        addresses = submissions.team_addresses(queue)
        _send(queue, addresses, job, count, f"moved to {queue}", f"view=open&queue={queue.pk}")


def _assignee_addresses(job: BulkJob) -> list[str]:
    assignee = User.objects.filter(pk=job.details["assignee"]).exclude(pk=job.actor_id).first()
    return [assignee.email] if assignee and assignee.email else []


def _send(
    queue: Queue, recipients: Sequence[str], job: BulkJob, count: int, what: str, list_query: str
) -> None:
    outbox.send(
        queue=queue,
        kind=Message.Kind.ALERT,
        recipients=recipients,
        template="given-many",
        context={
            "how_many": "1 submission was" if count == 1 else f"{count} submissions were",
            "what": what,
            "actor_name": steps.name(job.actor),
            "list_url": f"{settings.SITE_URL}{reverse('admin:intake_submission_changelist')}?{list_query}",
        },
        dedupe_key=f"bulk:{job.pk}",
    )
