"""The one door in: every submission, of any kind and from any source, comes through `receive`."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from intake import (
    absences,
    assignment,
    attachments,
    email_wordings,
    outbox,
    references,
    routing,
    search,
    sla,
    suggestions,
    targets,
    tracking,
)
from intake.models import Attachment, Message, Queue, QueueMembership, Submission, TimelineEntry

Event = TimelineEntry.Event
_COLUMN_LENGTH = 200


@dataclass(frozen=True)
class Answer:
    """A question as it was asked and its answer as given; `value` is what rules compare, JSON-ready."""

    name: str
    label: str
    kind: str
    value: Any
    display: str


@dataclass(frozen=True)
class Sender:
    """Who sent it."""

    name: str = ""
    email: str = ""
    telephone: str = ""
    organisation: str = ""
    role: str = ""


@dataclass(frozen=True)
class Incoming:
    """What is to be received.

    Attributes:
        kind: slug of its type; `kind_label` is the type's name as people read it.
        idempotency_key: names this submission; however often it is received under one key, one is made.
        upload_token: attachments that were stored under this token come along.
        usual_queue: takes it where no routing rule holds.
        received_at: when it came in, if not just now.
        next_steps: paragraphs of HLT's own wording for the acknowledgement; never the sender's words.
        copy: makes the file that goes with the acknowledgement, a copy of what was sent; None for no file.
        site: the school or team that it is about, as people read it.
        not_acknowledged_because: why its sender gets no acknowledgement, for the timeline; "" where they do.
        chosen_queue: where a member of staff has put it; no routing rule is asked.
        entered_by: the member of staff who made it, of a telephone call or of a part of another submission.
    """

    kind: str
    kind_label: str
    subject: str
    sender: Sender
    idempotency_key: uuid.UUID
    answers: Sequence[Answer] = ()
    source: str = Submission.Source.WEB
    needed_by: dt.datetime | None = None
    received_at: dt.datetime | None = None
    upload_token: uuid.UUID | None = None
    usual_queue: Queue | None = None
    next_steps: Sequence[str] = field(default_factory=tuple)
    copy: Callable[[Submission], Attachment] | None = None
    site: str = ""
    not_acknowledged_because: str = ""
    chosen_queue: Queue | None = None
    entered_by: User | None = None


def receive(incoming: Incoming) -> Submission:
    """Save, route, record and acknowledge one submission, all or nothing.

    Under a key that was received before, nothing is done and the first submission is returned.

    Returns:
        The submission: stored, with its acknowledgement and alerts in the outbox.
    """
    existing = _received_before(incoming)
    if existing:
        return existing
    try:
        with transaction.atomic():
            return _receive(incoming)
    except IntegrityError:
        # Another process was quicker with the same key.
        existing = _received_before(incoming)
        if existing:
            return existing
    # Or the new reference is taken, as happens once in many thousand times; a real fault fails again.
    with transaction.atomic():
        return _receive(incoming)


def _receive(incoming: Incoming) -> Submission:
    submission, route = _save(incoming)
    _record(submission, route, incoming.entered_by)
    suggestions.move_if_sure(submission)
    if incoming.upload_token:
        attachments.claim(submission=submission, upload_token=incoming.upload_token)
    _acknowledge(submission, incoming)
    alert_queue(submission)
    return submission


def alert_queue(submission: Submission) -> None:
    """Tell the queue's members and its shared mailbox of a submission that is new to them.

    Must be called in a transaction.
    """
    _tell(submission, template="alert", recipients=team_addresses(submission.queue))


def tell_handlers(submission: Submission, *, template: str) -> None:
    """Tell who deals with `submission` what its sender did: its assignee, or the team where it has none.

    While the assignee is away the team is told as well.

    Must be called in a transaction. `template` names the trio of email templates.
    """
    assignee = submission.assignee
    recipients = [assignee.email] if assignee and assignee.email else []
    if not recipients or (assignee and absences.until([assignee.pk])):
        recipients += team_addresses(submission.queue)
    _tell(submission, template=template, recipients=recipients)


def _tell(submission: Submission, *, template: str, recipients: Sequence[str]) -> None:
    """Send an email about `submission` to some of its team. Must be called in a transaction."""
    outbox.send(
        submission=submission,
        kind=Message.Kind.ALERT,
        recipients=recipients,
        template=template,
        context={
            "submission": submission,
            "admin_url": admin_url(submission),
            "due_in_words": sla.in_words(submission.respond_by),
        },
    )


def team_addresses(queue: Queue) -> list[str]:
    """Return the addresses of the queue's members who want alerts, and of its shared mailbox."""
    memberships = QueueMembership.objects.filter(
        queue=queue, wants_alerts=True, user__is_active=True, user__is_staff=True
    ).exclude(user__email="")
    recipients = list(memberships.order_by("id").values_list("user__email", flat=True))
    return [*recipients, queue.alert_address] if queue.alert_address else recipients


