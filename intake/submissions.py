"""The one door in: every submission, of any kind and from any source, comes through `receive`."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import (
    absences,
    access,
    acknowledging,
    assignment,
    attachments,
    languages,
    outbox,
    references,
    routing,
    search,
    sla,
    suggestions,
    targets,
)
from intake.models import Attachment, Message, Queue, Submission, TimelineEntry
from intake.screening import holding
from intake.screening.holding import Verdict
from intake.screening.scoring import Signs

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
        language: the one in which its sender asked for the page or the button that sends it.
        signs: how it was sent, where it may be spam; None for what is not screened.
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
    language: str = field(default_factory=languages.asked_for)
    signs: Signs | None = None


def receive(incoming: Incoming) -> Submission:
    """Save, route, record and acknowledge one submission, all or nothing.

    Under a key that was received before, nothing is done and the first submission is returned. What looks
    suspicious is stored as well, and held: nobody is told of it until it is passed on.

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
    submission = _new(incoming)
    verdict = holding.screen(submission, incoming.signs) if incoming.signs else Verdict()
    route = (
        routing.by_choice(incoming.chosen_queue)
        if incoming.chosen_queue
        else routing.route(submission, usual_queue=incoming.usual_queue)
    )
    place(submission, route)
    if verdict.is_to_hold:
        submission.status, submission.assignee = Submission.Status.HELD, None
    submission.search_text = search.text_of(submission)
    submission.save(force_insert=True)
    if incoming.upload_token:
        attachments.claim(submission=submission, upload_token=incoming.upload_token)
    if verdict.is_to_hold:
        _record(submission, incoming.entered_by)
        holding.hold(submission, verdict, next_steps=incoming.next_steps, usual_queue=incoming.usual_queue)
        return submission
    _record(submission, incoming.entered_by, route)
    take_in(
        submission,
        route,
        next_steps=incoming.next_steps,
        not_acknowledged_because=incoming.not_acknowledged_because,
        copy=incoming.copy,
    )
    return submission


def place(submission: Submission, route: routing.Route) -> None:
    """Give `submission` its place and its targets as `route` says; does not save."""
    submission.queue = route.queue
    submission.priority = route.priority
    submission.assignee = route.assignee
    targets.set_targets(submission)


def take_in(
    submission: Submission,
    route: routing.Route,
    *,
    next_steps: Sequence[str],
    not_acknowledged_because: str = "",
    copy: Callable[[Submission], Attachment] | None = None,
) -> None:
    """Do for a stored submission that has its place what is left: acknowledge it, and tell its team.

    Must be called in a transaction. The arguments are as for `Incoming`.
    """
    if route.tag:
        submission.tags.add(route.tag)
    if route.assignee:
        assignment.note_turn(queue=route.queue, user=route.assignee)
    suggestions.move_if_sure(submission)
    acknowledging.acknowledge(submission, next_steps=next_steps, because=not_acknowledged_because, copy=copy)
    alert_queue(submission)


def alert_queue(submission: Submission) -> None:
    """Tell the queue's members and its shared mailbox of a submission that is new to them.

    Must be called in a transaction.
    """
    _tell(submission, template="alert", recipients=team_addresses(submission.queue))


def tell_handlers(submission: Submission, *, template: str) -> None:
    """Tell who deals with `submission` what its sender did: its assignee, or the team where it has none.

    While the assignee is away the team is told as well. Of what is held nobody is told.

    Must be called in a transaction. `template` names the trio of email templates.
    """
    if submission.is_held:
        return
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
            "due_in_words": partial(sla.in_words, submission.respond_by),
        },
    )


def team_addresses(queue: Queue) -> list[str]:
    """Return the addresses of the queue's members who want alerts, and of its shared mailbox."""
    memberships = access.working_members().filter(queue=queue, wants_alerts=True).exclude(user__email="")
    recipients = list(memberships.order_by("id").values_list("user__email", flat=True))
    return [*recipients, queue.alert_address] if queue.alert_address else recipients


def admin_url(submission: Submission) -> str:
    """Return the whole address of the submission's page for staff."""
    return settings.SITE_URL + reverse("admin:intake_submission_change", args=[submission.pk])


def _received_before(incoming: Incoming) -> Submission | None:
    found = Submission.objects.select_related("queue").filter(idempotency_key=incoming.idempotency_key)
    return found.first()


def _new(incoming: Incoming) -> Submission:
    return Submission(
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
        language=incoming.language,
        received_at=incoming.received_at or timezone.now(),
    )


def _one_line(text: str) -> str:
    """A text as its column takes it; the answers keep it whole."""
    return " ".join(text.split())[:_COLUMN_LENGTH]


def _record(submission: Submission, entered_by: User | None, route: routing.Route | None = None) -> None:
    source = Submission.Source(submission.source).label.lower()
    at = submission.received_at
    entries = [
        TimelineEntry(
            submission=submission, at=at, event=Event.RECEIVED, actor=entered_by, text=f"By {source}"
        ),
    ]
    if route:
        entries.append(TimelineEntry(submission=submission, at=at, event=Event.ROUTED, text=route.because))
    TimelineEntry.objects.bulk_create(entries)
