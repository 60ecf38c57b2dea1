"""The page of days away, and handing work over."""

import datetime as dt

import pytest
import time_machine

from intake.models import Absence, Submission
from tests.factories import MembershipFactory, SubmissionFactory
from tests.intake.admin.staff import LIST, fields_of, url_of
from tests.intake.admin.test_page_queries import same
from tests.intake.admin.test_related_pages import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

DAYS = "/admin/intake/absence/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        yield


def away(user, first: str, last: str) -> Absence:
    return Absence.objects.create(
        user=user, starts_on=dt.date.fromisoformat(first), ends_on=dt.date.fromisoformat(last)
    )


def handover(colleague) -> str:
    return f"{DAYS}handover/{colleague.user.pk}/"


def test_ones_own_days_are_marked_seen_and_removed(ada, lead):
    page = ada.opens(DAYS)
    assert page.field("user")["type"] == "hidden"
    fields = fields_of(page.soup.select_one("form.days"))
    page = ada.posts(DAYS, **fields | {"starts_on": "2026-12-03", "ends_on": "11 December 2026"})

    assert page.messages == ["You are marked as away from 3 to 11 December."]
    assert "Ada Okoro from 3 to 11 December" in lead.opens(DAYS).text
    page = ada.posts(DAYS, remove=Absence.objects.get().pk)
    assert page.messages == ["Removed: Ada Okoro, from 3 to 11 December."]
    assert not Absence.objects.exists()


def test_a_lead_marks_a_members_days(ada, lead):
    page = lead.opens(DAYS)
    assert [option.get_text() for option in page.field("user").select("option")] == [
        "Ada Okoro",
        "Lena Lead (you)",
    ]
    page = lead.posts(DAYS, user=ada.user.pk, starts_on="2026-11-24", ends_on="2026-11-24")
    assert page.messages == ["Ada Okoro is marked as away on 24 November."]
    assert "marked by Lena Lead" in ada.opens(DAYS).text


def test_a_member_marks_nobody_elses_and_removes_none(ada, lead):
    page = ada.posts(DAYS, user=lead.user.pk, starts_on="2026-12-03", ends_on="2026-12-03")
    assert page.problem.startswith("There is a problem")
    absence = away(lead.user, "2026-12-03", "2026-12-03")
    assert "Remove" not in ada.opens(DAYS).text
    assert ada.posts(DAYS, remove=absence.pk).status == 403
    assert ada.posts(DAYS, remove="x").status == 403
    assert Absence.objects.count() == 1


def test_other_teams_days_are_left_out(stranger, ada):
    away(ada.user, "2026-12-03", "2026-12-03")
    assert "Nobody in your queues is away" in stranger.opens(DAYS).text


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        ("", "2026-12-03", "Enter the first day."),
        ("2026-12-03", "soon", "Last day must be a date, like 8 December 2026"),
        ("2026-12-03", "2026-12-02", "The last day must not be before the first one."),
        ("2026-12-01", "2026-12-01", "Some of these days are marked already."),
    ],
)
def test_wrong_days_are_said(ada, first, last, problem):
    away(ada.user, "2026-11-30", "2026-12-01")
    page = ada.posts(DAYS, user=ada.user.pk, starts_on=first, ends_on=last)
    assert problem in page.problem
    assert page.field("starts_on")["value"] == first if first else True


def test_who_is_away_is_said_where_work_is_assigned(ada, lead, widgets):
    away(ada.user, "2026-11-20", "2026-11-27")
    page = lead.opens(url_of(SubmissionFactory(queue=widgets)))
    names = [option.get_text() for option in page.field("assignee").select("option")]
    assert "Ada Okoro (away until 27 November)" in names
    assert "Lena Lead" in names


def test_a_lead_hands_a_members_work_over_after_seeing_who_gets_what(ada, lead, widgets):
    grace = MembershipFactory(queue=widgets, user__first_name="Grace", user__last_name="Hopper").user
    away(ada.user, "2026-11-20", "2026-11-27")
    SubmissionFactory.create_batch(3, queue=widgets, assignee=ada.user)

    page = lead.opens(DAYS)
    assert "Ada Okoro (away until 27 November): 3 open." in page.text
    page = lead.opens(handover(ada))
    assert "Widgets: 3 open" in page.text
    page = lead.posts(handover(ada), **form_on(page) | {"to": grace.pk})
    assert "Grace Hopper : 3 submissions" in page.text
    assert Submission.objects.filter(assignee=ada.user).count() == 3

    fields = fields_of(page.soup.select_one("form.buttons"))
    page = lead.posts(handover(ada), **fields, confirmed="yes")
    assert page.messages == ["3 submissions of Ada Okoro handed over to Grace Hopper."]
    assert Submission.objects.filter(assignee=grace).count() == 3
    entry = "Handed over by Lena Lead today at 10am From Ada Okoro to Grace Hopper"
    assert entry in lead.opens(url_of(Submission.objects.first())).part(".timeline")


def test_spread_work_that_nobody_can_take_stays_and_is_said(ada, lead, widgets):
    away(lead.user, "2026-11-24", "2026-11-24")
    SubmissionFactory(queue=widgets, assignee=ada.user)
    page = lead.posts(handover(ada), to="spread")
    assert "stays with Ada Okoro : 1 in Widgets" in page.text
    assert not page.soup.select("button[name=confirmed]")
    page = lead.posts(handover(ada), to="spread", confirmed="yes")
    assert page.messages == ["1 left with Ada Okoro: nobody could take it in Widgets."]


def test_it_must_be_chosen_to_whom(ada, lead, widgets, stranger):
    SubmissionFactory(queue=widgets, assignee=ada.user)
    assert "Choose to whom it goes." in lead.posts(handover(ada), confirmed="yes").problem
    page = lead.posts(handover(ada), to=stranger.user.pk, confirmed="yes")
    assert page.problem.startswith("There is a problem")
    assert Submission.objects.get().assignee == ada.user


def test_without_open_work_there_is_nothing_to_hand_over(ada, lead):
    assert "Ada Okoro has no open work in the queues that you lead." in lead.opens(handover(ada)).text


def test_only_the_leads_of_a_persons_teams_hand_over(ada, lead, stranger, widgets):
    SubmissionFactory(queue=widgets, assignee=lead.user)
    assert "Open work" not in ada.opens(DAYS).text
    for other in (ada, stranger):
        assert other.opens(handover(lead)).status == 403
        assert other.posts(handover(lead), to="spread", confirmed="yes").status == 403
    assert lead.opens(f"{DAYS}handover/999999/").status == 404


def test_the_page_asks_as_often_for_many_as_for_few(lead, ada, widgets):
    def more(count: int = 15) -> None:
        for _ in range(count):
            user = MembershipFactory(queue=widgets).user
            away(user, "2026-11-20", "2026-11-27")
            SubmissionFactory(queue=widgets, assignee=user)

    more(1)
    same(lead, DAYS, more, at_most=12)
    same(lead, handover(ada), more, at_most=12)


def test_the_list_of_settings_leads_to_it(ada):
    assert ada.opens("/admin/").says_link("Days away")
    assert ada.opens(LIST).status == 200
