"""Search over submissions and other rows: the one place that knows which database it is on."""

import re
from typing import TypeVar

from django.db import connection
from django.db.models import BooleanField, Model, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, Left

from intake import references
from intake.models import Submission

_WORDS_AT_MOST = 8
_STORED_CHARACTERS = 20_000
_STORED_WITH_MESSAGES = 100_000
Row = TypeVar("Row", bound=Model)


def text_of(submission: Submission) -> str:
    """Return what a submission is found by from the start: reference, sender, subject and answers.

    `add_words` adds what is written about it later.
    """
    sender = [submission.sender_name, submission.sender_email, submission.sender_organisation]
    answers = [answer["display"] for answer in submission.answers]
    return searchable(submission.reference, submission.subject, *sender, *answers)


def searchable(*texts: str) -> str:
    """Return one text by which a row is found by any word of `texts`, as `search_text` keeps it.

    References and email addresses are given whole and split at their punctuation.
    """
    text = " ".join(texts)
    words = (word for word in text.split() if "@" in word or "-" in word)
    split = " ".join(part for word in words for part in re.split(r"\W+", word) if part)
    return f"{text} {split}"[:_STORED_CHARACTERS].replace("\0", "")


def add_words(submission: Submission, *texts: str) -> None:
    """Let `submission` be found by `texts` too, which were just written in its conversation.

    Must be called in the transaction that writes them.
    """
    added = Concat("search_text", Value(f" {searchable(*texts)}"))
    Submission.objects.filter(pk=submission.pk).update(search_text=Left(added, _STORED_WITH_MESSAGES))


def matching(queryset: QuerySet[Row], text: str) -> QuerySet[Row]:
    """Return the rows of `queryset` in which every word of `text` occurs, each word a prefix.

    A whole reference finds its submission however it was typed: "hlt4kx9rt2hw" too.

    Args:
        queryset: submissions, or rows of another table with `search_text` and, on PostgreSQL, the generated
            column `search_vector` over it (see the migrations).
        text: what somebody typed.
    """
    words = re.findall(r"\w+", text.lower())[:_WORDS_AT_MOST]
    if not words:
        return queryset
    found = _with_words(words, queryset.model._meta.db_table)
    reference = references.normalise(text) if queryset.model is Submission else ""
    return queryset.filter(found | Q(reference=reference)) if reference else queryset.filter(found)


def _with_words(words: list[str], table: str) -> Q:
    if connection.vendor != "postgresql":
        return Q(*(Q(search_text__icontains=word) for word in words))
    query = " & ".join(f"{word}:*" for word in words)
    found = RawSQL(  # noqa: S611 - the words are bound as a parameter; the table is our own
        f"{table}.search_vector @@ to_tsquery('simple', %s)", (query,), output_field=BooleanField()
    )
    return Q(found)
