"""The firms that register in the browser tests, with what they upload; every date is good on any day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from suppliers.models import DocumentKind
from tests.suppliers import answers

#: What people type to find a category, by its code.
WORDS = {
    "55524000": "school catering",
    "55523100": "school meals",
    "77310000": "grass cutting",
    "80100000": "teaching",
}
_AHEAD, _AGO = dt.timedelta(days=250), dt.timedelta(days=60)


@dataclass(frozen=True)
class Firm:
    """A firm: its answers by section, and the documents that it uploads in each."""

    answers: Mapping[str, Mapping[str, Any]]
    documents: Mapping[str, tuple[DocumentKind, ...]]

    @property
    def name(self) -> str:
        return self.answers["organisation"]["legal_name"]

    def saying(self, section: str, **changed: Any) -> "Firm":
        """The same firm with other answers in a section."""
        return replace(self, answers={**self.answers, section: {**self.answers[section], **changed}})

    def called(self, name: str) -> "Firm":
        return self.saying("organisation", legal_name=name, trading_name="")


def _good_today(given: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    today = timezone.localdate()
    for fields in given.values():
        for name, value in fields.items():
            if value and name.endswith(("_expires", "_review_date")):
                fields[name] = (today + _AHEAD).isoformat()
            if value and name == "training_date":
                fields[name] = (today - _AGO).isoformat()
    return given


COMPANY = Firm(
    _good_today(answers.company()),
    {
        "insurance": (DocumentKind.PUBLIC_LIABILITY, DocumentKind.EMPLOYERS_LIABILITY),
        "safeguarding": (DocumentKind.SAFEGUARDING_POLICY,),
        "data-protection": (DocumentKind.CYBER_ESSENTIALS,),
        "policies": (DocumentKind.EQUALITY_POLICY, DocumentKind.HEALTH_AND_SAFETY_POLICY),
    },
)
SOLE_TRADER = Firm(
    _good_today(answers.sole_trader()),
    {"insurance": (DocumentKind.PUBLIC_LIABILITY,), "policies": (DocumentKind.EQUALITY_POLICY,)},
)
CHARITY = Firm(
    _good_today(answers.charity()),
    {
        "insurance": (DocumentKind.PUBLIC_LIABILITY, DocumentKind.EMPLOYERS_LIABILITY),
        "safeguarding": (DocumentKind.SAFEGUARDING_POLICY,),
        "data-protection": (DocumentKind.CYBER_ESSENTIALS,),
        "policies": (DocumentKind.EQUALITY_POLICY,),
    },
)
