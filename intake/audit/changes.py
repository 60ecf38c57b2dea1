"""Changes of the configuration: each past version that is kept of a watched model is an entry, too.

The history of a row says what it was before and after; the entry says which version that is.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model
from simple_history.models import HistoricalRecords

from intake.audit.recording import record
from intake.audit.words import Action

Detail = Callable[[Any], Mapping[str, Any]]
_ACTIONS = {"+": Action.ADDED, "~": Action.CHANGED, "-": Action.DELETED}
_watched: dict[type[Model], Detail] = {}


def _nothing(row: Model) -> Mapping[str, Any]:
    return {}


def watch(*models: type[Model], detail: Detail = _nothing) -> None:
    """Have each change of these models recorded; `detail` says more of a row."""
    _watched.update(dict.fromkeys(models, detail))


def watched() -> set[type[Model]]:
    """Return the models whose changes are recorded."""
    return set(_watched)


def note(row: Model, version: Any) -> None:
    """Record a change of `row`, of which `version` was kept, if its model is watched."""
    detail = _watched.get(type(row))
    if detail:
        record(
            _ACTIONS[version.history_type],
            actor=version.history_user,
            about=(row._meta.model_name or "", row.pk),
            detail={"version": version.pk, **detail(row)},
        )


def of_membership(row: Any) -> Mapping[str, Any]:
    """Say whose place in which team it is, and what they are there."""
    return {"queue": row.queue_id, "user": row.user_id, "role": row.role}


def at_work() -> Any:
    """Return the account whose request is being answered; None on the command line and in a worker."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
