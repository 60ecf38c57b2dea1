"""Many made-up suppliers, for tests and benchmarks of the register: the same ones each time."""

import datetime as dt
import random

from django.db import connection
from django.utils import timezone

from intake import search
from suppliers import cpv
from suppliers.models import DirectoryEntry, Supplier, SupplierCategory, SupplierFacet, UseNote
from suppliers.models.supplier import Area, Phase

MANY = 20_000
_PLACES = (
    "Clapton",
    "Dalston",
    "Homerton",
    "Shoreditch",
    "Stoke Newington",
    "Hoxton",
    "London Fields",
    "Leeds",
)
_TRADES = (
    "Catering",
    "Coaching",
    "Cleaning",
    "Roofing",
    "Tuition",
    "Printing",
    "Grounds",
    "Software",
    "Music",
)
_ENDINGS = ("Limited", "Trust", "Services", "Partners", "and Daughters", "Collective")
_STATUSES = [Supplier.Status.ACTIVE] * 16 + [
    *(Supplier.Status.LAPSED, Supplier.Status.SUSPENDED, Supplier.Status.WITHDRAWN, Supplier.Status.APPLICANT)
]
_COVER = (1_000_000, 2_000_000, 5_000_000, 10_000_000)


def fill(count: int = MANY) -> None:
    """Add `count` suppliers with categories, areas, phases, some ratings, and let the database count them."""
    chance = random.Random(204)
    suppliers = [_supplier(number, chance) for number in range(count)]
    Supplier.objects.bulk_create(suppliers, batch_size=2_000)
    codes = [category.code[:8] for category in cpv.categories()]
    SupplierCategory.objects.bulk_create(
        (
            SupplierCategory(supplier=supplier, code=code)
            for supplier in suppliers
            for code in {chance.choice(codes), chance.choice(codes)}
        ),
        batch_size=10_000,
    )
    SupplierFacet.objects.bulk_create(
        (
            SupplierFacet(supplier=supplier, facet=facet, value=value)
            for supplier in suppliers
            for facet, value in (("area", chance.choice(Area.values)), ("phase", chance.choice(Phase.values)))
        ),
        batch_size=10_000,
    )
    UseNote.objects.bulk_create(
        UseNote(supplier=supplier, used_for="Meals", rating=chance.randint(1, 5))
        for supplier in suppliers[::20]
    )
    DirectoryEntry.objects.bulk_create(
        (
            DirectoryEntry(
                supplier=supplier,
                sort_name=supplier.sort_name,
                by_category=True,
                search_text=supplier.legal_name,
            )
            for supplier in suppliers[::2]
        ),
        batch_size=10_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _supplier(number: int, chance: random.Random) -> Supplier:
    name = f"{chance.choice(_PLACES)} {chance.choice(_TRADES)} {number} {chance.choice(_ENDINGS)}"
    # One in four hundred has a word or a cover that few others have.
    rare = number % 400 == 0
    description = "Beekeeping for schools." if rare else "All that a school needs, on time."
    return Supplier(
        status=chance.choice(_STATUSES),
        legal_name=name,
        sort_name=name.casefold(),
        company_number=f"{number:08}",
        address=f"{number} Mare Street\nLondon\nE8 1EA",
        postcode="E8 1EA",
        email=f"hello@supplier{number}.example.com",
        email_domain=f"supplier{number}.example.com",
        description=description,
        sme=chance.random() < 0.7,
        vcse=chance.random() < 0.1,
        local=chance.random() < 0.2,
        public_liability=50_000_000 if rare else chance.choice(_COVER),
        employers_liability=50_000_000 if rare else chance.choice((None, 5_000_000, 10_000_000)),
        professional_indemnity=50_000_000 if rare else chance.choice((None, 1_000_000)),
        approved_at=timezone.now(),
        renew_by=timezone.localdate() + dt.timedelta(days=chance.randint(1, 365)),
        directory_fields=["name", "description", "categories"],
        search_text=search.searchable(name, description, f"hello@supplier{number}.example.com"),
    )
