"""What has happened to a list since it was shown: what is new, what has changed, what has left."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User

from intake import access, paging, worklist
from intake.models import Submission
from intake.worklist import Criteria

GONE = "gone"


@dataclass(frozen=True)
class Arrivals:
    """What a list says of itself now.

    Attributes:
        new: how many its first page would show that are not shown; a page at most.
        rows: those shown that have changed or left since.
        left: the ids among them that are not in the list any more.
        lost: the ids of those shown that the person may not see any more.
        states: the id of each that is shown, with its state now: what to ask with next time.
    """

    new: int
    rows: list[Submission]
    left: frozenset[int]
    lost: frozenset[int]
    states: dict[int, str]


def state_of(submission: Submission) -> str:
    """Return what tells whether a row looks as it did: its version, and whether it is late."""
    return f"{submission.version}{'late' if submission.is_late else ''}"


def since(
    user: User, criteria: Criteria, shown: Mapping[int, str], *, is_first: bool = True, has_more: bool = False
) -> Arrivals:
    """Return what has happened to a page of a list since `user` saw it.

    Args:
        user: who looks at it.
        criteria: what the list asks for.
        shown: the state of each row as it is shown, by id.
        is_first: whether the page is the first, on which what is new would be.
        has_more: whether more pages followed it.
    """
    found = worklist.matching(user, criteria)
    columns = access.visible_submissions(user).select_related("queue", "assignee")
    seen = {row.pk: row for row in columns.defer("answers", "search_text").filter(pk__in=shown)}
    here = set(found.filter(pk__in=shown).values_list("pk", flat=True))
    states = {pk: state_of(seen[pk]) if pk in here and pk in seen else GONE for pk in shown}
    changed = {pk for pk, state in states.items() if state != shown[pk]}
    new = _new(worklist.page(found, sort=criteria.sort), shown, has_more) if is_first else 0
    return Arrivals(
        new=new,
        rows=[seen[pk] for pk in shown if pk in changed and pk in seen],
        left=frozenset(pk for pk in changed if pk in seen and states[pk] == GONE),
        lost=frozenset(pk for pk in changed if pk not in seen),
        states=states,
    )


def _new(first: paging.Page[Submission], shown: Mapping[int, str], has_more: bool) -> int:
    """How many of the first page are not shown; what moved up from the page that followed is not new."""
    fresh = [row.pk not in shown for row in first.rows]
    if has_more and False in fresh:
        fresh = fresh[: len(fresh) - fresh[::-1].index(False)]
    return sum(fresh)