def admin_url(submission: Submission) -> str:
    """Return the whole address of the submission's page for staff."""
    return settings.SITE_URL + reverse("admin:intake_submission_change", args=[submission.pk])


def _received_before(incoming: Incoming) -> Submission | None:
    found = Submission.objects.select_related("queue").filter(idempotency_key=incoming.idempotency_key)
    return found.first()


def _save(incoming: Incoming) -> tuple[Submission, routing.Route]:
    submission = Submission(
        reference=references.new_reference(),
        idempotency_key=incoming.idempotency_key,
        kind=incoming.kind,
        kind_label=incoming.kind_label,
        source=incoming.source,
        subject=_one_line(incoming.subject),
        sender_name=_one_line(incoming.sender.name),
        sender_email=incoming.sender.email,
        sender_telephone=incoming.sender.telephone,
        sender_organisation=_one_line(incoming.sender.organisation),
        sender_role=_one_line(incoming.sender.role),
        site=_one_line(incoming.site),
        answers=[asdict(answer) for answer in incoming.answers],
        needed_by=incoming.needed_by,
        received_at=incoming.received_at or timezone.now(),
    )
    route = (
        routing.by_choice(incoming.chosen_queue)
        if incoming.chosen_queue
        else routing.route(submission, usual_queue=incoming.usual_queue)
    )
    submission.queue = route.queue
    submission.priority = route.priority
    submission.assignee = route.assignee
    targets.set_targets(submission)
    submission.search_text = search.text_of(submission)
    submission.save(force_insert=True)
    if route.tag:
        submission.tags.add(route.tag)
    if route.assignee:
        assignment.note_turn(queue=route.queue, user=route.assignee)
    return submission, route


def _one_line(text: str) -> str:
    """A text as its column takes it; the answers keep it whole."""
    return " ".join(text.split())[:_COLUMN_LENGTH]


def _record(submission: Submission, route: routing.Route, entered_by: User | None) -> None:
    source = Submission.Source(submission.source).label.lower()
    at = submission.received_at
    entries = [
        TimelineEntry(
            submission=submission, at=at, event=Event.RECEIVED, actor=entered_by, text=f"By {source}"
        ),
        TimelineEntry(submission=submission, at=at, event=Event.ROUTED, text=route.because),
    ]
    TimelineEntry.objects.bulk_create(entries)


def _acknowledge(submission: Submission, incoming: Incoming) -> None:
    """Acknowledge in none of the sender's own words: a stranger's address must not carry their message."""
    if not submission.sender_email:
        return
    because = incoming.not_acknowledged_because
    if not because and _has_had_its_acknowledgements(submission.sender_email):
        because = "This address has had the most acknowledgements that one address gets in a day."
    if because:
        TimelineEntry.objects.create(submission=submission, event=Event.NOT_ACKNOWLEDGED, text=because)
        return
    outbox.send(
        submission=submission,
        kind=Message.Kind.ACKNOWLEDGEMENT,
        recipients=[submission.sender_email],
        template="acknowledgement",
        context=email_wordings.context_of(
            "acknowledgement",
            submission,
            next_steps="\n\n".join(incoming.next_steps),
            tracking_url=tracking.new_link(submission),
        ),
        dedupe_key=f"acknowledgement:{submission.pk}",
        files=[incoming.copy(submission)] if incoming.copy else [],
    )


def _has_had_its_acknowledgements(email: str) -> bool:
    since = timezone.now() - dt.timedelta(days=1)
    # In small letters, as the index has it: another way of writing an address is no other address.
    recent = Message.objects.alias(address=Lower("recipient")).filter(address=email.lower())
    acknowledged = recent.filter(kind=Message.Kind.ACKNOWLEDGEMENT, created_at__gt=since).count()
    return acknowledged >= settings.ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY
