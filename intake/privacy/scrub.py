"""Taking words out of whatever the database says: of an address, wherever it is, in any table of ours.

It reads whole tables: for the one request of a person, and not for every night.
"""

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast

from intake.models import AuditEntry, AuditHead, ErasureRun, LegalHold

ERASED = "(erased)"
_APPS = ("intake", "enquiries", "suppliers")
#: Their addresses are what they are for; a hold in force stops a request before it comes to this. The audit
#: log can say nothing of a person, and the database would refuse to change it.
_LEFT = (ErasureRun, LegalHold, AuditEntry, AuditHead)


def everywhere(address: str) -> int:
    """Take an email address out of every text that mentions it; return how many rows did."""
    tables: list[type[models.Model]] = [*_tables(), LogEntry]
    return sum(rows(model._base_manager.all(), [address]) for model in tables)


def mentions(address: str) -> int:
    """Return how many rows mention an email address."""
    found = (_mentioning(model._base_manager.all(), _texts(model), [address]) for model in _tables())
    return sum(each.count() for each in found)


def _tables() -> list[type[models.Model]]:
    every = [model for app in _APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in every if model not in _LEFT]


def rows(found: QuerySet[Any], terms: Collection[str]) -> int:
    """Take `terms` out of all texts of the rows of `found`; return how many had any."""
    names = _texts(found.model)
    if not names or not terms:
        return 0
    count = 0
    pattern = _pattern(terms)
    for row in _mentioning(found, names, terms).order_by("pk").iterator(chunk_size=100):
        changed = {}
        for field in names:
            before = getattr(row, field.attname)
            after = _without(before, pattern, field.max_length)
            if after != before:
                changed[field.name] = after
        # Never `save`: history would keep what is taken out.
        count += found.model._base_manager.filter(pk=row.pk).update(**changed) if changed else 0
    return count


def _texts(model: type[models.Model]) -> list[Any]:
    """The fields that hold words; what is encrypted is its own application’s to look into."""
    kept = (models.FileField, models.SlugField)
    fields = (models.CharField, models.TextField, models.JSONField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, fields)
        and not isinstance(field, kept)
        and not field.primary_key
        and type(field).__module__.startswith("django.")
    ]


def _mentioning(found: QuerySet[Any], fields: Iterable[Any], terms: Iterable[str]) -> QuerySet[Any]:
    wanted, casts = Q(pk__in=[]), {}
    for field in fields:
        name = field.name
        if isinstance(field, models.JSONField):
            name = f"text_of_{field.name}"
            casts[name] = Cast(field.name, models.TextField())
        for term in terms:
            for form in _forms(term):
                # JSON in SQLite keeps other letters than ASCII as \u….
                said = json.dumps(form)[1:-1] if name in casts else form
                wanted |= Q(**{f"{name}__icontains": said}) | Q(**{f"{name}__icontains": form})
    return found.alias(**casts).filter(wanted)


def _forms(term: str) -> set[str]:
    """As it is, and as search texts split it at its punctuation."""
    split = " ".join(part for part in re.split(r"\W+", term) if part)
    return {term, split} if "@" in term else {term}


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    forms = sorted({form for term in terms for form in _forms(term)}, key=len, reverse=True)
    inner = "|".join(re.escape(form) for form in forms)
    # Not within a longer address or word: ann@example.org is not joann@example.org.
    return re.compile(rf"(?<![\w.+-])(?:{inner})(?![\w-]|\.\w)", re.IGNORECASE)


def _without(value: Any, pattern: re.Pattern[str], longest: int | None) -> Any:
    if isinstance(value, str):
        if pattern.fullmatch(value.strip()):
            return ""
        return pattern.sub(ERASED, value)[:longest]
    if isinstance(value, list):
        return [_without(each, pattern, None) for each in value]
    if isinstance(value, dict):
        return {key: _without(each, pattern, None) for key, each in value.items()}
    return value
