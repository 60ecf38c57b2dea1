"""What every change in the editor does: it waits for its turn, and keeps what is on the site."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction

from enquiries import versions
from enquiries.definitions import Definition, content_of
from enquiries.models import EnquiryType, Notice, Page, Question

Row = EnquiryType | Page | Question | Notice
#: Where a row stands, which somebody may change while its words are edited.
_PLACE = ("position", "page_id")
#: What the editor changes of a type itself.
WORDS = ("introduction", "next_steps")


class ChangedMeanwhile(Exception):
    """Somebody has changed it since it was shown to who changes it now."""


@contextmanager
def changing(enquiry_type_id: int) -> Iterator[EnquiryType]:
    """Change the rows of a type, one person after the other; the first change keeps what is on the site.

    Raises:
        EnquiryType.DoesNotExist: it is gone.
    """
    with transaction.atomic():
        versions.keep_what_is_on_the_site(enquiry_type_id=enquiry_type_id)
        yield EnquiryType.objects.select_for_update().get(pk=enquiry_type_id)


def stamp(row: Row) -> str:
    """Return a few characters that are others as soon as `row` says something else, wherever it stands."""
    names = WORDS if isinstance(row, EnquiryType) else [field.attname for field in row._meta.concrete_fields]
    return _digest({name: getattr(row, name) for name in names if name not in _PLACE})


def stamp_of(form: Definition) -> str:
    """Return the same of a whole form, the order included."""
    return _digest(content_of(form))


def require_unchanged(row: Row, seen: str) -> None:
    """Let pass only who has seen `row` as it is.

    Raises:
        ChangedMeanwhile: somebody has changed it since.
    """
    if stamp(row) != seen:
        raise ChangedMeanwhile


def write(row: models.Model, said: Mapping[str, Any], *, check: Callable[[Any], None] | None = None) -> None:
    """Check and store what is `said` of a row, by field; `check` refuses what the row itself does not.

    Raises:
        ValidationError: something is wrong with it, by field.
    """
    for name, value in said.items():
        setattr(row, name, value)
    row.full_clean()
    if check:
        check(row)
    row.save()


def _digest(said: Mapping[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, default=str).replace("\\r\\n", "\\n")
    return hashlib.sha256(text.encode()).hexdigest()[:20]
