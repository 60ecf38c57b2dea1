"""Judging the exclusion grounds that a supplier declares: two persons each (Procurement Act 2023, s.58)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from suppliers import access, exclusions
from suppliers.exclusions import Declared
from suppliers.models import ExclusionReview, Registration
from suppliers.models.registration import State
from suppliers.review.common import locked, record, require_version
from suppliers.states import MoveNotAllowed

Finding = ExclusionReview.Finding


@dataclass(frozen=True)
class Judged:
    """A declared ground with what two persons found of it.

    Attributes:
        declared: the ground, and what the supplier says of it.
        review: their findings, if there are any of what the supplier says now.
        is_stale: whether there were findings, but the supplier has changed the declarations since.
    """

    declared: Declared
    review: ExclusionReview | None
    is_stale: bool

    @property
    def is_acceptable(self) -> bool:
        """Whether two persons hold that it does not keep the supplier out."""
        review = self.review
        return bool(review and review.first_finding == Finding.ACCEPTABLE == review.second_finding)

    @property
    def is_excluded(self) -> bool:
        """Whether either of them holds that it does; so it stays until somebody changes their finding."""
        findings = [self.review.first_finding, self.review.second_finding] if self.review else []
        return Finding.EXCLUDED in findings

    @property
    def in_words(self) -> str:
        """How it stands, as a sentence."""
        if not self.review:
            changed = (
                "The supplier has changed its declarations since it was judged. " if self.is_stale else ""
            )
            return f"{changed}Two people must judge it; nobody has yet."
        if not self.review.second_reviewer_id:
            found = "excluded" if self.is_excluded else "acceptable"
            return (
                f"One person has found it {found}. A second, who must be another person, must judge it too."
            )
        if self.is_acceptable:
            return "Two people have found it acceptable."
        if self.review.first_finding == self.review.second_finding:
            return "Two people have found that the supplier is excluded."
        return (
            "The two do not agree: the supplier is excluded until one of them, or a lead, changes a finding."
        )


def judgements(registration: Registration) -> list[Judged]:
    """Return the declared grounds with what was found of them, in the order of the Act."""
    reviews = {review.ground: review for review in registration.exclusion_reviews.all()}
    changed = next(
        (each.saved_at for each in registration.sections.all() if each.slug == exclusions.SECTION), None
    )
    judged = []
    for declared in exclusions.declared(registration.answers()):
        review = reviews.get(declared.ground.slug)
        is_stale = bool(review and changed and review.first_at < changed)
        judged.append(Judged(declared, None if is_stale else review, is_stale))
    return judged


@transaction.atomic
def judge_exclusion(
    *,
    registration_id: uuid.UUID,
    actor: User,
    ground: str,
    finding: str,
    note: str,
    version: int | None = None,
) -> ExclusionReview:
    """Say whether a declared ground keeps the supplier out. Who has judged it before changes their finding.

    The first to judge it is the first reviewer, the next person the second. Once two have judged it, only
    they can, and a lead, who takes the second's place.

    Raises:
        PermissionDenied: `actor` may not review it.
        MoveNotAllowed: it does not wait for a decision.
        ValidationError: it is not declared, there is no finding or note, or two others have judged it.
        ChangedMeanwhile: see the package.
    """
    registration = locked(registration_id=registration_id, actor=actor)
    require_version(registration, version)
    if registration.state != State.SUBMITTED:
        raise MoveNotAllowed("Only a registration that is with us can be judged.")
    judged = next((each for each in judgements(registration) if each.declared.ground.slug == ground), None)
    if not judged:
        raise ValidationError("The supplier does not declare this exclusion ground.")
    _require_words(finding, note)
    review = _placed(registration, judged, actor, finding, note.strip())
    review.save()
    _record(registration, judged, review, actor, finding, note.strip())
    return review


def _require_words(finding: str, note: str) -> None:
    if finding not in Finding.values:
        raise ValidationError({"finding": "Choose what you find."})
    if not note.strip():
        raise ValidationError({"note": "Write why: what you have looked at, and what you make of it."})


def _placed(
    registration: Registration, judged: Judged, actor: User, finding: str, note: str
) -> ExclusionReview:
    """The review with the finding in the place that is the actor's; does not save."""
    review, now = judged.review, timezone.now()
    if not review:
        stale = registration.exclusion_reviews.filter(ground=judged.declared.ground.slug).first()
        review = stale or ExclusionReview(registration=registration, ground=judged.declared.ground.slug)
        _set_second(review, None, "", "", None)
    if not review.first_reviewer_id or judged.review is None or review.first_reviewer_id == actor.pk:
        review.first_reviewer, review.first_finding = actor, finding
        review.first_note, review.first_at = note, now
        return review
    if review.second_reviewer_id not in (None, actor.pk) and not access.may_lead(actor):
        raise ValidationError(
            "Two people have judged this already. They can change their findings, and so can a lead."
        )
    _set_second(review, actor, finding, note, now)
    return review


def _set_second(
    review: ExclusionReview, actor: User | None, finding: str, note: str, at: dt.datetime | None
) -> None:
    review.second_reviewer, review.second_finding = actor, finding
    review.second_note, review.second_at = note, at


def _record(
    registration: Registration,
    judged: Judged,
    review: ExclusionReview,
    actor: User,
    finding: str,
    note: str,
) -> None:
    place = "first" if review.first_reviewer_id == actor.pk else "second"
    title = judged.declared.ground.title
    text = f"Exclusion ground “{title}”, {place} reviewer: {Finding(finding).label} – {note}"
    data = {"ground": review.ground, "finding": finding, "reviewer": place}
    record(registration, actor, text, data)
