"""Canned replies: which a person may begin a reply with, and what one says to a submission's sender."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from intake import access, steps, template_fields
from intake.models import ReplyTemplate, Submission


def usable_for(submission: Submission) -> QuerySet[ReplyTemplate]:
    """Return the canned replies of the submission's queue, and those of every team."""
    return ReplyTemplate.objects.filter(Q(queue=submission.queue_id) | Q(queue=None)).order_by("name", "id")


def usable_by(person: User) -> QuerySet[ReplyTemplate]:
    """Return the canned replies of the queues that `person` sees, and those of every team."""
    queues = access.visible_queues(person).order_by().values("pk")
    return ReplyTemplate.objects.filter(Q(queue__in=queues) | Q(queue=None)).order_by("name", "id")


def filled_in(template: ReplyTemplate, *, submission: Submission, author: User) -> str:
    """Return what `author` would write with it to the sender of `submission`."""
    values = {
        "reference": submission.reference,
        "sender_name": submission.sender_name or "Sir or Madam",
        "subject": submission.subject,
        "queue": submission.queue.public_name,
        "author": steps.name(author),
    }
    return template_fields.fill(template.text, values)


def added_to(text: str, more: str) -> str:
    """Return `text` with `more` below it, a blank line between them where there is both."""
    return "\n\n".join(part for part in (text.rstrip(), more) if part)
