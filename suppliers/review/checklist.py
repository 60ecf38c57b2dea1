"""The checklist: what a reviewer finds of each section."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from suppliers.models import Registration, SectionReview
from suppliers.models.registration import State
from suppliers.review import papers
from suppliers.review.common import locked, record, require_version
from suppliers.sections import BY_SLUG, SECTIONS, Section
from suppliers.states import MoveNotAllowed

Outcome = SectionReview.Outcome


@dataclass(frozen=True)
class Found:
    """What a reviewer finds of a section, and why; of a query, what the supplier is asked to change."""

    outcome: str
    note: str = ""


@dataclass(frozen=True)
class Checked:
    """A section with what was found of it last; `is_stale` where it has changed since."""

    section: Section
    review: SectionReview | None
    is_stale: bool

    @property
    def outcome(self) -> str:
        """What was found of the section as it is now, or "" where nobody has checked that."""
        return self.review.outcome if self.review and not self.is_stale else ""

    @property
    def in_words(self) -> str:
        """The outcome as the page shows it."""
        if self.is_stale:
            return "Changed since it was checked"
        return self.review.get_outcome_display() if self.review else "Not checked yet"


def checklist(registration: Registration) -> list[Checked]:
    """Return every section with what was found of it, in order."""
    reviews = {review.section: review for review in registration.section_reviews.all()}
    changed = _changed_at(registration)
    return [
        Checked(section, review, _is_after(changed.get(section.slug), review))
        for section in SECTIONS
        for review in [reviews.get(section.slug)]
    ]


@transaction.atomic
def check_section(
    *,
    registration_id: uuid.UUID,
    actor: User,
    section: str,
    outcome: str,
    note: str = "",
    version: int | None = None,
) -> Registration:
    """Say what one section is; see `check_sections`."""
    return check_sections(
        registration_id=registration_id, actor=actor, found={section: Found(outcome, note)}, version=version
    )


@transaction.atomic
def check_sections(
    *, registration_id: uuid.UUID, actor: User, found: Mapping[str, Found], version: int | None = None
) -> Registration:
    """Say what sections are, by slug; what was said before, of the same answers, stays as it is.

    Raises:
        PermissionDenied: `actor` may not review it.
        MoveNotAllowed: it does not wait for a decision.
        ValidationError: by section, what is wrong with what was said of it.
        ChangedMeanwhile: see the package.
    """
    registration = locked(registration_id=registration_id, actor=actor)
    require_version(registration, version)
    if registration.state != State.SUBMITTED:
        raise MoveNotAllowed("Only a registration that is with us can be checked.")
    write_found(registration, actor, found)
    return registration


def write_found(registration: Registration, actor: User, found: Mapping[str, Found]) -> None:
    """Write what is new of `found`, for a step that has locked the registration.

    Raises:
        ValidationError: as for `check_sections`.
    """
    problems = {slug: _problem(slug, each) for slug, each in found.items()}
    if any(problems.values()):
        raise ValidationError({slug: problem for slug, problem in problems.items() if problem})
    known = {checked.section.slug: checked for checked in checklist(registration)}
    new = {slug: each for slug, each in found.items() if not _is_known(known[slug], each)}
    for slug, each in new.items():
        _write(registration, actor, slug, each)
    if new:
        _record(registration, actor, new)


def _problem(slug: str, found: Found) -> str:
    if slug not in BY_SLUG or found.outcome not in Outcome.values:
        return "Choose what the section is: accepted, a query, or not needed."
    if found.outcome == Outcome.QUERY and not found.note.strip():
        return f"{BY_SLUG[slug].title}: write what the supplier is to change."
    return ""


def _is_known(checked: Checked, found: Found) -> bool:
    return bool(
        checked.review and checked.outcome == found.outcome and checked.review.note == found.note.strip()
    )


def _write(registration: Registration, actor: User, slug: str, found: Found) -> None:
    what: dict[str, Any] = {"outcome": found.outcome, "note": found.note.strip(), "reviewer": actor}
    SectionReview.objects.update_or_create(
        registration=registration, section=slug, defaults={**what, "at": timezone.now()}
    )


def _record(registration: Registration, actor: User, new: Mapping[str, Found]) -> None:
    lines = [
        f"{BY_SLUG[slug].title}: {Outcome(each.outcome).label.lower()}"
        + (f" – {each.note.strip()}" if each.note.strip() else "")
        for slug, each in new.items()
    ]
    data = {slug: {"outcome": each.outcome, "note": each.note.strip()} for slug, each in new.items()}
    record(registration, actor, "\n".join(["Checklist", *lines]), {"checklist": data})


def _changed_at(registration: Registration) -> dict[str, dt.datetime]:
    """When each section's answers or documents last changed."""
    moments = [(section.slug, section.saved_at) for section in registration.sections.all()]
    for slug, found in papers.by_section(registration).items():
        moments += [(slug, document.uploaded_at) for document in found.newest]
    # Of two moments of one section the later one stays.
    return dict(sorted(moments, key=lambda pair: pair[1]))


def _is_after(changed: dt.datetime | None, review: SectionReview | None) -> bool:
    return bool(changed and review and changed > review.at)
