"""Handing over: all of a person's open work goes to somebody else, or to all who are there, as one action."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.urls import reverse

from intake import absences, access, assignment, outbox, steps, submissions
from intake.models import Message, Queue, Submission, TimelineEntry
from intake.models.submission import OPEN_STATUSES

#: What is more stays, and is handed over by doing it again.
AT_ONCE = 1000
_NAMED_IN_EMAIL = 50


@dataclass
class Plan:
    """Who gets what: each person's submissions, and those that nobody can be given."""

    given: dict[User, list[Submission]] = field(default_factory=dict)
    left: list[Submission] = field(default_factory=list)

    @property
    def shares(self) -> list[tuple[User, int]]:
        """How many each person gets, by their account's name."""
        return [(user, len(self.given[user])) for user in sorted(self.given, key=User.get_username)]

    @property
    def left_in(self) -> list[str]:
        """The names of the queues in which work is left."""
        return sorted({submission.queue.name for submission in self.left})


def open_work(*, lead: User) -> QuerySet[Submission]:
    """Return the open submissions that somebody has in the queues that `lead` manages."""
    led = access.led_queues(lead).values("pk")
    return Submission.objects.filter(queue__in=led, status__in=OPEN_STATUSES, assignee__isnull=False)


def people(lead: User) -> list[tuple[User, int]]:
    """Return who has open work in the queues that `lead` manages, and how much; also those who have left."""
    found = open_work(lead=lead).order_by().values_list("assignee").annotate(count=Count("pk"))
    counts = dict(found)
    return [(user, counts[user.pk]) for user in User.objects.filter(pk__in=counts).order_by("username")]


def counts(*, of: User, lead: User) -> list[tuple[str, int]]:
    """Return how much open work `of` has in each of the queues that `lead` manages, by the queue's name."""
    found = open_work(lead=lead).filter(assignee=of).order_by().values_list("queue")
    count = dict(found.annotate(count=Count("pk")))
    return [(queue.name, count[queue.pk]) for queue in Queue.objects.filter(pk__in=count)]


def recipients(*, of: User, lead: User) -> QuerySet[User]:
    """Return whom the work may be given to: the other members of the queues it is in, and administrators."""
    queues = open_work(lead=lead).filter(assignee=of).order_by().values("queue")
    return access.assignable_in(queues).exclude(pk=of.pk)


def plan(*, of: User, lead: User, to: User | None) -> Plan:
    """Return who would get what, without doing it; `to` is None to spread it over those who are there."""
    return _plan(_work(of, lead), of, to)


@transaction.atomic
def hand_over(*, of: User, actor: User, to: User | None) -> Plan:
    """Give the open work of `of` in the queues that `actor` manages to `to`, or spread it.

    It is spread over the members of each queue who are not away, the least busy first. Each timeline says so,
    and each person gets one email, however much they get.

    Raises:
        PermissionDenied: `actor` leads none of the queues in which `of` works.

    Returns:
        Who got what, and what is left because nobody could be given it.
    """
    if not access.leads(actor, of):
        raise PermissionDenied("Only the leads of a person’s teams hand their work over.")
    done = _plan(_work(of, actor).select_for_update(of=("self",)), of, to)
    for user, theirs in done.given.items():
        _give(theirs, of, user, actor)
    return done


def _work(of: User, lead: User) -> QuerySet[Submission]:
    rows = open_work(lead=lead).filter(assignee=of).select_related("queue").order_by("pk")
    return rows.defer("answers", "search_text")[:AT_ONCE]


def _plan(work: Iterable[Submission], of: User, to: User | None) -> Plan:
    found, made = list(work), Plan()
    teams = _teams({submission.queue_id for submission in found}, of, to)
    open_now = Submission.objects.filter(status__in=OPEN_STATUSES, assignee__in=set().union(*teams.values()))
    busy = Counter(dict(open_now.order_by().values_list("assignee").annotate(count=Count("pk"))))
    for submission in found:
        team = teams.get(submission.queue_id)
        if not team:
            made.left.append(submission)
            continue
        user = min(team, key=lambda each: (busy[each.pk], each.pk))
        busy[user.pk] += 1
        made.given.setdefault(user, []).append(submission)
    return made


def _teams(queues: set[int], of: User, to: User | None) -> dict[int, set[User]]:
    """Who may be given the work of each queue, by its id."""
    if to and access.is_administrator(to):
        return {queue: {to} for queue in queues}
    members = access.working_members().filter(queue__in=queues).exclude(user=of)
    members = members.filter(user=to) if to else members.exclude(absences.is_away("user"))
    teams: dict[int, set[User]] = {}
    for membership in members.select_related("user"):
        teams.setdefault(membership.queue_id, set()).add(membership.user)
    return teams


def _give(theirs: list[Submission], of: User, user: User, actor: User) -> None:
    ids = [submission.pk for submission in theirs]
    Submission.objects.filter(pk__in=ids).update(assignee=user, version=F("version") + 1)
    text = f"From {steps.name(of)} to {steps.name(user)}"
    event = TimelineEntry.Event.HANDED_OVER
    TimelineEntry.objects.bulk_create(
        TimelineEntry(submission=submission, event=event, actor=actor, text=text) for submission in theirs
    )
    queues: set[Queue] = {submission.queue for submission in theirs}
    for queue in queues:
        assignment.note_turn(queue=queue, user=user)
    if user.email and user != actor:
        _tell(theirs, of, user, actor)


def _tell(theirs: list[Submission], of: User, user: User, actor: User) -> None:
    outbox.send(
        queue=theirs[0].queue,
        kind=Message.Kind.ALERT,
        recipients=[user.email],
        template="handed-over",
        context={
            "actor_name": steps.name(actor),
            "from_name": steps.name(of),
            "count": len(theirs),
            "lines": [(each, submissions.admin_url(each)) for each in theirs[:_NAMED_IN_EMAIL]],
            "more": max(0, len(theirs) - _NAMED_IN_EMAIL),
            "list_url": settings.SITE_URL + reverse("admin:intake_submission_changelist") + "?view=mine",
        },
        author=actor,
    )
