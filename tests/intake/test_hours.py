"""Office hours that differ by day and times of closing: as typed, as counted, as said."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from intake import hours, sla
from intake.sla import LONDON
from tests.factories import QueueFactory

FRIDAYS = {"4": ["09:00", "12:00"]}
CHRISTMAS = [{"first": "2026-12-24", "last": "2027-01-01", "why": "Christmas"}]


def at(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def office(weekday_hours=None, closures=(), **fields) -> sla.Office:
    return sla.office_of(
        QueueFactory.build(weekday_hours=weekday_hours or {}, closures=list(closures), **fields)
    )


def test_lines_are_read_and_said_again():
    typed = "Friday 9am to 12pm\nsat: 10:00 - 1.30pm\nWednesday closed"
    read = hours.read_weekdays(typed)
    assert read == {"4": ["09:00", "12:00"], "5": ["10:00", "13:30"], "2": []}
    assert hours.weekdays_in_words(read) == "Wednesday closed\nFriday 9am to midday\nSaturday 10am to 1:30pm"
    assert hours.read_weekdays(hours.weekdays_in_words(read)) == read
    assert hours.read_weekdays("") == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Someday 9am to 5pm", "does not begin with a day"),
        ("Friday", "says no hours"),
        ("Friday 9am", "says no hours"),
        ("Friday 9 to 5", "says no hours"),
        ("Friday 25:00 to 26:00", "says no hours"),
        ("Friday 5pm to 9am", "must open before they close"),
        ("Friday 9am to 10am\nfri closed", "there twice"),
        ("Mon closed\nTue closed\nWed closed\nThu closed\nFri closed", "one day of the week at least"),
    ],
)
def test_what_is_no_hours_is_refused(typed, said):
    with pytest.raises(ValidationError, match=said):
        hours.read_weekdays(typed)


def test_a_team_may_work_at_the_weekend_alone():
    weekend = "Mon closed\nTue closed\nWed closed\nThu closed\nFri closed\nSaturday 9am to 5pm"
    assert hours.read_weekdays(weekend)["5"] == ["09:00", "17:00"]


def test_closing_times_are_read_and_said_again():
    typed = "3 June 2026, training day\n24/12/2026 to 1/1/2027, Christmas, as each year\n1 May 2026"
    read = hours.read_closures(typed)
    assert [(each["first"], each["last"]) for each in read] == [
        ("2026-05-01", "2026-05-01"),
        ("2026-06-03", "2026-06-03"),
        ("2026-12-24", "2027-01-01"),
    ]
    assert hours.closures_in_words(read) == (
        "1 May 2026\n3 June 2026, training day\n24 December 2026 to 1 January 2027, Christmas, as each year"
    )
    assert hours.read_closures(hours.closures_in_words(read)) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Christmas", "says no days"),
        ("31 February 2026", "says no days"),
        ("24 December 2026 to", "says no days"),
        ("1 January 2027 to 24 December 2026, wrong way", "the last day must be"),
        ("1 January 2026 to 1 February 2027", "the last day must be"),
        ("\n".join(["1 May 2026"] * 51), "50 lines at most"),
    ],
)
def test_what_is_no_closing_time_is_refused(typed, said):
    with pytest.raises(ValidationError, match=said):
        hours.read_closures(typed)


#: 2026-11-23 is a Monday; 2026-12-25 and 28 are bank holidays, 2027-01-01 too.
HOURS = [
    (FRIDAYS, (), "2026-11-27 11:00", 1, "2026-11-27 12:00", "until a short Friday closes"),
    (FRIDAYS, (), "2026-11-27 11:00", 2, "2026-11-30 10:00", "over a short Friday"),
    (FRIDAYS, (), "2026-11-26 16:00", 5, "2026-11-30 10:00", "through a short Friday"),
    ({"2": []}, (), "2026-11-24 16:00", 2, "2026-11-26 10:00", "over a Wednesday off"),
    ({"5": ["10:00", "13:00"]}, (), "2026-11-27 16:00", 2, "2026-11-28 11:00", "into a Saturday"),
    ({"5": ["10:00", "13:00"]}, (), "2026-11-28 14:00", 1, "2026-11-30 10:00", "after a Saturday"),
    ({"0": ["07:00", "19:00"]}, (), "2026-11-22 12:00", 11, "2026-11-23 18:00", "a long Monday"),
    ({"0": ["07:00", "19:00"]}, (), "2026-12-24 16:00", 2, "2026-12-29 10:00", "a long Monday is a holiday"),
    ({"6": ["00:30", "03:00"]}, (), "2026-03-29 00:30", 1, "2026-03-29 02:30", "the clocks forward"),
    ({"6": ["00:30", "03:00"]}, (), "2026-10-25 00:30", 3, "2026-10-25 02:30", "the clocks back"),
    ({}, CHRISTMAS, "2026-12-23 16:00", 2, "2027-01-04 10:00", "over the Christmas closing"),
    ({}, CHRISTMAS, "2026-12-29 10:00", 1, "2027-01-04 10:00", "within the Christmas closing"),
    (FRIDAYS, CHRISTMAS, "2026-12-23 16:00", 34, "2027-01-08 10:00", "a closing and a short Friday"),
]


@pytest.mark.parametrize(
    ("weekdays", "closures", "start", "amount", "end", "why"), HOURS, ids=[row[-1] for row in HOURS]
)
def test_working_hours(weekdays, closures, start, amount, end, why):
    team = office(weekdays, closures)
    due = sla.add_working_hours(at(start), amount, office=team)
    assert due.astimezone(dt.UTC) == at(end).astimezone(dt.UTC)
    assert sla.working_time(at(start), at(end), office=team) == dt.timedelta(hours=amount)


DAYS = [
    (FRIDAYS, (), "2026-11-26 10:00", 1, "2026-11-27 12:00", "until a short Friday closes"),
    ({"2": []}, (), "2026-11-24 10:00", 1, "2026-11-26 17:00", "over a Wednesday off"),
    ({"5": ["10:00", "13:00"]}, (), "2026-11-27 10:00", 1, "2026-11-28 13:00", "a Saturday counts"),
    ({}, CHRISTMAS, "2026-12-23 10:00", 1, "2027-01-04 17:00", "over the Christmas closing"),
]


@pytest.mark.parametrize(
    ("weekdays", "closures", "start", "amount", "end", "why"), DAYS, ids=[row[-1] for row in DAYS]
)
def test_working_days(weekdays, closures, start, amount, end, why):
    assert sla.add_working_days(at(start), amount, office=office(weekdays, closures)) == at(end)


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        ({}, ["9am to 5pm"]),
        (FRIDAYS, ["Monday to Thursday 9am to 5pm", "Friday 9am to midday"]),
        ({"2": []}, ["Monday to Tuesday 9am to 5pm", "Thursday to Friday 9am to 5pm"]),
        ({"5": ["10:00", "13:00"]}, ["Monday to Friday 9am to 5pm", "Saturday 10am to 1pm"]),
    ],
)
def test_the_public_is_told_the_week(weekdays, said):
    assert hours.of_week(QueueFactory.build(weekday_hours=weekdays)) == said
