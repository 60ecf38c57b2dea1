"""What the tests of the review share: reviewers, documents, and the steps of a review in a word each."""

import datetime as dt
from typing import Any

from django.utils import timezone

from suppliers import review
from suppliers.models import Document, DocumentKind, Registration, SectionAnswers
from suppliers.models.registration import State
from suppliers.sections import SECTIONS
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    UserFactory,
    procurement_queue,
    submitted_registration,
)
from tests.suppliers import answers

#: When the answers of `answers.company()` are all in date.
NOW = "2026-11-25T10:00:00Z"
GROUND = "poor_performance"


def reviewer(role: str = "member", **fields: Any):
    """Somebody of the procurement team."""
    return MembershipFactory(queue=procurement_queue(), role=role, user=UserFactory(**fields)).user


def registration_to_review(given: dict | None = None, **fields: Any) -> Registration:
    """A registration that waits for a decision, with every document that a company is asked for."""
    registration = submitted_registration(given or answers.company(), **fields)
    for kind in (
        DocumentKind.PUBLIC_LIABILITY,
        DocumentKind.EMPLOYERS_LIABILITY,
        DocumentKind.SAFEGUARDING_POLICY,
        DocumentKind.CYBER_ESSENTIALS,
    ):
        add_document(registration, kind)
    return registration


def add_document(registration: Registration, kind: str, **fields: Any) -> Document:
    """A document of the registration's supplier, uploaded for it in place of the one before."""
    before = Document.objects.filter(supplier=registration.supplier, kind=kind)
    before.update(replaced_at=timezone.now())
    return Document.objects.create(
        supplier=registration.supplier,
        registration=registration,
        kind=kind,
        version=before.count() + 1,
        attachment=AttachmentFactory(
            submission=registration.submission, upload_token=None, name=f"{kind}.pdf"
        ),
        **fields,
    )


def declaring(**grounds: str) -> dict:
    """A company's answers with exclusion grounds declared: slug → what it says of its self-cleaning."""
    declared = {
        f"ground_{slug}{ending}": value
        for slug, text in grounds.items()
        for ending, value in (("", "yes"), ("_details", "A school ended it."), ("_self_cleaning", text))
    }
    return answers.company(declarations=declared)


def accept_all(registration: Registration, actor, **kwargs: Any) -> None:
    """Accept every section."""
    found = {section.slug: review.Found("accepted") for section in SECTIONS}
    review.check_sections(registration_id=registration.pk, actor=actor, found=found, **kwargs)


def judge(registration: Registration, actor, finding: str = "acceptable", **kwargs: Any):
    """Judge the ground of these tests."""
    given = {"ground": GROUND, "note": "Seen the new plan.", **kwargs}
    return review.judge_exclusion(registration_id=registration.pk, actor=actor, finding=finding, **given)


def resubmit(registration: Registration, section: str = "", **changed: Any) -> Registration:
    """What the supplier does when it was asked for changes: `section`'s answers, and send again."""
    if section:
        row = SectionAnswers.objects.get(registration=registration, slug=section)
        row.answers |= changed
        row.saved_at = timezone.now() + dt.timedelta(seconds=1)
        row.save()
    Registration.objects.filter(pk=registration.pk).update(state=State.SUBMITTED, submitted_at=timezone.now())
    return fresh(registration)


def fresh(registration: Registration) -> Registration:
    """The registration as the database has it now."""
    return Registration.objects.get(pk=registration.pk)
