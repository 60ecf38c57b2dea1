"""A person with registrations in every state, stored in a portal that runs in processes of its own.

`Portal.states` runs `make` there, with the settings of those processes.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from intake.models import Message
from suppliers import door, drafts, register
from suppliers.models import (
    Decision,
    Document,
    DocumentKind,
    Person,
    Registration,
    SectionAnswers,
    SignInLink,
    Supplier,
)
from suppliers.models.registration import State
from tests.browser import firms
from tests.factories import AttachmentFactory, MessageFactory, RegistrationFactory, submitted_registration

EMAIL, NEWCOMER = "ada@leabridge.example.com", "kim@osei.example.com"
_REASONS = "Your public liability insurance covers £1,000,000.\n\nSchools need at least £5,000,000."
_CHANGES = "Insurance: please replace the certificate. The expiry date cannot be read on the photo."


def make() -> dict[str, str]:
    """Make the registrations; return their ids by a word for each, and tokens by which to come in."""
    begun = {
        "blank": _draft({}),
        "faulty": _draft({}),
        "begun": _begun(),
        "ready": _draft(firms.COMPANY.answers, documents=firms.COMPANY.documents),
        "submitted": _sent(State.SUBMITTED),
        "changes": _sent(State.CHANGES_REQUESTED, Decision.Outcome.CHANGES_REQUESTED, _CHANGES),
        "rejected": _sent(State.REJECTED, Decision.Outcome.REJECTED, _REASONS),
        "withdrawn": _sent(State.WITHDRAWN),
        "approved": _approved("", conditions="Until 1 March only for catering outside of schools."),
        "suspended": _approved("", status=Supplier.Status.SUSPENDED),
        "renewable": _approved("Marsh Road Catering Limited", renew_in=20),
        "renewing": _approved("Well Street Catering Limited", renew_in=20),
        "lapsed": _approved("Old Ford Catering Limited", renew_in=-3),
        "renewal": _again(Registration.Kind.RENEWAL),
        "change": _again(Registration.Kind.CHANGE),
    }
    for registration in begun.values():
        Person.objects.create(supplier=registration.supplier, email=EMAIL)
    Person.objects.create(supplier=begun["begun"].supplier, email="sam@leabridge.example.com")
    tokens = {"in": _token(EMAIL), "in-newcomer": _token(NEWCOMER), "in-unspent": _token(EMAIL)}
    return {
        **{word: str(registration.pk) for word, registration in begun.items()},
        **tokens,
        "stop": drafts.stop_token(begun["begun"].pk),
        "lapsed-supplier": str(begun["lapsed"].supplier_id),
    }


def _token(email: str) -> str:
    token = f"browser-tests-{SignInLink.objects.count()}"
    SignInLink.objects.create(
        email=email, token_hash=door._hash(token), expires_at=timezone.now() + dt.timedelta(hours=2)
    )
    return token


def _draft(answers: Any, *, documents: Any = None, **fields: Any) -> Registration:
    registration = RegistrationFactory(answers=answers, **fields)
    _upload(registration, documents or {})
    return registration


def _begun() -> Registration:
    """One with three sections done, one in the middle, and others not begun."""
    some = {slug: firms.COMPANY.answers[slug] for slug in ("organisation", "contacts", "offer", "insurance")}
    registration = _draft(some)
    registration.sections.filter(slug="insurance").update(state=SectionAnswers.State.IN_PROGRESS)
    return registration


def _sent(state: State, outcome: str = "", reasons: str = "") -> Registration:
    registration = submitted_registration(firms.COMPANY.answers)
    _upload(registration, firms.COMPANY.documents)
    Registration.objects.filter(pk=registration.pk).update(state=state)
    if outcome:
        Decision.objects.create(registration=registration, outcome=outcome, reasons=reasons)
    MessageFactory(submission=registration.submission, state=Message.State.FAILED, last_error="Mailbox full")
    MessageFactory(
        submission=registration.submission,
        direction=Message.Direction.IN,
        kind=Message.Kind.REPLY,
        text="Is a photo of the certificate good enough?",
        next_attempt_at=None,
    )
    return registration


def _approved(name: str, *, renew_in: int = 200, **fields: Any) -> Registration:
    """One approved so long ago that it is to be renewed in `renew_in` days, and its insurance too."""
    firm = firms.COMPANY.called(name) if name else firms.COMPANY
    ends = timezone.localdate() + dt.timedelta(days=renew_in)
    firm = firm.saying("insurance", public_liability_expires=ends.isoformat())
    registration = submitted_registration(firm.answers)
    _upload(registration, firm.documents)
    began = timezone.now() - dt.timedelta(days=365 - renew_in)
    Registration.objects.filter(pk=registration.pk).update(
        state=State.APPROVED, created_at=began, submitted_at=began, decided_at=began
    )
    supplier = register.apply(registration=registration, conditions=fields.pop("conditions", ""))
    lapsed = {"status": Supplier.Status.LAPSED} if renew_in < 0 else {}
    Supplier.objects.filter(pk=supplier.pk).update(approved_at=began, renew_by=ends, **lapsed, **fields)
    supplier.expiries.filter(kind="registration").update(expires_on=ends)
    return registration


def _again(kind: Registration.Kind) -> Registration:
    """The draft of a change or a renewal, of which one section is changed already."""
    before = _approved("", renew_in=20)
    now = firms.COMPANY.saying(
        "organisation", website="https://new.leabridge.example.com", employees="medium"
    )
    registration = _draft(now.answers, supplier=before.supplier, kind=kind)
    if kind == Registration.Kind.RENEWAL:
        registration.sections.exclude(slug="organisation").update(confirmed=False)
    return registration


def _upload(registration: Registration, documents: Any) -> None:
    for kinds in documents.values():
        for kind in kinds:
            Document.objects.create(
                supplier=registration.supplier,
                registration=registration,
                kind=kind,
                version=1,
                attachment=AttachmentFactory(
                    name=f"{DocumentKind(kind).label}.pdf",
                    submission=registration.submission,
                    upload_token=None if registration.submission else registration.pk,
                ),
            )
