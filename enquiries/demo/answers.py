"""What the demo's people answer to the four forms."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from enquiries.demo import texts
from enquiries.models import School
from intake.sla import LONDON

#: Days after the enquiry, and hour.
_DEADLINES = ((0, 17), (0, 17), (1, 10), (1, 12), (2, 9), (2, 17), (3, 12), (4, 17), (7, 12))


@dataclass(frozen=True)
class Answers:
    """The answers to one form.

    Attributes:
        posted: as a browser would post them, with a stand-in for a deadline that is over by now.
        in_their_day: what takes the place of the stand-ins once the form has been checked, which takes a
            deadline in the future only.
    """

    posted: dict[str, Any]
    in_their_day: dict[str, Any] = field(default_factory=dict)


def of(chance: random.Random, slug: str, *, received_at: dt.datetime, schools: Sequence[School]) -> Answers:
    """Return somebody's answers to the form of the type `slug`, given at `received_at`."""
    made = _Asker(chance, received_at, schools)
    posted = made.who() | _BY_TYPE[slug](made) | {"privacy": "yes"}
    if slug != "press":
        return Answers(posted)
    stand_in = timezone.localdate() + dt.timedelta(days=2)
    return Answers(posted | {"deadline": f"{stand_in}T12:00"}, {"deadline": made.deadline()})


class _Asker:
    """Somebody who fills in a form."""

    def __init__(self, chance: random.Random, received_at: dt.datetime, schools: Sequence[School]) -> None:
        self.chance = chance
        self.received_at = received_at.astimezone(LONDON)
        self.school = chance.choice(schools)

    def who(self) -> dict[str, Any]:
        """Who asks: numbers that Ofcom keeps for drama, addresses in a domain that RFC 2606 keeps."""
        first, last = self.chance.choice(texts.FIRST_NAMES), self.chance.choice(texts.LAST_NAMES)
        return {
            "name": f"{first} {last}",
            "email": f"{first}.{last}@example.org".lower(),
            "telephone": f"020 7946 {self.chance.randrange(1000):04}" if self.happens(0.6) else "",
        }

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.chance.random() < probability

    def message(self, text: str) -> str:
        """A text with its blanks filled in, and a sentence of the sender's own at its end."""
        return (text + self.chance.choice(texts.CLOSINGS)).format(
            school=self.school.name,
            year=self.chance.choice(texts.YEARS),
            room=self.chance.choice(texts.ROOMS),
            day=self.chance.choice(texts.WEEKDAYS),
        )

    def about_school(self, text: str) -> str:
        """The answer to the question for a school, where the text speaks of one."""
        return str(self.school.urn) if "{school}" in text else ""

    def deadline(self) -> dt.datetime:
        """A journalist's deadline: some are today's, most leave days."""
        days, hour = self.chance.choice(_DEADLINES)
        day = self.received_at.date() + dt.timedelta(days=days)
        moment = dt.datetime.combine(day, dt.time(hour), LONDON)
        # Who writes in the evening does not mean that afternoon.
        is_over = moment <= self.received_at + dt.timedelta(minutes=30)
        return moment + dt.timedelta(days=1) if is_over else moment


def _press(asker: _Asker) -> dict[str, Any]:
    outlet, outlet_type = asker.chance.choice(texts.OUTLETS)
    request_type, text = asker.chance.choice(texts.PRESS)
    published = asker.received_at.date() + dt.timedelta(days=asker.chance.randrange(8, 20))
    embargo: dict[str, str] = {}
    if "embargoed" in text:
        embargo = {"embargo": "yes", "embargo_until": f"{published}T06:00"}
    return {
        "outlet": outlet,
        "outlet_type": outlet_type,
        "role": asker.chance.choice(texts.PRESS_ROLES),
        "request_type": request_type,
        "message": asker.message(text),
        "school": asker.about_school(text),
        "publication_date": str(published) if embargo or asker.happens(0.3) else "",
        **embargo,
    }


def _it_helpdesk(asker: _Asker) -> dict[str, Any]:
    service, text = asker.chance.choice(texts.IT_HELPDESK)
    started = asker.received_at - dt.timedelta(hours=asker.chance.randrange(1, 4))
    return {
        "organisation": asker.school.name,
        "school_or_service": str(asker.school.urn),
        "role": asker.chance.choice(texts.SCHOOL_ROLES),
        "impact": asker.chance.choices(["just_me", "several", "whole_school"], [60, 32, 8])[0],
        "service": service,
        "message": asker.message(text),
        "started": f"{started:%Y-%m-%dT%H}:00" if asker.happens(0.4) else "",
        "asset_tag": f"HLT{asker.chance.randrange(10000):05}" if service == "device" else "",
        "tried": asker.chance.choice(texts.TRIED),
        "contact_times": asker.chance.choice(texts.CONTACT_TIMES),
    }


def _web_team(asker: _Asker) -> dict[str, Any]:
    page, problem, text = asker.chance.choice(texts.WEB_TEAM)
    return {
        "page_url": page,
        "problem": problem,
        "assistive_technology": asker.chance.choice(texts.ASSISTIVE) if problem == "accessibility" else "",
        "message": asker.message(text),
        "device_browser": asker.chance.choice(texts.DEVICES),
    }


def _general(asker: _Asker) -> dict[str, Any]:
    about, i_am, text = asker.chance.choice(texts.GENERAL)
    return {
        "about": about,
        "i_am": i_am,
        "organisation": asker.school.name if i_am == "school_staff" else "",
        "school": asker.about_school(text),
        "message": asker.message(text),
    }


_BY_TYPE: dict[str, Callable[[_Asker], dict[str, Any]]] = {
    "press": _press,
    "it-helpdesk": _it_helpdesk,
    "web-team": _web_team,
    "general": _general,
}
