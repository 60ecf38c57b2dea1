"""How the register's pages say amounts, days and what a supplier sells."""

import datetime as dt

from django import template
from django.utils import timezone

from suppliers import register_search
from suppliers.models import Supplier

register = template.Library()
register.filter("town", register_search.town)
register.filter("categories_in_words", register_search.categories_in_words)


@register.filter
def pounds(amount: int | None) -> str:
    """Return an amount in pounds: "£5 million", "£250,000"; "" for none."""
    if amount is None:
        return ""
    if amount >= 1_000_000 and amount % 100_000 == 0:
        return f"£{amount / 1_000_000:g} million"
    return f"£{amount:,}"


@register.filter
def day(value: dt.date | None) -> str:
    """Return a day as people write it: "3 December 2026"; "" for none."""
    return f"{value.day} {value:%B} {value.year}" if value else ""


@register.filter
def short_day(value: dt.date | None) -> str:
    """Return a day for a narrow column: "3 Dec 2026"; "" for none."""
    return f"{value.day} {value:%b} {value.year}" if value else ""


@register.filter
def is_web_address(value: str) -> bool:
    """Return whether `value` may be linked to: an imported record may hold anything."""
    return value.startswith(("http://", "https://"))


@register.filter
def is_over(value: dt.date | None) -> bool:
    """Return whether a last day has passed."""
    return bool(value and value < timezone.localdate())


@register.filter
def insurance(supplier: Supplier) -> list[str]:
    """Return what a supplier is insured for, a line a kind: "Public liability £5 million"."""
    amounts = ((kind, getattr(supplier, kind.value)) for kind in register_search.Insurance)
    return [f"{kind.label} {pounds(amount)}" for kind, amount in amounts if amount is not None]
