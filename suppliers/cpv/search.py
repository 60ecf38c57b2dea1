"""Finding codes by what people call things: every word must match, the best kind of match comes first.

A word matches the description of a code, one of the codes above it, or an everyday phrase of
suppliers/data/synonyms.csv.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import compress
from typing import NamedTuple

from suppliers.cpv import words
from suppliers.cpv.index import EXACT, Matches, Words, index
from suppliers.cpv.tree import Category, categories, get

_LONGEST = 200
_WORDS_AT_MOST = 12
_NUMBER = re.compile(r"(?:cpv\s*:?\s*)?([0-9]{2,8})\s*(?:-\s*([0-9])?)?", re.IGNORECASE | re.ASCII)


class _Kind(IntEnum):
    """Kinds of match, the best first."""

    THE_VERY_WORDS = 0
    WHOLE_DESCRIPTION = 1
    WHOLE_PHRASE = 2
    IN_ORDER = 3
    OWN_WORDS = 4
    WHOLE_RELATED = 5
    PHRASE_WITHIN = 6
    PART_OF_PHRASE = 7
    RELATED_WORDS = 8
    ABOVE = 9


_WHOLE = (
    _Kind.THE_VERY_WORDS,
    _Kind.WHOLE_DESCRIPTION,
    _Kind.WHOLE_PHRASE,
    _Kind.WHOLE_RELATED,
    _Kind.PHRASE_WITHIN,
)
#: Where nothing matches every word: what matches more than this part of their weight is better than nothing.
_ENOUGH = 0.5
#: With so many that match by themselves, those that only stand below one that does are not looked at.
_PLENTY = 100
#: The divisions below are goods.
_FIRST_SERVICE = "45"


class _Found(NamedTuple):
    """How a category matches, in the order in which answers are given: less comes first."""

    #: Everything that was typed matches, a whole phrase or description within it, or most of its words.
    part: int = 0
    #: The words that do not match, by their weight.
    missing: float = 0
    kind: _Kind = _Kind.ABOVE
    #: How much of question and description the other has not.
    unlike: float = 1
    #: Who names no product mostly sells a service: "catering".
    is_product: bool = False
    #: How special a description is; for a phrase, where it names the category.
    depth: int = 0
    position: int = 0


def search(text: str, at_most: int = 20) -> list[Category]:
    """Return the categories that `text` may mean, the likeliest first.

    Args:
        text: a code, the beginning of one, or words as people type them.
        at_most: how many to return.
    """
    text = text.strip()[:_LONGEST]
    number = _NUMBER.fullmatch(text)
    if number:
        return _by_number(number[1], number[2])[:at_most]
    best: dict[int, _Found] = {}
    for reading in index().readings(words.split(text)[:_WORDS_AT_MOST]):
        for position, found in _Question(reading).answers().items():
            best[position] = min(found, best.get(position, found))
    return [categories()[position] for position in sorted(best, key=best.__getitem__)[:at_most]]


def _by_number(digits: str, check_digit: str | None) -> list[Category]:
    if check_digit or len(digits) == 8:
        category = get(f"{digits}{check_digit or ''}")
        return [category] if category else []
    return [category for category in categories() if category.code.startswith(digits)]


class _Question:
    """What was typed, and where each of its words matches."""

    def __init__(self, typed: Words) -> None:
        self._typed = typed
        self._core = [index().matches(stem) for stem in typed.core]
        self._optional = [index().matches(stem) for stem in typed.optional]

    def answers(self) -> dict[int, _Found]:
        """Return how each category that matches does, by its place; of very many the best."""
        if not self._core:
            return {}
        every = set.intersection(*map(index().named, self._core))
        if len(every) < _PLENTY:
            every = set.intersection(*map(index().reach, self._core))
        if every:
            return {position: self._found(position, self._core) for position in every}
        return dict(self._in_part())

    def _in_part(self) -> Iterator[tuple[int, _Found]]:
        """Where nothing matches every word: what is matched as a whole, or by most of the words."""
        weights = [index().weight(matches) for matches in self._core]
        reaches = [index().reach(matches) for matches in self._core]
        for position in set().union(*reaches):
            there = [position in reach for reach in reaches]
            missing = 1 - sum(compress(weights, there)) / sum(weights)
            found = self._found(position, list(compress(self._core, there)))
            is_whole = found.kind in _WHOLE
            if is_whole or missing < _ENOUGH:
                yield position, found._replace(part=1 if is_whole else 2, missing=round(missing, 3))

    def _found(self, position: int, core: list[Matches]) -> _Found:
        by_phrases = (
            self._by_phrase(number, position, core) for number in index().phrases_of.get(position, ())
        )
        return min([self._by_description(position, core), *by_phrases])._replace(position=position)

    def _by_description(self, position: int, core: list[Matches]) -> _Found:
        description = index().descriptions[position]
        own = [matches.own.get(position, 0.0) for matches in core]
        whole = len(description.core) == len(core)
        if self._typed.all == description.all:
            kind = _Kind.THE_VERY_WORDS
        elif not min(own):
            kind = _Kind.ABOVE
        elif min(own) < EXACT:
            kind = _Kind.WHOLE_RELATED if whole else _Kind.RELATED_WORDS
        elif whole:
            kind = _Kind.WHOLE_DESCRIPTION
        elif f" {' '.join(self._typed.core)} " in f" {' '.join(description.core)} ":
            kind = _Kind.IN_ORDER
        else:
            kind = _Kind.OWN_WORDS
        optional = [matches.own.get(position, 0.0) for matches in self._optional]
        category = categories()[position]
        return _Found(
            kind=kind,
            unlike=self._unlike(own + optional, description),
            is_product=category.code < _FIRST_SERVICE,
            depth=len(category.prefix),
        )

    def _by_phrase(self, number: int, position: int, core: list[Matches]) -> _Found:
        """How an everyday phrase matches; words that it lacks the description has."""
        phrase = index().phrases[number]
        said = [matches.phrases.get(number, 0.0) for matches in core]
        optional = [matches.phrases.get(number, 0.0) for matches in self._optional]
        count = sum(quality > 0 for quality in said)
        kind = _Kind.ABOVE
        if count == len(core) == len(phrase.words.core):
            kind = _Kind.WHOLE_PHRASE
        elif count and count == len(phrase.words.core):
            kind = _Kind.PHRASE_WITHIN
        elif count == len(core):
            kind = _Kind.PART_OF_PHRASE
        return _Found(
            kind=kind,
            unlike=self._unlike(said + optional, phrase.words),
            depth=phrase.positions.index(position),
        )

    def _unlike(self, qualities: list[float], other: Words) -> float:
        return round(1 - 2 * sum(qualities) / (len(self._typed) + len(other)), 3)
