"""Which condition on a field follows from another on the same field: how rules that never fire are found.

Only what is certain counts: a question may have several answers, and "is a" does not rule out "is b" then.
"""

from collections.abc import Callable

from intake.conditions import Operator, working_hours

_NEEDS_AN_ANSWER = {
    Operator.EQUALS,
    Operator.ONE_OF,
    Operator.CONTAINS,
    Operator.FILLED,
    Operator.WITHIN_HOURS,
    Operator.IS_TODAY,
}


def implies(operator: str, value: str, then_operator: str, then_value: str) -> bool:
    """Return whether the second condition holds for certain wherever the first, on the same field, does."""
    given, wanted = Operator(operator), Operator(then_operator)
    if given == wanted and _plain(value) == _plain(then_value):
        return True
    if wanted == Operator.FILLED:
        return given in _NEEDS_AN_ANSWER
    if wanted == Operator.NOT_EQUALS:
        return given == Operator.EMPTY
    follows = _FOLLOWS.get(wanted)
    return follows is not None and follows(given, value, then_value)


def _plain(value: str) -> str:
    return value.strip().lower()


def _words(value: str) -> str:
    return " ".join(value.lower().split())


def _one_of(given: Operator, value: str) -> set[str]:
    """The texts of which the answer must have one; none where the condition is not of that sort."""
    if given == Operator.EQUALS:
        return {_plain(value)} - {""}
    if given == Operator.ONE_OF:
        return {_plain(part) for part in value.split(",")} - {""}
    return set()


def _is_then(given: Operator, value: str, then_value: str) -> bool:
    return _one_of(given, value) == {_plain(then_value)}


def _one_of_then(given: Operator, value: str, then_value: str) -> bool:
    texts = _one_of(given, value)
    return bool(texts) and texts <= _one_of(Operator.ONE_OF, then_value)


def _contains_then(given: Operator, value: str, then_value: str) -> bool:
    if given == Operator.CONTAINS:
        return _words(then_value) in _words(value)
    texts = _one_of(given, value)
    return bool(texts) and all(_words(then_value) in _words(text) for text in texts)


def _within_then(given: Operator, value: str, then_value: str) -> bool:
    hours, then_hours = working_hours(value), working_hours(then_value)
    if given != Operator.WITHIN_HOURS or hours is None or then_hours is None:
        return False
    return hours <= then_hours


_FOLLOWS: dict[Operator, Callable[[Operator, str, str], bool]] = {
    Operator.EQUALS: _is_then,
    Operator.ONE_OF: _one_of_then,
    Operator.CONTAINS: _contains_then,
    Operator.WITHIN_HOURS: _within_then,
}
