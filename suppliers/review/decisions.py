"""The decision: it moves the registration, tells the supplier why, and fills the register on approval."""

import uuid

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import triage
from suppliers import register, states
from suppliers.models import Decision, Registration
from suppliers.review import letters
from suppliers.review.checklist import checklist
from suppliers.review.common import locked, record, require_version, submission_of
from suppliers.review.hindrances import what_stands_in_the_way

Outcome = Decision.Outcome

#: The move that each outcome makes of the registration, and the one that its email makes of the submission.
_MOVES = {
    Outcome.APPROVED: ("approve", "resolve"),
    Outcome.APPROVED_WITH_CONDITIONS: ("approve", "resolve"),
    Outcome.CHANGES_REQUESTED: ("request_changes", "wait"),
    Outcome.REJECTED: ("reject", "resolve"),
}


@transaction.atomic
def approve(
    *, registration_id: uuid.UUID, actor: User, text: str = "", version: int | None = None
) -> Decision:
    """Approve it, with a few words to the supplier if there are any; the register takes it over.

    Deciding the same twice, as by a double click, makes one decision.

    Raises:
        PermissionDenied: `actor` may not review it.
        MoveNotAllowed: it does not wait for a decision (`states`), or its submission is closed (`workflow`).
        ValidationError: what stands in the way.
        ChangedMeanwhile: see the package.
    """
    registration = locked(registration_id=registration_id, actor=actor)
    known = _already(registration, actor, Outcome.APPROVED, text)
    if known:
        return known
    _require_approvable(registration, version)
    decision = _decide(registration, actor, Outcome.APPROVED, text)
    register.apply(registration=registration)
    return decision


@transaction.atomic
def approve_with_conditions(
    *, registration_id: uuid.UUID, actor: User, conditions: str, version: int | None = None
) -> Decision:
    """Approve it on conditions, which the supplier is told and the register keeps.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `approve`.
        ValidationError: what stands in the way, or there are no conditions.
    """
    registration = locked(registration_id=registration_id, actor=actor)
    known = _already(registration, actor, Outcome.APPROVED_WITH_CONDITIONS, conditions)
    if known:
        return known
    _require_words(conditions, "Write the conditions.")
    _require_approvable(registration, version)
    decision = _decide(registration, actor, Outcome.APPROVED_WITH_CONDITIONS, conditions)
    register.apply(registration=registration, conditions=conditions.strip())
    return decision


@transaction.atomic
def request_changes(
    *, registration_id: uuid.UUID, actor: User, text: str = "", version: int | None = None
) -> Decision:
    """Ask the supplier to change the sections that have a query, with a few words besides.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `approve`.
        ValidationError: no section has a query.
    """
    registration = locked(registration_id=registration_id, actor=actor)
    wanted = letters.changes_wanted(checklist(registration))
    reasons = "\n\n".join(filter(None, [text.strip(), wanted]))
    known = _already(registration, actor, Outcome.CHANGES_REQUESTED, reasons)
    if known:
        return known
    require_version(registration, version)
    if not wanted:
        raise ValidationError(
            "Mark the sections that must be changed as “Query”, and write in each note what to change."
        )
    return _decide(registration, actor, Outcome.CHANGES_REQUESTED, reasons)


@transaction.atomic
def reject(*, registration_id: uuid.UUID, actor: User, reasons: str, version: int | None = None) -> Decision:
    """Reject it, with reasons.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `approve`.
        ValidationError: there are no reasons.
    """
    registration = locked(registration_id=registration_id, actor=actor)
    known = _already(registration, actor, Outcome.REJECTED, reasons)
    if known:
        return known
    require_version(registration, version)
    _require_words(reasons, "Write the reasons: the supplier is told them.")
    return _decide(registration, actor, Outcome.REJECTED, reasons)


def _already(registration: Registration, actor: User, outcome: str, reasons: str) -> Decision | None:
    """The decision that the same person has just made in the same words, if it still stands."""
    move, _ = _MOVES[Outcome(outcome)]
    if registration.state != states.MOVES[move][1]:
        return None
    last = registration.decisions.last()
    same = last and (last.decided_by_id, last.outcome, last.reasons) == (actor.pk, outcome, reasons.strip())
    return last if same else None


def _require_words(text: str, problem: str) -> None:
    if not text.strip():
        raise ValidationError(problem)


def _require_approvable(registration: Registration, version: int | None) -> None:
    states.after("approve", registration.state)
    require_version(registration, version)
    hindrances = what_stands_in_the_way(registration)
    if hindrances:
        raise ValidationError(hindrances)


def _decide(registration: Registration, actor: User, outcome: str, reasons: str) -> Decision:
    move, then = _MOVES[Outcome(outcome)]
    now, reasons = timezone.now(), reasons.strip()
    registration.state = states.after(move, registration.state)
    registration.decided_at = now
    registration.save(update_fields=["state", "decided_at"])
    decision = Decision.objects.create(
        registration=registration, outcome=outcome, reasons=reasons, decided_by=actor, at=now
    )
    text = Outcome(outcome).label + (f"\n{reasons}" if reasons else "")
    record(registration, actor, text, {"decision": decision.pk, "outcome": outcome})
    letter = letters.write(registration, outcome, reasons)
    triage.reply(submission_id=submission_of(registration).pk, actor=actor, text=letter, then=then)
    return decision
