"""Merging two records of one firm: one is kept with all that belongs to both, the other leads to it."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from intake import search
from suppliers import access, duplicates, standings
from suppliers.models import Document, Person, Registration, Standing, Supplier, UseNote

_MOVED = (Registration, UseNote, Standing)
#: The kind of document of which there is not one current version, but any number.
_ANY_NUMBER = "other"


@transaction.atomic
def merge(*, keep_id: int, merge_id: int, actor: User) -> Supplier:
    """Merge the supplier `merge_id` into `keep_id`, whose facts stay as they are.

    People, registrations, documents, notes and standings move; the other becomes merged, and leads to the one
    that is kept. A suspension or debarment of either holds for the one that is kept.

    Raises:
        PermissionDenied: `actor` is not a lead of the procurement team.
        DoesNotExist: there is no such supplier.
        ValidationError: they cannot be merged; it says why.

    Returns:
        The supplier that is kept.
    """
    access.require(access.may_lead(actor))
    # Both are locked in one order, so that two people who merge the same two the other way round cannot hang.
    locked = {
        supplier.pk: supplier
        for supplier in Supplier.objects.select_for_update().filter(pk__in=(keep_id, merge_id)).order_by("pk")
    }
    if len(locked) < len({keep_id, merge_id}):
        raise Supplier.DoesNotExist
    keep, other = locked[keep_id], locked[merge_id]
    _check(keep, other)
    _move(keep, other)
    Supplier.objects.filter(merged_into=other).update(merged_into=keep)
    other.status, other.merged_into = Supplier.Status.MERGED, keep
    fields = ["status", "merged_into"]
    bulk_update_with_history([other], Supplier, fields, default_user=actor)
    standings.follow(keep, actor=actor)
    return keep


def candidates(supplier: Supplier, *, text: str = "") -> QuerySet[Supplier]:
    """Return what may be duplicates of `supplier`: what `text` finds, else what is probably the same firm."""
    others = Supplier.objects.exclude(pk=supplier.pk).exclude(status=Supplier.Status.MERGED)
    others = others.defer("answers", "search_text")
    if text:
        return search.matching(others, text).order_by("sort_name", "pk")
    matches = duplicates.find(duplicates.Firm.of_supplier(supplier), exclude=supplier)
    return others.filter(pk__in=[match.supplier.pk for match in matches]).order_by("sort_name", "pk")


def _check(keep: Supplier, other: Supplier) -> None:
    if keep.pk == other.pk:
        raise ValidationError("Choose another supplier: this is the same one.")
    for supplier in (keep, other):
        if supplier.status == Supplier.Status.MERGED:
            raise ValidationError(f"{supplier} is merged already, into {supplier.merged_into}.")
    if keep.approved_at is None and other.approved_at is not None:
        raise ValidationError(f"{keep} has never been approved and {other} has: keep {other} instead.")
    terms = [
        list(
            standings.in_force()
            .filter(supplier=supplier, kind=Standing.Kind.DEBARRED)
            .order_by("starts_on", "ends_on")
            .values_list("starts_on", "ends_on")
        )
        for supplier in (keep, other)
    ]
    if all(terms) and terms[0] != terms[1]:
        raise ValidationError(
            "Both are debarred, from or until different days. Decide which holds, lift the other, then merge."
        )


def _move(keep: Supplier, other: Supplier) -> None:
    _move_people(keep, other)
    _move_documents(keep, other)
    for model in _MOVED:
        model._default_manager.filter(supplier=other).update(supplier=keep)
    # Nobody is to be reminded of what the kept record says better.
    other.expiries.all().delete()
    other.fingerprints.all().delete()


def _move_people(keep: Supplier, other: Supplier) -> None:
    people = Person.objects.filter(supplier=other)
    known = list(Person.objects.filter(supplier=keep).values_list("email", flat=True))
    people.exclude(email__in=known).update(supplier=keep)
    people.delete()


def _move_documents(keep: Supplier, other: Supplier) -> None:
    """Count the versions of each kind anew, the oldest first; the newest that was current stays so."""
    kinds = set(Document.objects.filter(supplier=other).values_list("kind", flat=True))
    for kind in sorted(kinds - {_ANY_NUMBER}):
        both = Document.objects.filter(supplier__in=(keep, other), kind=kind)
        documents = list(both.order_by("uploaded_at", "pk"))
        beyond = max(document.version for document in documents)
        # First out of each other's way: a version of a kind is there once.
        for document in documents:
            document.supplier = keep
            beyond += 1
            document.version = beyond
        Document.objects.bulk_update(documents, ["supplier", "version"])
        current = [document for document in documents if not document.replaced_at]
        for document in current[:-1]:
            document.replaced_at = timezone.now()
        for version, document in enumerate(documents, start=1):
            document.version = version
        Document.objects.bulk_update(documents, ["version", "replaced_at"])
    Document.objects.filter(supplier=other, kind=_ANY_NUMBER).update(supplier=keep)
