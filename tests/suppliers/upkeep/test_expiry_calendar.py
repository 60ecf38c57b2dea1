"""The expiry calendar: which nights tell a supplier of what, case by case."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
import time_machine

from intake.models import Message
from suppliers import tasks
from suppliers.models import Expiry, ExpiryReminder, Supplier
from tests.factories import SupplierFactory, procurement_queue

pytestmark = pytest.mark.django_db

WITH_CHILDREN = {"safeguarding": {"works_with_children": "yes"}}
WITHOUT_CHILDREN = {"safeguarding": {"works_with_children": "no"}}
WITH_DATA = {"data-protection": {"handles_personal_data": "yes"}}


@dataclass
class Case:
    """What a supplier has, on which nights the task runs (UTC), and what it is then told, in order.

    `told` is kind:step for each of the nights on which anything is told; `then` gives new dates on the way.
    """

    name: str
    expiries: dict[str, str]
    nights: list[str]
    told: list[str]
    status: str = "active"
    begins: str = "active"
    answers: dict = field(default_factory=dict)
    then: dict[str, dict[str, str]] = field(default_factory=dict)
    emails: int | None = None


PL = "public_liability"
CASES = [
    Case("61 days before: nothing", {PL: "2027-06-30"}, ["2027-04-30"], []),
    Case("60 days before", {PL: "2027-06-30"}, ["2027-05-01"], ["public_liability:60"]),
    Case("30 days before", {PL: "2027-06-30"}, ["2027-05-01", "2027-05-31"], [f"{PL}:60", f"{PL}:30"]),
    Case("31 days before: not yet again", {PL: "2027-06-30"}, ["2027-05-01", "2027-05-30"], [f"{PL}:60"]),
    Case("7 days before, and not at 8", {PL: "2027-06-30"}, ["2027-05-31", "2027-06-22", "2027-06-23"],
         [f"{PL}:30", f"{PL}:7"]),
    Case("on the day it holds still", {PL: "2027-06-30"}, ["2027-06-30"], [f"{PL}:0"]),
    Case("the day after it has lapsed", {PL: "2027-06-30"}, ["2027-06-30", "2027-07-01"],
         [f"{PL}:0", f"{PL}:-1"], status="lapsed"),
    Case("every night of three months", {PL: "2027-06-30"},
         [str(dt.date(2027, 4, 15) + dt.timedelta(days=n)) for n in range(90)],
         [f"{PL}:60", f"{PL}:30", f"{PL}:7", f"{PL}:0", f"{PL}:-1"], status="lapsed", emails=5),
    Case("run twice in a night", {PL: "2027-06-30"}, ["2027-05-31", "2027-05-31"], [f"{PL}:30"], emails=1),
    Case("a week off over a step", {PL: "2027-06-30"}, ["2027-05-28", "2027-06-04"],
         [f"{PL}:60", f"{PL}:30"]),
    Case("a week off over the day: lapsed, and not told of the day too", {PL: "2027-06-30"},
         ["2027-06-26", "2027-07-03"], [f"{PL}:7", f"{PL}:-1"], status="lapsed", emails=2),
    Case("two months off: the latest step only", {PL: "2027-06-30"}, ["2027-04-20", "2027-06-24"],
         [f"{PL}:7"], emails=1),
    Case("a certificate that approval does not rest on does not lapse", {"cyber_essentials": "2027-06-30"},
         ["2027-06-30", "2027-07-01"], ["cyber_essentials:0"]),
    Case("what passed in a week off and does not lapse is told late",
         {"professional_indemnity": "2027-06-30"}, ["2027-06-25", "2027-07-03"],
         ["professional_indemnity:7", "professional_indemnity:0"]),
    Case("old news is no news", {"cyber_essentials": "2026-01-31"}, ["2027-05-01"], []),
    Case("a changed date begins again", {PL: "2027-06-30"}, ["2027-05-31", "2027-06-10"],
         [f"{PL}:30", f"{PL}:30"], then={"2027-06-10": {PL: "2027-07-10"}}),
    Case("a replaced certificate is left alone", {PL: "2027-06-30"},
         ["2027-05-31", "2027-06-23", "2027-07-01"], [f"{PL}:30"], then={"2027-06-23": {PL: "2028-06-30"}}),
    Case("a leap day: 29 February", {PL: "2028-02-29"}, ["2028-02-29", "2028-03-01"],
         [f"{PL}:0", f"{PL}:-1"], status="lapsed"),
    Case("30 days before 1 March of a leap year", {PL: "2028-03-01"}, ["2028-01-30", "2028-01-31"],
         [f"{PL}:60", f"{PL}:30"]),
    Case("the night the clocks go forward", {PL: "2027-03-28"}, ["2027-03-28T05:10", "2027-03-28T23:10"],
         [f"{PL}:0", f"{PL}:-1"], status="lapsed"),
    Case("the night the clocks go back", {PL: "2027-10-31"}, ["2027-10-31T06:10", "2027-10-31T23:10"],
         [f"{PL}:0"]),
    Case("several at once are one email", {PL: "2027-06-30", "employers_liability": "2027-06-30",
         "ico": "2027-07-01"}, ["2027-06-24"],
         ["employers_liability:7", f"{PL}:7", "ico:7"], emails=1),
    Case("a suspended supplier stays suspended and is told nothing", {PL: "2027-06-30"},
         ["2027-06-23", "2027-07-01"], [], begins="suspended", status="suspended"),
    Case("safeguarding policy of one who works with children", {"safeguarding_policy": "2027-06-30"},
         ["2027-07-01"], ["safeguarding_policy:-1"], status="lapsed", answers=WITH_CHILDREN),
    Case("safeguarding policy of one who does not", {"safeguarding_policy": "2027-06-30"},
         ["2027-06-30", "2027-07-01"], ["safeguarding_policy:0"], answers=WITHOUT_CHILDREN),
    Case("the Information Commissioner's registration, where there are personal data", {"ico": "2027-06-30"},
         ["2027-07-01"], ["ico:-1"], status="lapsed", answers=WITH_DATA),
    Case("two lapse together", {PL: "2027-06-30", "registration": "2027-06-29"}, ["2027-07-01"],
         ["registration:-1", f"{PL}:-1"], status="lapsed", emails=1),
    Case("one that has lapsed is reminded of the rest", {PL: "2027-06-01", "registration": "2027-06-30"},
         ["2027-06-20", "2027-06-23"], ["registration:30", "registration:7"], begins="lapsed",
         status="lapsed"),
    Case("a debarred supplier stays debarred", {PL: "2027-06-30"}, ["2027-06-30", "2027-07-01"], [],
         begins="debarred", status="debarred"),
]  # fmt: skip


def give(supplier: Supplier, expiries: dict[str, str]) -> None:
    for kind, day in expiries.items():
        Expiry.objects.update_or_create(supplier=supplier, kind=kind, defaults={"expires_on": day})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_calendar(case):
    procurement_queue()
    supplier = SupplierFactory(
        status=case.begins, legal_name="Lea Bridge", email="ada@example.com", answers=case.answers
    )
    give(supplier, case.expiries)

    for night in case.nights:
        give(supplier, case.then.get(night, {}))
        moment = night if "T" in night else f"{night}T06:10"
        with time_machine.travel(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC), tick=False):
            tasks.remind_of_expiries()

    told = [f"{each.kind}:{each.step}" for each in ExpiryReminder.objects.order_by("id")]
    assert told == case.told
    supplier.refresh_from_db()
    assert supplier.status == case.status
    emails = Message.objects.filter(recipient="ada@example.com").count()
    assert emails == (len(case.told) if case.emails is None else case.emails)


def test_the_table_is_as_long_as_it_should_be():
    assert len(CASES) >= 25
    assert len({case.name for case in CASES}) == len(CASES)
