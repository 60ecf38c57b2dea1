"""Search over submissions: the one place that knows which database it is on."""

import re

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from intake import references
from intake.models import Submission

_WORDS_AT_MOST = 8
_STORED_CHARACTERS = 20_000


def text_of(submission: Submission) -> str:
    """Return what a submission is found by: reference, sender, subject and answers.

    References and email addresses are given whole and split at their punctuation.
    """
    sender = [submission.sender_name, submission.sender_email, submission.sender_organisation]
    answers = [answer["display"] for answer in submission.answers]
    text = " ".join([submission.reference, submission.subject, *sender, *answers])
    split = " ".join(
        part for word in re.findall(r"\S*[@-]\S*", text) for part in re.split(r"\W+", word) if part
    )
    return f"{text} {split}"[:_STORED_CHARACTERS].replace("\0", "")


def matching(queryset: QuerySet[Submission], text: str) -> QuerySet[Submission]:
    """Return the submissions of `queryset` in which every word of `text` occurs, each word a prefix.

    A whole reference finds its submission however it was typed: "hlt4kx9rt2hw" too.
    """
    words = re.findall(r"\w+", text.lower())[:_WORDS_AT_MOST]
    if not words:
        return queryset
    found = _with_words(words)
    reference = references.normalise(text)
    return queryset.filter(found | Q(reference=reference)) if reference else queryset.filter(found)


def _with_words(words: list[str]) -> Q:
    if connection.vendor != "postgresql":
        return Q(*(Q(search_text__icontains=word) for word in words))
    query = " & ".join(f"{word}:*" for word in words)
    table = Submission._meta.db_table
    found = RawSQL(  # noqa: S611 - the words are bound as a parameter; the table is our own
        f"{table}.search_vector @@ to_tsquery('simple', %s)", (query,), output_field=BooleanField()
    )
    return Q(found)
