"""The nightly training: learn from what staff did, hold it against the rules, and keep it if it is better.

What was resolved in the last weeks is held out: the model learns from what came before, and is asked where
those should go. Only if it is right oftener than the rules does it come into use.
"""

import datetime as dt
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from intake import replay
from intake.models import Queue, Submission, Suggester
from intake.models.submission import Status
from intake.sla import LONDON
from intake.suggestions import features, scoring

logger = logging.getLogger(__name__)

HELD_OUT_WEEKS = 4
#: With fewer there is nothing to learn, or nothing to judge by.
LEAST_LEARNT_FROM = 100
LEAST_HELD_OUT = 30
_NEWEST = 20_000
_MOST_WORDS = 5_000
#: A word that fewer submissions have is somebody's name as likely as not.
_LEAST_OFTEN = 3
_ROWS_KEPT = 60
_DIGITS = 4


class Example(NamedTuple):
    """A resolved submission: when it came in, what the model sees of it, where it ended, what rules say."""

    received_at: dt.datetime
    words: set[str]
    queue_id: int
    by_rules: int


class NotTrained(Exception):
    """There is no new model, for the reason given in words."""


def train(kind: str) -> Suggester:
    """Train a model of `kind`, and bring it into use if it does better than the rules.

    Raises:
        NotTrained: scikit-learn is not installed, or too little was resolved.
    """
    examples = _examples(kind)
    before, held_out = _split(examples)
    if len(before) < LEAST_LEARNT_FROM or len(held_out) < LEAST_HELD_OUT:
        raise NotTrained(
            f"Too little was resolved: {len(before)} to learn from ({LEAST_LEARNT_FROM} are needed) and "
            f"{len(held_out)} of the last {HELD_OUT_WEEKS} weeks to judge by ({LEAST_HELD_OUT} are needed)."
        )
    if len({each.queue_id for each in before}) < 2:
        raise NotTrained("All of it was resolved in one queue: there is nothing to learn.")
    weights = _fit(before)
    figures = measure(held_out, lambda example: scoring.best(weights, example.words)[0])
    figures["learnt_from"] = len(before)
    better = figures["model"] > figures["rules"]
    # What is used has seen the last weeks as well.
    return _store(kind, _fit(examples) if better else {}, figures, in_use=better)


def train_all() -> None:
    """Train a model of each kind for which suggestions are wanted; where that cannot be, log why."""
    for kind in settings.SUGGEST_QUEUE_FOR:
        try:
            train(kind)
        except NotTrained as error:
            logger.info("no suggestions for %s trained: %s", kind, error)


def of_rules_alone(kind: str) -> dict[str, Any]:
    """Return how often the rules were right in the last weeks, where there is no model to compare with."""
    return measure(_split(_examples(kind))[1], None)


def measure(held_out: Sequence[Example], predict: Callable[[Example], int] | None) -> dict[str, Any]:
    """Return how often model and rules were right: in all, by week, by queue, and what was mistaken."""
    names = dict(Queue.objects.values_list("pk", "name"))
    total: Counter[str] = Counter()
    weeks: dict[str, Counter[str]] = defaultdict(Counter)
    queues: dict[str, Counter[str]] = defaultdict(Counter)
    confusion: dict[str, Counter[str]] = defaultdict(Counter)
    for example in held_out:
        chosen = predict(example) if predict else None
        found = Counter(
            count=1, model=int(chosen == example.queue_id), rules=int(example.by_rules == example.queue_id)
        )
        name = names[example.queue_id]
        for counted in (total, weeks[_week(example.received_at)], queues[name]):
            counted.update(found)
        if chosen is not None:
            confusion[name][names.get(chosen, "?")] += 1
    return {
        "count": 0,
        "model": 0,
        "rules": 0,
        **total,
        "weeks": {week: dict(counted) for week, counted in sorted(weeks.items())},
        "queues": {name: dict(counted) for name, counted in sorted(queues.items())},
        "confusion": {name: dict(counted) for name, counted in sorted(confusion.items())},
    }


def _examples(kind: str) -> list[Example]:
    found = Submission.objects.filter(kind=kind, status=Status.RESOLVED, queue__active=True)
    newest = list(found.order_by("-received_at", "-pk").only(*replay.COLUMNS, "sender_name")[:_NEWEST])
    return [
        Example(submission.received_at, features.of(submission), submission.queue_id, by_rules)
        for submission, by_rules in zip(newest, replay.queues_by_rules(newest), strict=True)
    ]


def _split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    since = timezone.now() - dt.timedelta(weeks=HELD_OUT_WEEKS)
    return (
        [each for each in examples if each.received_at < since],
        [each for each in examples if each.received_at >= since],
    )


def _week(moment: dt.datetime) -> str:
    day = moment.astimezone(LONDON).date()
    return str(day - dt.timedelta(days=day.weekday()))


def _fit(examples: Sequence[Example]) -> dict[str, Any]:
    """The weights that scikit-learn finds, as plain numbers."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise NotTrained("scikit-learn is not installed: pip install '.[suggest]' adds it.") from error
    vectorizer = TfidfVectorizer(analyzer=sorted, binary=True, min_df=_LEAST_OFTEN, max_features=_MOST_WORDS)
    seen = vectorizer.fit_transform([each.words for each in examples])
    fitted = LogisticRegression(C=10, max_iter=1000).fit(seen, [each.queue_id for each in examples])
    coefficients, start = fitted.coef_.tolist(), fitted.intercept_.tolist()
    if len(fitted.classes_) == 2:
        # Of two queues it writes the second alone; the first then stands at nothing.
        coefficients, start = [[0.0] * len(coefficients[0]), coefficients[0]], [0.0, start[0]]
    return {
        "queues": [int(queue_id) for queue_id in fitted.classes_],
        "start": _rounded(start),
        "words": {
            str(word): _rounded([vectorizer.idf_[number], *(row[number] for row in coefficients)])
            for word, number in vectorizer.vocabulary_.items()
        },
    }


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(float(each), _DIGITS) for each in numbers]


@transaction.atomic
def _store(kind: str, weights: dict[str, Any], figures: dict[str, Any], *, in_use: bool) -> Suggester:
    Suggester.objects.filter(kind=kind, in_use=True).update(in_use=False, weights={})
    made = Suggester.objects.create(kind=kind, weights=weights, figures=figures, in_use=in_use)
    kept = Suggester.objects.filter(kind=kind).values_list("pk", flat=True)[:_ROWS_KEPT]
    Suggester.objects.filter(kind=kind).exclude(pk__in=list(kept)).delete()
    logger.info("suggestions for %s trained: in use %s", kind, in_use)
    return made
