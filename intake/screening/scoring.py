"""What makes a submission suspicious: each sign with its points and its words. Reads and writes nothing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from intake.screening.known_bad import is_within


class Sign(StrEnum):
    """What may be suspicious."""

    HONEYPOT = "honeypot"
    NO_TIME = "no_time"
    TOO_FAST = "too_fast"
    LINKS = "links"
    MARKUP = "markup"
    FOREIGN_LETTERS = "foreign_letters"
    KNOWN_BAD = "known_bad"
    CLIENT_HOUR = "client_hour"
    CLIENT_DAY = "client_day"
    RECIPIENT_DAY = "recipient_day"


#: How suspicious each is, unless the settings say otherwise; of links, each one beyond those that are free.
#: What also happens to honest people holds nothing alone.
POINTS: Mapping[str, int] = {
    Sign.HONEYPOT: 100,
    Sign.NO_TIME: 40,
    Sign.TOO_FAST: 40,
    Sign.LINKS: 15,
    Sign.MARKUP: 40,
    Sign.FOREIGN_LETTERS: 40,
    Sign.KNOWN_BAD: 100,
    Sign.CLIENT_HOUR: 100,
    Sign.CLIENT_DAY: 100,
    Sign.RECIPIENT_DAY: 100,
}
_LINK = re.compile(r"(?:\bhttps?://|\bwww\.)([\w.-]+)", re.IGNORECASE)
_MARKUP = re.compile(
    r"<[\s/]*(?:a|script|iframe|img|svg|object|embed|form|style|meta)\b|\[/?(?:url|link|img)\b"
    r"|\bjavascript:|\bon(?:error|load|click|mouseover)\s*=",
    re.IGNORECASE,
)
#: In fewer letters than these a name or a word in another alphabet would count as a text in it.
_LETTERS_AT_LEAST = 20


@dataclass(frozen=True)
class Signs:
    """What a page has noticed of how something was sent.

    Attributes:
        trap_filled: whether a field was filled in that no person sees.
        seconds: how long ago its first page was shown; None where nothing proves that it ever was.
        client: the sender's network address; it is compared and counted, but never stored or written down.
    """

    trap_filled: bool = False
    seconds: float | None = None
    client: str = field(default="", repr=False)


@dataclass(frozen=True)
class Limits:
    """From when on something is suspicious; `thresholds` makes it of the settings."""

    points: Mapping[str, int]
    seconds: float
    links: int
    links_not_counted: Sequence[str]
    foreign_per_cent: int
    client_hour: int
    client_day: int
    recipient_day: int


@dataclass(frozen=True)
class Counts:
    """How many posts there were, this one among them."""

    client_hour: int = 0
    client_day: int = 0
    recipient_day: int = 0


@dataclass(frozen=True)
class Reason:
    """One sign that was found: how suspicious it is, and what it is in words for staff."""

    sign: str
    points: int
    words: str


def reasons(
    *, signs: Signs, text: str, listed: Sequence[str], counts: Counts, limits: Limits
) -> list[Reason]:
    """Return why a submission is suspicious; nothing where it is not.

    Args:
        signs: how it was sent.
        text: all that was written.
        listed: what of the list of known bad occurs.
        counts: how much came of the same sender.
        limits: from when on something counts.
    """
    found = [
        *_how_sent(signs, limits),
        *_what_written(text, limits),
        *((Sign.KNOWN_BAD, 1, f"“{value}” is on the list of what is known to be bad") for value in listed),
        *_how_many(counts, limits),
    ]
    rated = [Reason(sign, limits.points[sign] * times, words) for sign, times, words in found]
    return [reason for reason in rated if reason.points > 0]


_Found = tuple[Sign, int, str]


def _how_sent(signs: Signs, limits: Limits) -> Iterable[_Found]:
    if signs.trap_filled:
        yield Sign.HONEYPOT, 1, "A field that people do not see was filled in"
    if signs.seconds is None:
        yield Sign.NO_TIME, 1, "It was sent without opening the form"
    elif signs.seconds < limits.seconds:
        yield Sign.TOO_FAST, 1, f"It was sent within {_seconds(signs.seconds)} of opening the form"


def _what_written(text: str, limits: Limits) -> Iterable[_Found]:
    count = sum(not _is_own(host, limits) for host in hosts_of(text))
    if count > limits.links:
        yield Sign.LINKS, count - limits.links, f"{count} link{'' if count == 1 else 's'} to other sites"
    if _MARKUP.search(text):
        yield Sign.MARKUP, 1, "It has parts of a web page or a script in it"
    foreign = foreign_per_cent(text)
    if foreign > limits.foreign_per_cent:
        yield Sign.FOREIGN_LETTERS, 1, f"{foreign} % of its letters are not Latin"


def _how_many(counts: Counts, limits: Limits) -> Iterable[_Found]:
    if counts.client_hour > limits.client_hour:
        yield Sign.CLIENT_HOUR, 1, f"More than {limits.client_hour} within an hour from one network address"
    if counts.client_day > limits.client_day:
        yield Sign.CLIENT_DAY, 1, f"More than {limits.client_day} within a day from one network address"
    if counts.recipient_day > limits.recipient_day:
        yield Sign.RECIPIENT_DAY, 1, f"More than {limits.recipient_day} within a day with this email address"


def hosts_of(text: str) -> list[str]:
    """Return where the links in `text` lead, each as often as it is there, without www."""
    return [host.lower().strip(".").removeprefix("www.") for host in _LINK.findall(text)]


def foreign_per_cent(text: str) -> int:
    """Return how many of a hundred letters are not Latin; 0 where there are too few to say."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _LETTERS_AT_LEAST:
        return 0
    latin = sum(letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return round(100 * (len(letters) - latin) / len(letters))


def _is_own(host: str, limits: Limits) -> bool:
    return any(is_within(host, site) for site in limits.links_not_counted)


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return "1 second" if whole == 1 else f"{whole} seconds"
