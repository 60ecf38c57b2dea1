"""What the search looks words up in: made once a process from the descriptions and the everyday phrases."""

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from suppliers.cpv import words
from suppliers.cpv.tree import DATA, categories

#: How well a word matches: itself, a relative ("cleaner", "cleaning"), its beginning, or but for a letter.
EXACT, RELATED, BEGUN, MISSPELT = 1.0, 0.8, 0.6, 0.5
_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 5
_SHORTEST_PART = 3
_HYPHENATED = re.compile(r"([^\W_]+)-([^\W_]+)")


@dataclass(frozen=True)
class Words:
    """The words of a description, a phrase or a question, in order: those that count, and those that may."""

    core: tuple[str, ...]
    optional: tuple[str, ...] = ()
    all: tuple[str, ...] = ()

    @classmethod
    def of(cls, stems: list[str]) -> "Words":
        """Sort stems, one of each root; where all are optional, all count."""
        by_root = {words.root(stem): stem for stem in reversed(stems) if stem not in words.EMPTY}
        said = list(reversed(by_root.values()))
        core = tuple(stem for stem in said if stem not in words.OPTIONAL)
        optional = tuple(stem for stem in said if stem not in core) if core else ()
        return cls(core or tuple(said), optional, tuple(stems))

    def __len__(self) -> int:
        return len(self.core) + len(self.optional)


@dataclass(frozen=True)
class Phrase:
    """An everyday phrase, and the places of the categories that it means."""

    words: Words
    positions: tuple[int, ...]


@dataclass
class Matches:
    """Which descriptions, by their places, and which phrases one word of a question matches, and how well."""

    own: dict[int, float]
    phrases: dict[int, float]


class Index:
    """Descriptions and phrases by their words."""

    def __init__(self) -> None:
        self.descriptions = [Words.of(stems(category.description)) for category in categories()]
        self.phrases = list(_phrases())
        self.phrases_of: dict[int, list[int]] = defaultdict(list)
        self._own: dict[str, list[int]] = defaultdict(list)
        self._in_phrases: dict[str, list[int]] = defaultdict(list)
        self._fill()
        self._ends = _ends()
        self._sorted = sorted(self._own.keys() | self._in_phrases.keys())
        self._relatives: dict[str, list[str]] = defaultdict(list)
        self._misspelt: dict[str, list[str]] = defaultdict(list)
        for stem in self._sorted:
            self._relatives[words.root(stem)].append(stem)
            for shorter in {stem, *_one_letter_less(stem)}:
                self._misspelt[shorter].append(stem)

    def _fill(self) -> None:
        for position, category in enumerate(categories()):
            compounds = [
                words.stem("".join(words.split("".join(pair))))
                for pair in _HYPHENATED.findall(category.description)
            ]
            for stem in {*stems(category.description), *compounds}:
                self._own[stem].append(position)
        for number, phrase in enumerate(self.phrases):
            for stem in (*phrase.words.core, *phrase.words.optional):
                self._in_phrases[stem].append(number)
            for position in phrase.positions:
                self.phrases_of[position].append(number)

    def readings(self, typed: list[str]) -> list[Words]:
        """Return how a question may be read: "carpark" is "car park", and "mini bus" may be one word, too."""
        as_typed = [part for word in typed for part in self._parts(words.stem(word))]
        joined: list[str] = []
        for word in typed:
            whole = words.stem(joined[-1] + word) if joined else ""
            if self._knows(whole):
                joined[-1] = whole
            else:
                joined.append(word)
        readings = [as_typed, [part for word in joined for part in self._parts(words.stem(word))]]
        return list(dict.fromkeys(Words.of(reading) for reading in readings if reading))

    def _knows(self, stem: str) -> bool:
        return stem in self._own or stem in self._in_phrases

    def _parts(self, stem: str) -> list[str]:
        if self._forms(stem, misspelt=False):
            return [stem]
        for cut in range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1):
            parts = [words.stem(stem[:cut]), stem[cut:]]
            if all(map(self._knows, parts)):
                return parts
        return [stem]

    def _forms(self, stem: str, *, misspelt: bool) -> dict[str, float]:
        """The known words that a word may stand for, and how well each matches it."""
        forms = dict.fromkeys(self._relatives.get(words.root(stem), ()), RELATED)
        if self._knows(stem):
            forms[stem] = EXACT
        if not forms and len(stem) >= _SHORTEST_BEGINNING:
            forms = dict.fromkeys(self._beginning_with(stem), BEGUN)
        if misspelt and not self._knows(stem) and len(stem) >= _SHORTEST_MISSPELT:
            forms = dict.fromkeys(self._but_for_a_letter(stem), MISSPELT) | forms
        return forms

    def _but_for_a_letter(self, stem: str) -> set[str]:
        return {other for less in (stem, *_one_letter_less(stem)) for other in self._misspelt.get(less, ())}

    def _beginning_with(self, start: str) -> Iterator[str]:
        for place in range(bisect_left(self._sorted, start), len(self._sorted)):
            if not self._sorted[place].startswith(start):
                break
            yield self._sorted[place]

    def matches(self, stem: str) -> Matches:
        """Return what a word matches."""
        own: dict[int, float] = {}
        phrases: dict[int, float] = {}
        # Rising quality, so that the best of several forms stays.
        for form, quality in sorted(self._forms(stem, misspelt=True).items(), key=lambda item: item[1]):
            own.update(dict.fromkeys(self._own.get(form, ()), quality))
            phrases.update(dict.fromkeys(self._in_phrases.get(form, ()), quality))
        return Matches(own, phrases)

    def named(self, matches: Matches) -> set[int]:
        """Return the places of the categories whose description or phrases match."""
        return set(matches.own).union(*(self.phrases[number].positions for number in matches.phrases))

    def reach(self, matches: Matches) -> set[int]:
        """Return these, and the places of those below one whose description matches."""
        below = {place for start in matches.own for place in range(start + 1, self._ends[start])}
        return below | self.named(matches)

    def weight(self, matches: Matches) -> float:
        """Return how much a word says: the more, the fewer descriptions and phrases have it."""
        return log(len(self.descriptions) / (1 + len(matches.own) + len(matches.phrases)))


@lru_cache(maxsize=1)
def index() -> Index:
    """Return this process's index."""
    return Index()


def stems(text: str) -> list[str]:
    """Return the words of `text` as they are compared."""
    return [words.stem(word) for word in words.split(text)]


def synonyms() -> list[tuple[str, list[str]]]:
    """Return the everyday phrases and the codes that each means, as the file has them."""
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["codes"].split()) for row in csv.DictReader(file)]


def _phrases() -> Iterator[Phrase]:
    places = {category.code: place for place, category in enumerate(categories())}
    for phrase, codes in synonyms():
        yield Phrase(Words.of(stems(phrase)), tuple(places[code] for code in codes))


def _ends() -> list[int]:
    """For each category the place after the last one below it; those below stand right behind it."""
    ends = list(range(1, len(categories()) + 1))
    open_: list[int] = []
    for place, category in enumerate(categories()):
        while open_ and not category.prefix.startswith(categories()[open_[-1]].prefix):
            open_.pop()
        for above in open_:
            ends[above] = place + 1
        open_.append(place)
    return ends


def _one_letter_less(word: str) -> Iterator[str]:
    if len(word) >= _SHORTEST_MISSPELT:
        for place in range(len(word)):
            yield word[:place] + word[place + 1 :]
