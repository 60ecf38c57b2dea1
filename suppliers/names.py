"""How like two firms' names are, whatever form, order, accents and abbreviations they were typed in."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_TRADING_AS = re.compile(r"\s(?:t/a|t\.a\.|trading as|also known as|aka)\s+", re.IGNORECASE)
_WEBSITE = re.compile(
    r"(?:https?://)?(?:www\.)?([\w-]+)\.(?:co\.uk|org\.uk|ltd\.uk|com|org|net|uk|london)/?", re.IGNORECASE
)
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?")
#: Longer than words: what they stand for, before a name is split.
_PHRASES = {
    "community interest company": " ",
    "charitable incorporated organisation": " ",
    "limited liability partnership": " ",
    "&": " and ",
    "+": " and ",
}
#: What says nothing of who a firm is.
_SILENT = frozenset(
    """a an and at by for in of on the to
    cic cio cyf cyfyngedig co company corp corporation inc incorporated limited llc llp lp ltd pcl plc
    uk mr mrs ms miss dr""".split()
)
#: Abbreviations, other spellings and numerals, and what each is read as.
_MEANT = dict(
    pair.split("=")
    for pair in """
    assoc=associate bldg=building bro=brother cent=centre center=centre color=colour cons=construction
    cttee=committee ed=education educ=education elec=electrical eng=engineering grp=group hse=house
    intl=international ldn=london mgmt=management mgt=management natl=national org=organisation
    organization=organisation rd=road sch=school st=saint svc=service tech=technology theater=theatre
    univ=university one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10
    """.split()
)
#: What so many firms are called that it tells little; it is never looked up where a name has other words.
_COMMON = frozenset(
    """academy agency art associate building business care catering centre charity children cleaning college
    coaching communication community construction consultancy consultant consulting contractor creative design
    development direct east education electrical engineering enterprise event first global group hackney
    health holding home house hub international it learning london maintenance management media music national
    north nursery office online organisation partner partnership people primary print product professional
    project property recruitment resource school secondary security service social society software solution
    south specialist sport studio supplier supply support system teacher technology theatre trade trading
    training transport travel trust tuition tutor west work workshop young youth""".split()
)
_COMMON_WEIGHT = 0.4
_ONE_TYPING_ERROR, _TWO_TYPING_ERRORS = 5, 8
_STEM = 4


def variants(*names: str) -> list[str]:
    """Return every name in `names`: both halves of "Dele Ademola t/a Ademola Plumbing" are one."""
    parts = (part.strip() for name in names for part in _TRADING_AS.split(name))
    return list(dict.fromkeys(part for part in parts if part))


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name that say who it is, each in its plainest form.

    Legal forms and little words are left out, unless the name has no others.
    """
    text = _WEBSITE.sub(r"\1", name.strip()) if _WEBSITE.fullmatch(name.strip()) else name
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter) and letter not in "'’`"
    )
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    for phrase, plain in _PHRASES.items():
        text = text.replace(phrase, plain)
    typed = re.findall(r"[^\W_]+", text)
    return tuple(_plain(word) for word in typed if word not in _SILENT) or tuple(typed)


def _plain(word: str) -> str:
    singular = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word
    return _MEANT.get(word) or _MEANT.get(singular, singular)


def is_common(word: str) -> bool:
    """Return whether a word of `words` is in the names of so many firms that it tells little."""
    return word in _COMMON


def keys(name: str) -> set[str]:
    """Return by what names like this one are looked up: two of one firm's names share one at least, mostly.

    The sound of each word that tells something, of the whole name run together, and of its initials.
    """
    found = words(name)
    telling = [word for word in found if not is_common(word) and len(word) > 1] or list(found)
    initials = {"".join(word[0] for word in found)} if len(found) > 2 else set()
    return {_sound(word, 4) for word in {*telling, *initials}} | {_sound("".join(found), 8)} - {""}


def _sound(word: str, length: int) -> str:
    """The first letter and the consonants after it, a double one once: "ktchn" for "kitchen"."""
    rest = re.sub(r"[aeiouyhw]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", word[:1] + rest)[:length]


def likeness(one: str, other: str) -> float:
    """Return how like two names are, from 0 to 100.

    A word that only one of them has counts a little against it, words that tell them apart count much: the
    infant school is not the junior school.
    """
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return 0.0
    if "".join(mine) == "".join(theirs) or sorted(mine) == sorted(theirs):
        return 100.0
    if _is_acronym(mine, theirs) or _is_acronym(theirs, mine):
        return 75.0
    shared, left, right = _aligned(list(mine), list(theirs))
    if not shared:
        return 0.0
    like = shared / (shared + (left + right) / 2)
    return 100.0 * like * (1 - min(left, right, shared) / (2 * shared))


def _aligned(mine: list[str], theirs: list[str]) -> tuple[float, float, float]:
    """The weight of what they share, and of what only the one or the other has."""
    pairs = sorted(
        ((_same(word, other), word, other) for word in mine for other in theirs if _same(word, other)),
        reverse=True,
    )
    shared = left = right = 0.0
    for same, word, other in pairs:
        if word in mine and other in theirs:
            mine.remove(word)
            theirs.remove(other)
            weight = min(_weight(word), _weight(other))
            shared += weight * same
            left += weight * (1 - same) / 2
            right += weight * (1 - same) / 2
    return shared, left + sum(map(_weight, mine)), right + sum(map(_weight, theirs))


def _weight(word: str) -> float:
    return _COMMON_WEIGHT if is_common(word) else 1.0


def _same(word: str, other: str) -> float:
    """How surely two words are one: 1 for the same, less for an initial, a stem or a typing error."""
    if word == other:
        return 1.0
    if word.isdecimal() or other.isdecimal():
        return 0.0
    short, long = sorted((word, other), key=len)
    if len(short) == 1:
        return 0.8 if long[0] == short else 0.0
    errors = 1 + (len(short) >= _TWO_TYPING_ERRORS) if len(short) >= _ONE_TYPING_ERROR else 0
    if errors and DamerauLevenshtein.distance(word, other, score_cutoff=errors) <= errors:
        return 0.9
    stem = len(short) >= _STEM and long.startswith(short[: max(_STEM, len(short) - 2)])
    return 0.7 if stem and len(long) - len(short) <= 3 else 0.0


def _is_acronym(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return len(mine) == 1 and len(theirs) > 2 and mine[0] == "".join(word[0] for word in theirs)
