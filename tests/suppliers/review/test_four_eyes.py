"""Declared exclusion grounds are judged by two persons, who are never the same one."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from intake.steps import ChangedMeanwhile
from suppliers import review
from suppliers.models import ExclusionReview
from suppliers.models.registration import State
from suppliers.states import MoveNotAllowed
from tests.factories import MembershipFactory
from tests.suppliers.review.scenes import (
    GROUND,
    NOW,
    accept_all,
    declaring,
    fresh,
    judge,
    registration_to_review,
    resubmit,
    reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def registration():
    return registration_to_review(declaring(**{GROUND: "New manager since."}))


def stands(registration):
    """What stands in the way besides the checklist."""
    return [words for words in review.what_stands_in_the_way(fresh(registration)) if "ground" in words]


def test_two_persons_find_a_ground_acceptable(registration):
    ada, sam = reviewer(), reviewer()

    judge(registration, ada)
    found = judge(registration, sam)

    assert (found.first_reviewer, found.second_reviewer) == (ada, sam)
    assert stands(registration) == []
    texts = list(registration.submission.timeline.order_by("id").values_list("text", flat=True))
    assert texts == [
        "Exclusion ground “Breach of contract and poor performance”, "
        f"{place} reviewer: Self-cleaning shown: may be approved – Seen the new plan."
        for place in ("first", "second")
    ]


#: Who judges in turn and what each finds; who stands in which place then, and whether it may be approved.
TABLE = [
    ("nobody", [], (None, None), False),
    ("one", [("ada", "acceptable")], ("ada", None), False),
    ("the same twice", [("ada", "acceptable")] * 2, ("ada", None), False),
    ("two", [("ada", "acceptable"), ("sam", "acceptable")], ("ada", "sam"), True),
    ("two, excluded", [("ada", "excluded"), ("sam", "excluded")], ("ada", "sam"), False),
    ("the second disagrees", [("ada", "acceptable"), ("sam", "excluded")], ("ada", "sam"), False),
    ("the first disagrees", [("ada", "excluded"), ("sam", "acceptable")], ("ada", "sam"), False),
    (
        "the first gives way",
        [("ada", "excluded"), ("sam", "acceptable"), ("ada", "acceptable")],
        ("ada", "sam"),
        True,
    ),
    (
        "the second gives way",
        [("ada", "acceptable"), ("sam", "excluded"), ("sam", "acceptable")],
        ("ada", "sam"),
        True,
    ),
    (
        "a lead settles it",
        [("ada", "acceptable"), ("sam", "excluded"), ("lead", "acceptable")],
        ("ada", "lead"),
        True,
    ),
    (
        "the first takes it back",
        [("ada", "acceptable"), ("sam", "acceptable"), ("ada", "excluded")],
        ("ada", "sam"),
        False,
    ),
]


@pytest.mark.parametrize(
    ("steps", "places", "may"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_who_has_judged_and_whether_that_is_enough(registration, steps, places, may):
    people = {"ada": reviewer(), "sam": reviewer(), "lead": reviewer("lead"), None: None}

    for who, finding in steps:
        judge(registration, people[who], finding)

    found = ExclusionReview.objects.first()
    stand = (found.first_reviewer, found.second_reviewer) if found else (None, None)
    assert stand == tuple(people[who] for who in places)
    assert (stands(registration) == []) is may


def test_a_third_person_who_is_no_lead_cannot_overrule_the_two(registration):
    judge(registration, reviewer())
    judge(registration, reviewer(), "excluded")

    with pytest.raises(ValidationError, match="Two people have judged this already"):
        judge(registration, reviewer())


def test_the_database_itself_refuses_the_same_person_twice(registration):
    ada = reviewer()
    found = judge(registration, ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        ExclusionReview.objects.filter(pk=found.pk).update(second_reviewer=ada)


def test_each_ground_is_judged_for_itself(registration):
    both = registration_to_review(declaring(**{GROUND: "New manager.", "insolvency": "Paid."}))
    for person in (reviewer(), reviewer()):
        judge(both, person)

    assert len(stands(both)) == 1
    assert "Insolvency" in stands(both)[0]


def test_findings_fall_when_the_supplier_changes_its_declarations(registration, clock):
    ada, sam = reviewer(), reviewer()
    judge(registration, ada)
    judge(registration, sam)
    clock.shift(dt.timedelta(hours=1))

    resubmit(registration, "declarations", ground_poor_performance_self_cleaning="Something else.")

    assert "has changed its declarations since" in stands(registration)[0]
    clock.shift(dt.timedelta(hours=1))
    found = judge(registration, sam)
    assert (found.first_reviewer, found.second_reviewer, found.second_finding) == (sam, None, "")


def test_a_ground_no_longer_declared_stands_in_nobodys_way(registration):
    judge(registration, reviewer(), "excluded")

    resubmit(registration, "declarations", ground_poor_performance="no")

    assert stands(registration) == []


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"ground": "terrorism"}, "does not declare"),
        ({"ground": "nonsense"}, "does not declare"),
        ({"note": " "}, "Write why"),
        ({"finding": ""}, "Choose what you find"),
        ({"finding": "whatever"}, "Choose what you find"),
    ],
)
def test_what_is_no_finding(registration, given, problem):
    with pytest.raises(ValidationError, match=problem):
        judge(registration, reviewer(), **given)

    assert not ExclusionReview.objects.exists()


def test_outsiders_judge_nothing(registration):
    with pytest.raises(PermissionDenied):
        judge(registration, MembershipFactory().user)


def test_a_stale_page_judges_nothing(registration):
    version = registration.submission.version
    judge(registration, reviewer())

    with pytest.raises(ChangedMeanwhile):
        judge(registration, reviewer(), version=version)


def test_what_is_decided_is_judged_no_more(registration):
    review.reject(registration_id=registration.pk, actor=reviewer(), reasons="No.")

    with pytest.raises(MoveNotAllowed):
        judge(registration, reviewer())


def test_an_excluded_supplier_is_not_approved_but_may_be_rejected(registration):
    ada = reviewer()
    accept_all(registration, ada)
    judge(registration, ada, "excluded")
    judge(registration, reviewer(), "excluded")

    with pytest.raises(ValidationError, match="Two people have found that the supplier is excluded"):
        review.approve(registration_id=registration.pk, actor=ada)
    review.reject(registration_id=registration.pk, actor=ada, reasons="Excluded.")
    assert fresh(registration).state == State.REJECTED
