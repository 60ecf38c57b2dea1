"""What programs post, as a database can keep it: no NUL, no half character, no number that is none."""

import datetime as dt
import math
from typing import Any

from django.utils import timezone


def text(value: Any, longest: int | None = None) -> str:
    """Return `value` as text of at most `longest` characters; "" for nothing."""
    said = "" if value is None else str(value)
    return said.replace("\0", "").encode("utf-8", "replace").decode()[:longest]


def json(value: Any) -> Any:
    """Return what was read from JSON, with all that is text in it storable."""
    if isinstance(value, dict):
        return {text(key): json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [json(each) for each in value]
    if isinstance(value, bool | int) or value is None or (isinstance(value, float) and math.isfinite(value)):
        return value
    return text(value)


def moment(value: dt.datetime | None) -> dt.datetime:
    """Return a moment with its time zone; now, where none is said, or one at the end of time."""
    if not value or not 1970 <= value.year < 9999:
        return timezone.now()
    return value if timezone.is_aware(value) else timezone.make_aware(value)
