"""The kinds of submission there are: each application that receives some says so here when it starts.

intake imports none of them; they register two functions, one for their kinds and one for a kind's fields.
"""

from collections.abc import Callable, Iterable

Pairs = Iterable[tuple[str, str]]

#: What a rule may ask of any submission besides its answers; `routing.facts_of` supplies them.
COMMON_FIELDS = (
    ("subject", "Subject"),
    ("source", "Source"),
    ("sender_email", "Sender's email address"),
    ("sender_organisation", "Sender's organisation"),
    ("needed_by", "Sender's own deadline"),
)

_sources: list[tuple[Callable[[], Pairs], Callable[[str], Pairs]]] = []


def register(*, kinds: Callable[[], Pairs], fields: Callable[[str], Pairs]) -> None:
    """Make known the kinds of one application.

    Args:
        kinds: returns (slug, label) of each kind.
        fields: returns (name, label) of each answer of a kind, by the kind's slug; of all kinds by "".
    """
    _sources.append((kinds, fields))


def known() -> list[tuple[str, str]]:
    """Return (slug, label) of every kind."""
    return [pair for kinds, _ in _sources for pair in kinds()]


def fields_of(kind: str) -> dict[str, str]:
    """Return the label of each field that a rule for `kind` may ask about; of every kind's where it is ""."""
    return dict(COMMON_FIELDS) | {name: label for _, fields in _sources for name, label in fields(kind)}


def field_problem(*, kind: str, field: str) -> str:
    """Return why a rule for `kind` cannot ask about `field`, in words for the person who typed it, or ""."""
    fields = fields_of(kind)
    if field in fields:
        return ""
    return f"There is no question called “{field}”. Choose one of: {', '.join(fields)}."
