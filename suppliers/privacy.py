"""What suppliers' tables hold of a person, and how it is erased at their request.

A firm is no person, but one of its people is. Where the person is all there is of a firm that is not in the
register, everything goes. Otherwise the firm's record stays, as the law on procurement asks, without them.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from intake.models import Attachment, Message, Submission, TimelineEntry
from intake.privacy import requests, scrub
from intake.privacy.people import Person as Requester
from intake.privacy.people import Store
from intake.privacy.telling import File, Part, told
from suppliers import retention
from suppliers.models import (
    CompanyCheck,
    Decision,
    DirectoryEntry,
    ExclusionReview,
    Fingerprint,
    Person,
    Registration,
    SectionAnswers,
    SectionReview,
    SignInLink,
    Standing,
    Supplier,
    UnsavedAnswers,
    UseNote,
)

#: Who is in none of these has never been a supplier of HLT's.
_NEVER_USED = (Supplier.Status.APPLICANT, Supplier.Status.WITHDRAWN)
_OF_SUPPLIER = (Standing, UseNote, DirectoryEntry)
_OF_REGISTRATION = (SectionAnswers, UnsavedAnswers, SectionReview, ExclusionReview, Decision, CompanyCheck)
_TOLD_OF_REGISTRATIONS: tuple[tuple[str, Any], ...] = (
    ("checks of sections", SectionReview),
    ("checks of exclusion grounds", ExclusionReview),
    ("decisions", Decision),
    ("what Companies House said", CompanyCheck),
)
_TOLD_OF_SUPPLIERS: tuple[tuple[str, Any], ...] = (
    ("suspensions and debarments", Standing),
    ("how it did", UseNote),
)
_SHORTEST = 3


def stores() -> list[Store]:
    """Return the places there are."""
    return [Store("Suppliers and their people", _erase, _held)]


def suppliers_of(address: str) -> QuerySet[Supplier]:
    """Return the firms that the owner of `address` acts for, or is named by."""
    named = (
        Q(people__email__iexact=address)
        | Q(email__iexact=address)
        | Q(registrations__submission__sender_email__iexact=address)
        | Q(registrations__sections__saved_by__iexact=address)
    )
    return Supplier.objects.filter(named).distinct()


def _held(person: Requester) -> Iterator[Part]:
    """All of a firm of which they are the only person; of any other what is theirs in it."""
    address = person.address
    for supplier in suppliers_of(address):
        name = f"Supplier {supplier}"
        own = supplier.people.filter(email__iexact=address)
        yield Part(f"{name}: that you act for it", told(own))
        saved = SectionAnswers.objects.filter(registration__supplier=supplier).order_by("pk")
        unsaved = UnsavedAnswers.objects.filter(registration__supplier=supplier, email__iexact=address)
        if supplier.people.exclude(email__iexact=address).exists():
            beside = [_entries(each.answers, address) for each in saved]
            yield Part(f"{name}: where you are named", [entry for entry in beside if entry])
            theirs = saved.filter(saved_by__iexact=address)
            yield Part(f"{name}: sections that you saved", told(theirs, without=["answers", "registration"]))
            yield Part(f"{name}: typed and not saved", told(unsaved, without=["registration"]))
            continue
        yield Part(f"{name}: the register", told([supplier]))
        yield Part(f"{name}: sections", told(saved, without=["registration"]))
        yield Part(f"{name}: typed and not saved", told(unsaved, without=["registration"]))
        for label, model in _TOLD_OF_REGISTRATIONS:
            rows = model._base_manager.filter(registration__supplier=supplier).order_by("pk")
            yield Part(f"{name}: {label}", told(rows, without=["registration"]))
        for label, model in _TOLD_OF_SUPPLIERS:
            rows = model._base_manager.filter(supplier=supplier).order_by("pk")
            yield Part(f"{name}: {label}", told(rows, without=["supplier"]))
        documents = supplier.documents.select_related("attachment")
        files = tuple(
            File(f"files/supplier/{each.attachment_id}-{each.attachment.name}", each.attachment.file)
            for each in documents.exclude(attachment__scan=Attachment.Scan.INFECTED)
        )
        yield Part(
            f"{name}: documents",
            told(documents, without=["supplier", "registration", "attachment"]),
            files,
        )
    links = SignInLink.objects.filter(email__iexact=address).order_by("created_at")
    yield Part("Links to come in as a supplier", told(links))


def _entries(answers: Any, address: str) -> dict[str, Any]:
    """The answers that stand beside the address in a section: “main_name” beside “main_email”."""
    found: dict[str, Any] = {}
    for key, value in answers.items() if isinstance(answers, dict) else ():
        if isinstance(value, str) and value.lower() == address and key.endswith("email"):
            start = key.removesuffix("email")
            found |= {name: said for name, said in answers.items() if name.startswith(start) and said}
    return found


def _erase(person: Requester) -> int:
    address = person.address
    count = SignInLink.objects.filter(email__iexact=address).delete()[0]
    for supplier in Supplier.objects.select_for_update().filter(pk__in=suppliers_of(address).values("pk")):
        count += 1
        others = supplier.people.exclude(email__iexact=address)
        if supplier.status in _NEVER_USED and not others.exists():
            retention.erase_supplier(supplier_id=supplier.pk, because=requests.BECAUSE)
        else:
            _take_out(supplier, address)
    return count


def _take_out(supplier: Supplier, address: str) -> None:
    """Take a person out of a firm that stays: the address, with the name and number that stand beside it."""
    terms = {address}
    sections = SectionAnswers.objects.filter(registration__supplier=supplier)
    for answers in [*sections.values_list("answers", flat=True), *supplier.answers.values()]:
        terms |= _beside(answers, address)
    submissions = Submission.objects.filter(registration__supplier=supplier)
    own = submissions.filter(sender_email__iexact=address)
    terms |= set(own.values_list("sender_name", flat=True))
    if supplier.email.lower() == address:
        terms |= {supplier.contact_name, supplier.telephone}
    terms = {term for term in terms if len(term) >= _SHORTEST}
    own.update(sender_telephone="", sender_role="")
    Person.objects.filter(supplier=supplier, email__iexact=address).delete()
    UnsavedAnswers.objects.filter(registration__supplier=supplier, email__iexact=address).delete()
    # Without it: what is replaced by one word in two firms would make them look like one.
    Fingerprint.objects.filter(supplier=supplier, key__iexact=f"email:{address}").delete()
    of: list[QuerySet[Any]] = [
        Supplier.objects.filter(pk=supplier.pk),
        Supplier.history.filter(id=supplier.pk),
        *(model._base_manager.filter(supplier=supplier) for model in _OF_SUPPLIER),
        *(model._base_manager.filter(registration__supplier=supplier) for model in _OF_REGISTRATION),
        submissions,
        Message.objects.filter(submission__registration__supplier=supplier),
        TimelineEntry.objects.filter(submission__registration__supplier=supplier),
        Registration.objects.filter(supplier=supplier),
    ]
    for rows in of:
        scrub.rows(rows, terms)


def _beside(answers: Any, address: str) -> set[str]:
    """The name and the number that stand beside the address: “main_name” beside “main_email”."""
    entries = _entries(answers, address)
    return {str(said) for name, said in entries.items() if name.endswith(("name", "telephone"))}
