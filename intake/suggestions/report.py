"""How often the model and the rules were right, as a table for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from intake.models import Suggester
from intake.suggestions import training


def lines(kind: str) -> Iterator[str]:
    """Yield the lines of the report on `kind`: the newest training's figures, or the rules' alone."""
    newest = Suggester.objects.filter(kind=kind).first()
    if not newest:
        figures = training.of_rules_alone(kind)
        weeks = training.HELD_OUT_WEEKS
        yield f"{kind}: no model was trained yet; the rules alone on the last {weeks} weeks."
    else:
        figures = newest.figures
        use = (
            "in use, because it did better" if newest.in_use else "not in use, because the rules did as well"
        )
        yield f"{kind}: trained {newest.trained_at:%Y-%m-%d %H:%M} UTC, {use}."
        yield (
            f"Learnt from {figures['learnt_from']} resolved submissions, "
            f"judged by {figures['count']} of the {training.HELD_OUT_WEEKS} weeks after them."
        )
    yield ""
    yield from _table("All", {"": figures}, with_model=bool(newest))
    yield from _table("Week of", figures["weeks"], with_model=bool(newest))
    yield from _table("Resolved in", figures["queues"], with_model=bool(newest))
    if figures["confusion"]:
        yield from _confusion(figures["confusion"])


def _table(heading: str, rows: Mapping[str, Mapping[str, Any]], *, with_model: bool) -> Iterator[str]:
    width = max(len(heading), *(len(name) for name in rows), 0) if rows else len(heading)
    yield f"{heading:<{width}}  number  rules" + ("  model" if with_model else "")
    for name, row in rows.items():
        shown = f"{name:<{width}}  {row['count']:>6}  {_share(row, 'rules')}"
        yield shown + (f"  {_share(row, 'model')}" if with_model else "")
    yield ""


def _share(row: Mapping[str, Any], whose: str) -> str:
    return f"{row[whose] / row['count']:>5.0%}" if row["count"] else "    –"


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield "The model’s first choice, by where they were resolved:"
    for name, chosen in confusion.items():
        said = ", ".join(
            f"{other} {count}" for other, count in sorted(chosen.items(), key=lambda pair: -pair[1])
        )
        yield f"  {name}: {said}"
