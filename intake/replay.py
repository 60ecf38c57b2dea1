"""What the routing rules, or a change of them, would have done with what came in lately. Writes nothing."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone

from intake import kinds, routing
from intake.models import Queue, Submission
from intake.models.submission import Priority
from intake.routing import Candidate

DAYS = 90
#: The newest submissions that are looked at, and how many of them are fetched at a time.
MOST = 20_000
_CHUNK = 1_000
#: How many references are told of each way from one place to another.
REFERENCES = 50
#: What the rules ask of a submission, and what is told of it.
COLUMNS = (
    "reference",
    "kind",
    "subject",
    "source",
    "sender_email",
    "sender_organisation",
    "needed_by",
    "answers",
    "received_at",
    "queue_id",
    "priority",
)


class Place(NamedTuple):
    """Where a submission lies: a queue's name and a priority in words."""

    queue: str
    priority: str


@dataclass
class Move:
    """What would have gone from one place to another: how many, and the newest of them as (id, reference)."""

    before: Place
    after: Place
    count: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Replay:
    """How many submissions were looked at, whether there were more of them, and the moves, the most first."""

    looked_at: int
    cut: bool
    moves: list[Move]

    @property
    def moved(self) -> int:
        """How many would have gone elsewhere."""
        return sum(move.count for move in self.moves)


@dataclass(frozen=True)
class _Queues:
    """What the rules do not say: the queues' names, and which of them take what no rule does."""

    names: Mapping[int, str]
    usual: Mapping[str, Queue | None]
    catch_all: Queue

    def place(self, queue_id: int, priority: int) -> Place:
        return Place(self.names[queue_id], Priority(priority).label.lower())

    def without_rule(self, submission: Submission) -> int:
        """The queue that takes it where no rule does; its own, where only what is not stored could say."""
        if submission.kind not in self.usual:
            return submission.queue_id
        usual = self.usual[submission.kind]
        return usual.pk if usual and usual.active else self.catch_all.pk


def as_they_stand() -> Replay:
    """Return what lies elsewhere today than where the rules in force would send it: staff moved it, or the
    rules were others then.
    """
    queues, rules = _queues(), routing.candidates()
    return _replay(
        before=lambda submission: queues.place(submission.queue_id, submission.priority),
        after=lambda submission: _sent_by(rules, submission, queues),
    )


def with_change(changed: Candidate) -> Replay:
    """Return what the rules would have sent elsewhere if `changed`, new or altered, had stood among them."""
    queues, rules = _queues(), routing.candidates()
    altered = changed_rules(rules, changed)
    return _replay(
        before=lambda submission: _sent_by(rules, submission, queues),
        after=lambda submission: _sent_by(altered, submission, queues),
    )


def queues_by_rules(submissions: Iterable[Submission]) -> list[int]:
    """Return the id of the queue to which the rules in force would send each of `submissions`."""
    queues, rules = _queues(), routing.candidates()
    return [_ruled(rules, submission, queues)[0] for submission in submissions]


def changed_rules(rules: Sequence[Candidate], changed: Candidate) -> list[Candidate]:
    """Return `rules` with `changed` in the place of its older self, or added, if it is in force at all."""
    others = [each for each in rules if each.rule.pk != changed.rule.pk]
    if not (changed.rule.active and changed.rule.queue.active):
        return others
    return sorted([*others, changed], key=_order)


def _order(candidate: Candidate) -> tuple[int, bool, int]:
    """As stored rules are ordered; a new one will get the highest id."""
    return candidate.rule.position, candidate.rule.pk is None, candidate.rule.pk or 0


def _queues() -> _Queues:
    queues = list(Queue.objects.all())
    catch_all = next(queue for queue in queues if queue.is_catch_all)
    return _Queues({queue.pk: str(queue) for queue in queues}, kinds.usual_queues(), catch_all)


def _sent_by(rules: Sequence[Candidate], submission: Submission, queues: _Queues) -> Place:
    return queues.place(*_ruled(rules, submission, queues))


def _ruled(rules: Sequence[Candidate], submission: Submission, queues: _Queues) -> tuple[int, int]:
    """The queue and the priority that the rules give a submission."""
    tries = routing.tried(
        rules, facts=routing.facts_of(submission), kind=submission.kind, now=submission.received_at
    )
    rule = routing.taker(tries)
    return rule.queue_id if rule else queues.without_rule(submission), routing.priority_of(rule)


def _replay(*, before: Callable[[Submission], Place], after: Callable[[Submission], Place]) -> Replay:
    since = timezone.now() - dt.timedelta(days=DAYS)
    received = Submission.objects.filter(received_at__gte=since).exclude(status=Submission.Status.HELD)
    newest = received.order_by("-received_at", "-pk").only(*COLUMNS)
    looked_at, cut, moves = 0, False, dict[tuple[Place, Place], Move]()
    for submission in newest[: MOST + 1].iterator(chunk_size=_CHUNK):
        if looked_at == MOST:
            cut = True
            break
        looked_at += 1
        way = before(submission), after(submission)
        if way[0] != way[1]:
            move = moves.setdefault(way, Move(*way))
            move.count += 1
            if move.count <= REFERENCES:
                move.examples.append((submission.pk, submission.reference))
    return Replay(
        looked_at, cut, sorted(moves.values(), key=lambda move: (-move.count, move.before, move.after))
    )
