"""Finding a school in the register by its URN or by what people call it."""

import re
import unicodedata

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from enquiries.models import School

HACKNEY = "204"
SHORTEST_SEARCH = 3
_WORDS_AT_MOST = 8
_LONGEST = 200
_URN = re.compile(r"(?:.*\()?\s*(?:urn\s*:?\s*)?(\d{6})\s*\)?", re.IGNORECASE)
_SAME_WORD = {"&": "and", "saint": "st", "saints": "sts"}


def searchable(name: str) -> str:
    """Return `name` as it is searched: no case, accents or punctuation, "&" as "and", "saint" as "st"."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " & ")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’‘`")
    words = re.findall(r"[^\W_]+|&", plain)
    return " ".join(_SAME_WORD.get(word, word) for word in words)


def search(text: str, *, at_most: int) -> list[School]:
    """Return open schools in whose name every word of `text` begins a word, Hackney's own first.

    Args:
        text: as typed; a text of fewer than `SHORTEST_SEARCH` letters finds nothing.
        at_most: how many to return.
    """
    words = searchable(text[:_LONGEST]).split()[:_WORDS_AT_MOST]
    if len("".join(words)) < SHORTEST_SEARCH:
        return []
    found = School.objects.filter(is_open=True)
    for word in words:
        found = found.filter(Q(search_name__startswith=word) | Q(search_name__contains=f" {word}"))
    return list(_ours_first(found)[:at_most])


def by_urn(text: str) -> School | None:
    """Return the school whose URN `text` gives, alone or at the end in brackets as in "Name (100253)"."""
    found = _URN.fullmatch(text.strip()[: _LONGEST + 10])
    return School.objects.filter(pk=int(found[1])).first() if found else None


def by_name(text: str) -> list[School]:
    """Return the open schools that are called just `text`."""
    name = searchable(text[:_LONGEST])
    return list(_ours_first(School.objects.filter(is_open=True, search_name=name))) if name else []


def _ours_first(schools: QuerySet[School]) -> QuerySet[School]:
    elsewhere = Case(
        When(local_authority=HACKNEY, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return schools.order_by(elsewhere, "name", "urn")
