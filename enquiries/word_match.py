"""Whether words that HLT chose are among those that somebody typed, however they are written."""

import re
import unicodedata
from functools import lru_cache

#: Far more than any question takes; what comes after it is not looked at.
LONGEST = 20_000
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’‘`")
#: Cut off one after the other, from words of at least that many letters.
_ENDINGS = (("s", 4), ("ing", 6), ("ed", 5), ("e", 4), ("s", 4))


def words_of(text: str) -> frozenset[str]:
    """Return the words of `text` without case, accents and endings; "wi-fi" is "wifi" too, and "wi" and "fi".

    Nothing here takes longer for one text than for another of its length.
    """
    found: set[str] = set()
    for word in set(_WORD.findall(_plain(text[:LONGEST]))):
        found.add(word.replace("-", ""))
        found.update(word.split("-"))
    return frozenset(map(_stem, found))


@lru_cache(maxsize=1000)
def phrases_of(lines: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the lines that have words in them, each as it is written and as the words that it asks for."""
    folded = ((line.strip(), frozenset(map(_stem, _asked(line)))) for line in lines.splitlines())
    return tuple((line, words) for line, words in folded if words)


def _asked(line: str) -> list[str]:
    return [word.replace("-", "") for word in _WORD.findall(_plain(line))]


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_APOSTROPHES)
    # Marks go first: to put a long row of them in order is what takes a decomposition its time.
    plain = unicodedata.normalize("NFKD", _without_marks(text)).replace("\N{HYPHEN}", "-")
    return _without_marks(plain)[:LONGEST].casefold().translate(_APOSTROPHES)


def _without_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _stem(word: str) -> str:
    """Return what one and many, and "-ing" and "-ed" of a word have in common; it need be no word."""
    for ending, shortest in _ENDINGS:
        if len(word) >= shortest and word.endswith(ending) and not word.endswith("ss"):
            word = word.removesuffix(ending)
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return f"{word[:-1]}i" if word.endswith("y") else word
