"""The kinds of submission there are: each application that receives some says so here when it starts.

intake imports none of them; they register functions: for their kinds, for a kind's fields, for the queues
that take what no rule does, for what happens next, and, where a kind has pages of its own, for the one on
which its sender follows a submission and the one on which staff decide.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from intake.models import Queue, Submission

Pairs = Iterable[tuple[str, str]]
UsualQueues = Iterable[tuple[str, Queue | None]]
PageOf = Callable[[Submission], str]
StepsOf = Callable[[Submission], list[str]]

#: What a rule may ask of any submission besides its answers; `routing.facts_of` supplies them.
COMMON_FIELDS = (
    ("subject", "Subject"),
    ("source", "Source"),
    ("sender_email", "Sender's email address"),
    ("sender_organisation", "Sender's organisation"),
    ("needed_by", "Sender's own deadline"),
)


class _Source(NamedTuple):
    kinds: Callable[[], Pairs]
    fields: Callable[[str], Pairs]
    usual_queues: Callable[[], UsualQueues]
    sender_page: PageOf
    staff_page: PageOf
    next_steps: StepsOf


_sources: list[_Source] = []


def _none(submission: Submission) -> str:
    return ""


def _no_steps(submission: Submission) -> list[str]:
    return []


def register(
    *,
    kinds: Callable[[], Pairs],
    fields: Callable[[str], Pairs],
    usual_queues: Callable[[], UsualQueues] = tuple,
    sender_page: PageOf = _none,
    staff_page: PageOf = _none,
    next_steps: StepsOf = _no_steps,
) -> None:
    """Make known the kinds of one application.

    Args:
        kinds: returns (slug, label) of each kind.
        fields: returns (name, label) of each answer of a kind, by the kind's slug; of all kinds by "".
        usual_queues: returns (slug, queue) of each kind of which one queue takes what no rule does; None for
            a kind of which the catch-all queue does.
        sender_page: returns the path at which the sender of a submission of these kinds follows it, or "".
        staff_page: returns the path at which staff decide on a submission of these kinds, or "".
        next_steps: returns what happens next with a submission of these kinds, as paragraphs.
    """
    _sources.append(_Source(kinds, fields, usual_queues, sender_page, staff_page, next_steps))


def known() -> list[tuple[str, str]]:
    """Return (slug, label) of every kind."""
    return [pair for source in _sources for pair in source.kinds()]


def choices(*, with_kind: str) -> list[tuple[str, str]]:
    """Return (slug, label) of every kind, and of `with_kind`, if it is set, even where it is gone."""
    found = dict(known())
    if with_kind:
        found.setdefault(with_kind, f"{with_kind} (no such type now)")
    return list(found.items())


def fields_of(kind: str) -> dict[str, str]:
    """Return the label of each field that a rule for `kind` may ask about; of every kind's where it is ""."""
    return dict(COMMON_FIELDS) | {name: label for source in _sources for name, label in source.fields(kind)}


def usual_queues() -> dict[str, Queue | None]:
    """Return the queue that takes what no rule does, by kind; None where that is the catch-all queue.

    A kind of which it depends on the submission, as for emails on the address, is not among them.
    """
    return {slug: queue for source in _sources for slug, queue in source.usual_queues()}


def sender_page(submission: Submission) -> str:
    """Return the path at which the sender follows `submission`, or "" where its kind has no such page."""
    return next(filter(None, (source.sender_page(submission) for source in _sources)), "")


def staff_page(submission: Submission) -> str:
    """Return the path at which staff decide on `submission`, or "" where its kind has no such page."""
    return next(filter(None, (source.staff_page(submission) for source in _sources)), "")


def followed_elsewhere() -> list[str]:
    """Return the slugs of the kinds that have a page of their own on which senders follow theirs."""
    own = (source for source in _sources if source.sender_page is not _none)
    return [slug for source in own for slug, _ in source.kinds()]


def next_steps(submission: Submission) -> list[str]:
    """Return what its kind says of what happens next, as paragraphs; an example need not be stored."""
    return [step for source in _sources for step in source.next_steps(submission)]


def field_problem(*, kind: str, field: str) -> str:
    """Return why a rule for `kind` cannot ask about `field`, in words for the person who typed it, or ""."""
    fields = fields_of(kind)
    if field in fields:
        return ""
    return f"There is no question called “{field}”. Choose one of: {', '.join(fields)}."
