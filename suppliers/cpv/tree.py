"""The 9,454 codes as a tree: a code is below another whose digits, but for the zeros at the end, begin it."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
_DIVISION_LENGTH = 2
_CODE = re.compile(r"([0-9]{8})(?:\s*-?\s*([0-9]))?")


@dataclass(frozen=True, slots=True)
class Category:
    """One code of the vocabulary: "80100000-5", "Primary education services"."""

    code: str
    description: str

    @property
    def prefix(self) -> str:
        """The digits that say something; 801 of 80100000-5."""
        return descendants_prefix(self.code)


@lru_cache(maxsize=1)
def categories() -> tuple[Category, ...]:
    """Return all codes in order; a code stands right before those below it."""
    with (DATA / "cpv.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Category(row["code"], row["description"]) for row in csv.DictReader(file))


@lru_cache(maxsize=1)
def _by_prefix() -> dict[str, Category]:
    return {category.prefix: category for category in categories()}


def get(code: str) -> Category | None:
    """Return the category of a code, typed with or without its check digit; None if there is no such code."""
    typed = _CODE.fullmatch(code.strip())
    category = _by_prefix().get(descendants_prefix(typed[1])) if typed else None
    return category if category and typed and typed[2] in (None, category.code[-1]) else None


def is_code(text: str) -> bool:
    """Return whether `text` is a code of the vocabulary, with or without its check digit."""
    return get(text) is not None


def descendants_prefix(code: str) -> str:
    """Return the digits with which a code and every code below it begin: 801 for 80100000-5."""
    digits = code[:8]
    return digits[:_DIVISION_LENGTH] + digits[_DIVISION_LENGTH:].rstrip("0")


def ancestors(code: str) -> list[Category]:
    """Return what is above a code, the most general first."""
    prefix = descendants_prefix(code)
    shorter = (prefix[:length] for length in range(_DIVISION_LENGTH, len(prefix)))
    return [_by_prefix()[each] for each in shorter if each in _by_prefix()]


def children(code: str) -> list[Category]:
    """Return what is right below a code, in order."""
    prefix = descendants_prefix(code)
    # A few codes lack the one above them; they belong to the next that there is.
    return [
        category
        for category in categories()
        if category.prefix.startswith(prefix)
        and category.prefix != prefix
        and ancestors(category.code)[-1].prefix == prefix
    ]
