"""What an address of the list asks for: view, filters and order; and how another says the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User

from intake import worklist
from intake.admin.filters import FilterForm
from intake.models.submission import OPEN_STATUSES
from intake.worklist import NOT_ONLY_OPEN, Criteria, View


@dataclass(frozen=True)
class Asked:
    """What an address asks for.

    Attributes:
        form: the filters, as typed.
        view: the view.
        criteria: all of it, for `worklist`.
        pairs: all but the view, as the address says it.
    """

    form: FilterForm
    view: View
    criteria: Criteria
    pairs: dict[str, str]

    def query(self, **more: str) -> str:
        """Return the address's query, with `more`; a value that is "" is left out."""
        pairs = {**self.pairs, "view": self.view, **more}
        return urlencode({name: value for name, value in pairs.items() if value})


def asked_by(data: Mapping[str, Any], user: User) -> Asked:
    """Return what the parameters of an address ask for, as `user` may see it."""
    wanted = data.get("view", View.OPEN)
    view = View(wanted) if wanted in View.values else View.OPEN
    form = FilterForm(data, user=user, view=view)
    criteria = form.criteria()
    return Asked(form, view, criteria, dict(form.pairs()))


def understood_in(view: str, asked: Mapping[str, str]) -> dict[str, str]:
    """Return what was asked for, without a state that `view` holds none of, and orders that it is not in."""
    is_closed = asked.get("status", OPEN_STATUSES[0]) not in OPEN_STATUSES
    left_out = {"status"} if is_closed and view not in NOT_ONLY_OPEN else set()
    if asked.get("sort") and asked["sort"] not in worklist.sorts_of(view):
        left_out.add("sort")
    return {name: value for name, value in asked.items() if name not in left_out}
