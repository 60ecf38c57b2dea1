"""From which value a contract must be advertised, as the guide says it.

Source: Procurement Act 2023, section 3 and Schedule 1, as amended by the Procurement Act 2023 (Threshold
Amounts) (Amendment) Regulations 2025 (S.I. 2025/1200), in force from 1 January 2026. The amounts include VAT.
They are revised every two years, so that these are not shown once the next ones are due.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

_FIRST_DAY, _LAST_DAY = dt.date(2026, 1, 1), dt.date(2027, 12, 31)


@dataclass(frozen=True)
class Threshold:
    """One amount: what is bought, and from how many pounds with VAT the contract must be advertised."""

    what: Any
    pounds: int

    def __str__(self) -> str:
        """The amount as it is written."""
        return f"£{number_format(self.pounds, force_grouping=True)}"


#: Of an authority that is not part of central government.
_AMOUNTS = (
    Threshold(_("Goods and most services"), 207_720),
    Threshold(_("Education, training, health and social services (“light touch”)"), 663_540),
    Threshold(_("Building works"), 5_193_000),
)


def current(today: dt.date) -> tuple[Threshold, ...]:
    """Return the amounts that apply on `today`, none where the law may say others by then."""
    return _AMOUNTS if _FIRST_DAY <= today <= _LAST_DAY else ()
