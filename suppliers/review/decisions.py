"""The decision: it moves the registration, tells the supplier why, and fills the register on approval.

`found`, where it is given, is what the reviewer has just ticked in the checklist: it is saved with the
decision, or not at all. Deciding the same twice, as by a double click, makes one decision.

Each function raises:
    PermissionDenied: `actor` may not review it.
    MoveNotAllowed: it does not wait for this (`states`), or its submission is closed (`workflow`).
    ValidationError: what stands in the way, in words; of the checklist, by section.
    ChangedMeanwhile: see the package.
"""

import uuid
from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import triage
from suppliers import register, states
from suppliers.models import Decision, Registration
from suppliers.review import letters
from suppliers.review.checklist import Found, checklist, write_found
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
    *,
    registration_id: uuid.UUID,
    actor: User,
    text: str = "",
    found: Mapping[str, Found] | None = None,
    version: int | None = None,
) -> Decision:
    """Approve it, with a few words to the supplier if there are any; the register takes it over."""
    registration = locked(registration_id=registration_id, actor=actor)
    return _decide(registration, actor, Outcome.APPROVED, text, found, version)


@transaction.atomic
def approve_with_conditions(
    *,
    registration_id: uuid.UUID,
    actor: User,
    conditions: str,
    found: Mapping[str, Found] | None = None,
    version: int | None = None,
) -> Decision:
    """Approve it on conditions, which the supplier is told and the register keeps."""
    registration = locked(registration_id=registration_id, actor=actor)
    return _decide(registration, actor, Outcome.APPROVED_WITH_CONDITIONS, conditions, found, version)


@transaction.atomic
def request_changes(
    *,
    registration_id: uuid.UUID,
    actor: User,
    text: str = "",
    found: Mapping[str, Found] | None = None,
    version: int | None = None,
) -> Decision:
    """Ask the supplier to change the sections that have a query, with a few words besides."""
    registration = locked(registration_id=registration_id, actor=actor)
    return _decide(registration, actor, Outcome.CHANGES_REQUESTED, text, found, version)


@transaction.atomic
def reject(
    *,
    registration_id: uuid.UUID,
    actor: User,
    reasons: str,
    found: Mapping[str, Found] | None = None,
    version: int | None = None,
) -> Decision:
    """Reject it, with reasons."""
    registration = locked(registration_id=registration_id, actor=actor)
    return _decide(registration, actor, Outcome.REJECTED, reasons, found, version)


def _decide(
    registration: Registration,
    actor: User,
    outcome: str,
    words: str,
    found: Mapping[str, Found] | None,
    version: int | None,
) -> Decision:
    move, then = _MOVES[Outcome(outcome)]
    known = _already(registration, actor, outcome, words)
    if known:
        return known
    after = states.after(move, registration.state)
    require_version(registration, version)
    if found:
        write_found(registration, actor, found)
    problems = _problems(registration, outcome, words)
    if problems:
        raise ValidationError(problems)
    decision = _write(registration, actor, outcome, _reasons(registration, outcome, words), after)
    letter = letters.write(registration, outcome, decision.reasons)
    triage.reply(submission_id=submission_of(registration).pk, actor=actor, text=letter, then=then)
    if outcome in (Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS):
        conditions = decision.reasons if outcome == Outcome.APPROVED_WITH_CONDITIONS else ""
        register.apply(registration=registration, conditions=conditions)
    return decision


def _already(registration: Registration, actor: User, outcome: str, words: str) -> Decision | None:
    """The decision that the same person has just made in the same words, if it still stands."""
    move, _ = _MOVES[Outcome(outcome)]
    if registration.state != states.MOVES[move][1]:
        return None
    last = registration.decisions.last()
    made = (actor.pk, outcome, _reasons(registration, outcome, words))
    return last if last and (last.decided_by_id, last.outcome, last.reasons) == made else None


def _problems(registration: Registration, outcome: str, words: str) -> list[str]:
    if outcome == Outcome.CHANGES_REQUESTED:
        return [] if letters.changes_wanted(checklist(registration)) else [_NOTHING_TO_CHANGE]
    if outcome == Outcome.REJECTED:
        return [] if words.strip() else ["Write the reasons: the supplier is told them."]
    missing = outcome == Outcome.APPROVED_WITH_CONDITIONS and not words.strip()
    return [*(["Write the conditions."] if missing else []), *what_stands_in_the_way(registration)]


_NOTHING_TO_CHANGE = (
    "Mark the sections that must be changed as “Query”, and write in the note of each what to change."
)


def _reasons(registration: Registration, outcome: str, words: str) -> str:
    """What the supplier is told: the reviewer's words and, where it must change something, what."""
    wanted = letters.changes_wanted(checklist(registration)) if outcome == Outcome.CHANGES_REQUESTED else ""
    return "\n\n".join(filter(None, [words.strip(), wanted]))


def _write(registration: Registration, actor: User, outcome: str, reasons: str, state: str) -> Decision:
    now = timezone.now()
    registration.state, registration.decided_at = state, now
    registration.save(update_fields=["state", "decided_at"])
    decision = Decision.objects.create(
        registration=registration, outcome=outcome, reasons=reasons, decided_by=actor, at=now
    )
    text = Outcome(outcome).label + (f"\n{reasons}" if reasons else "")
    record(registration, actor, text, {"decision": decision.pk, "outcome": outcome})
    return decision
