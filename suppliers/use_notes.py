"""What staff say of the suppliers that they used: a rating from 1 to 5, and a few words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Avg, Count

from suppliers import access
from suppliers.models import Supplier, UseNote


@dataclass(frozen=True)
class Rating:
    """What the ratings of one supplier come to: their average, and how many there are."""

    average: float
    count: int

    def __str__(self) -> str:
        ratings = "1 rating" if self.count == 1 else f"{self.count} ratings"
        return f"{self.average:.1f} of 5 ({ratings})"


@transaction.atomic
def add(*, supplier_id: int, actor: User, used_for: str, rating: int, text: str = "") -> UseNote:
    """Note how a supplier did, for all colleagues.

    Raises:
        PermissionDenied: `actor` may not rate suppliers.
        DoesNotExist: there is no such supplier, or it is none that `actor` sees.
        ValidationError: the rating is not one of 1 to 5, or nothing says what the supplier was used for.
    """
    access.require(access.may_rate(actor))
    supplier = access.visible_suppliers(actor).exclude(status=Supplier.Status.MERGED).get(pk=supplier_id)
    note = UseNote(
        supplier=supplier, author=actor, used_for=used_for.strip(), rating=rating, text=text.strip()
    )
    note.full_clean()
    note.save()
    return note


def ratings(supplier_ids: Iterable[int]) -> dict[int, Rating]:
    """Return what the ratings of each supplier come to, by its id; who has none is left out."""
    rows = (
        UseNote.objects.filter(supplier__in=list(supplier_ids))
        .order_by()
        .values_list("supplier")
        .annotate(Avg("rating"), Count("pk"))
    )
    return {supplier_id: Rating(float(average), count) for supplier_id, average, count in rows}
