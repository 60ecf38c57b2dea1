"""Rows as a person can read them: what each field is called, and what stands in it."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from intake.sla import LONDON

MASKED = "[somebody else’s email address]"
#: What helps the portal to work and tells nobody anything.
_UNTOLD = frozenset(
    "id uuid idempotency_key search_text version token_hash browser_hash client_hash key dedupe_key sha256 "
    "upload_token lease_until next_attempt_at retry_from ambiguous_ends attempts html typed data raw file "
    "provider_id message_uuid due_next waited kept".split()
)
#: Each word is read once, with or without what makes it an address: looked for from every letter of a long
#: one, an address takes minutes to be found missing.
_ADDRESS = re.compile(r"[\w.+'-]++(@[\w-]+(?:\.[\w-]+)+)?")


class File(NamedTuple):
    """A file that goes along: its name for people, and where it is stored."""

    name: str
    stored: FieldFile


class Part(NamedTuple):
    """Some rows of one kind, each a mapping of what it is called to what it says; and their files."""

    title: str
    rows: list[dict[str, Any]]
    files: tuple[File, ...] = ()


def told(rows: Iterable[models.Model], *, without: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Return `rows` by the names of their fields, without what is empty and what only the portal needs."""
    left_out = _UNTOLD | set(without)
    return [_row(row, left_out) for row in rows]


def masked(value: Any, *, own: Iterable[str]) -> Any:
    """Return `value` with every email address masked that is not among `own`, which are in small letters."""
    known = frozenset(own)
    if isinstance(value, str):
        return _ADDRESS.sub(
            lambda found: MASKED if found[1] and found[0].lower() not in known else found[0], value
        )
    if isinstance(value, dict):
        return {key: masked(each, own=known) for key, each in value.items()}
    if isinstance(value, list):
        return [masked(each, own=known) for each in value]
    return value


def _row(row: models.Model, left_out: frozenset[str] | set[str]) -> dict[str, Any]:
    said = {}
    for field in row._meta.concrete_fields:
        if field.name in left_out:
            continue
        value = _value(row, field)
        if value not in ("", None, [], {}):
            said[str(field.verbose_name)] = value
    return said


def _value(row: models.Model, field: Any) -> Any:
    if field.is_relation:
        related = getattr(row, field.name)
        # A colleague acts for HLT: their name is told, as it stands below their replies.
        return (related.get_full_name() or "a colleague") if isinstance(related, User) else str(related or "")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if field.name == "answers" and isinstance(value, list):
        return {str(answer["label"]): answer["display"] for answer in value if answer["display"]}
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(LONDON):%-d %B %Y, %H:%M}" if timezone.is_aware(value) else str(value)
    if isinstance(value, dt.date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | dict | list):
        return value
    return str(value or "")
