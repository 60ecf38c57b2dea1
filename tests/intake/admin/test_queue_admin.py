"""Queues in the admin: a lead runs their own, an administrator all of them."""

import pytest

from intake.models import Queue, QueueMembership
from tests.factories import MembershipFactory, PriorityTargetFactory, QueueFactory, UserFactory
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

QUEUES = "/admin/intake/queue/"


def url(queue: Queue) -> str:
    return f"{QUEUES}{queue.pk}/change/"


def saves(colleague: Colleague, queue: Queue, **typed: object) -> Page:
    """Open the queue's page, change some fields and save it."""
    fields = fields_of(colleague.opens(url(queue)).soup.select_one("#queue_form"))
    return colleague.posts(url(queue), **(fields | typed))


def rows(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("#result_list tbody tr")]


def test_a_lead_changes_contact_targets_and_the_way_of_assigning(lead, widgets):
    page = saves(
        lead,
        widgets,
        telephone="020 7946 0999",
        response_target="4",
        response_unit="hours",
        assignment="in_turn",
        alert_address="shared@example.org",
    )

    assert "was changed successfully" in page.messages[0]
    widgets.refresh_from_db()
    assert str(widgets.telephone) == "020 7946 0999"
    assert (widgets.response_target, widgets.response_unit) == (4, "hours")
    assert (widgets.assignment, widgets.alert_address) == ("in_turn", "shared@example.org")
    assert widgets.history.first().history_user == lead.user


def test_a_lead_sees_their_own_queues_only(lead, widgets, gadgets):
    assert len(rows(lead.opens(QUEUES))) == 1
    assert rows(lead.opens(QUEUES))[0].startswith("Widgets 020 7946 0123 2 working days / 10 working days")
    response = lead.client.get(url(gadgets))
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert lead.client.get(f"{QUEUES}{gadgets.pk}/history/").status_code == 403
    assert lead.client.get(f"{QUEUES}add/").status_code == 403


def test_what_touches_other_teams_is_shown_to_a_lead_and_not_asked(lead, widgets):
    page = lead.opens(url(widgets))
    for name in ("name", "slug", "active", "position", "retention_days", "is_catch_all"):
        assert page.field(name) is None
    assert "Widgets" in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Mine"),
        ("slug", "mine"),
        ("active", ""),
        ("position", "0"),
        ("retention_days", "99999"),
        ("is_catch_all", "on"),
    ],
)
def test_a_forged_post_of_a_lead_changes_none_of_it(lead, widgets, name, value):
    # One by one: a value that the form refuses would hide that it takes another.
    before = Queue.objects.values("name", "slug", "active", "position", "retention_days", "is_catch_all")
    was = before.get(pk=widgets.pk)
    saves(lead, widgets, **(dict(was) | {"active": "on", "is_catch_all": ""} | {name: value}))
    assert before.get(pk=widgets.pk) == was


def test_a_lead_manages_the_team(lead, widgets):
    newcomer = UserFactory(first_name="Nora", last_name="New")
    page = lead.opens(url(widgets))
    options = [option.get_text() for option in page.field("memberships-1-user").select("option")]
    assert "Nora New" in options

    saves(lead, widgets, **{"memberships-1-user": newcomer.pk, "memberships-1-role": "lead"})

    assert QueueMembership.objects.get(user=newcomer).role == "lead"
    saves(lead, widgets, **{"memberships-1-DELETE": "on"})
    assert not QueueMembership.objects.filter(user=newcomer).exists()


def test_who_is_no_staff_cannot_be_made_a_member(lead, widgets):
    public = UserFactory(is_staff=False)
    page = saves(lead, widgets, **{"memberships-1-user": public.pk})
    assert "not one of the available choices" in page.text
    assert not QueueMembership.objects.filter(user=public).exists()


def test_a_queue_with_a_member_who_has_left_can_still_be_changed(lead, widgets):
    gone = MembershipFactory(queue=widgets, user__is_active=False, user__first_name="Gone").user
    page = saves(lead, widgets, purpose="For widgets")
    assert "was changed successfully" in page.messages[0]
    widgets.refresh_from_db()
    assert widgets.purpose == "For widgets"
    assert QueueMembership.objects.filter(user=gone).exists()


def test_a_membership_of_another_queue_cannot_be_taken_over(lead, widgets, stranger, gadgets):
    foreign = QueueMembership.objects.get(user=stranger.user)
    saves(lead, widgets, **{"memberships-0-id": foreign.pk, "memberships-0-role": "lead"})
    foreign.refresh_from_db()
    assert (foreign.queue, foreign.role) == (gadgets, "member")


def test_a_member_has_no_queues_to_manage(ada, widgets):
    assert ada.client.get(QUEUES).status_code == 403
    response = ada.client.post(url(widgets), {"telephone": "020 7946 0999"})
    assert response.status_code in (302, 403)
    widgets.refresh_from_db()
    assert str(widgets.telephone) == "020 7946 0123"


def test_an_administrator_changes_everything_but_the_catch_all(administrator, widgets):
    assert administrator.opens(url(widgets)).field("is_catch_all") is None
    saves(
        administrator, widgets, name="Widgets and more", slug="more", retention_days="365", is_catch_all="on"
    )
    widgets.refresh_from_db()
    assert (widgets.name, widgets.slug, widgets.retention_days) == ("Widgets and more", "more", 365)
    assert not widgets.is_catch_all


def test_an_administrator_adds_a_queue(administrator):
    fields = fields_of(administrator.opens(f"{QUEUES}add/").soup.select_one("#queue_form"))
    page = administrator.posts(f"{QUEUES}add/", **(fields | {"name": "New team", "slug": "new-team"}))
    assert "was added successfully" in page.messages[0]
    assert Queue.objects.get(slug="new-team").response_target == 2


def test_the_catch_all_is_chosen_with_a_button_and_there_is_one(administrator, catch_all, widgets):
    page = administrator.posts(QUEUES, action="make_catch_all", _selected_action=[widgets.pk])
    assert page.messages == ["Widgets is now the catch-all queue."]
    assert Queue.objects.get(is_catch_all=True) == widgets


@pytest.mark.parametrize("ticked", ["two", "inactive"])
def test_the_catch_all_is_one_active_queue(administrator, catch_all, widgets, gadgets, ticked):
    closed = QueueFactory(active=False)
    chosen = [closed.pk] if ticked == "inactive" else [widgets.pk, gadgets.pk]
    page = administrator.posts(QUEUES, action="make_catch_all", _selected_action=chosen)
    assert "Tick one queue only" in page.messages[0] or "takes no new submissions" in page.messages[0]
    assert Queue.objects.get(is_catch_all=True) == catch_all


def test_a_lead_is_not_offered_to_choose_it(lead, catch_all, widgets):
    assert "catch-all queue" not in lead.opens(QUEUES).text
    lead.posts(QUEUES, action="make_catch_all", _selected_action=[widgets.pk])
    assert Queue.objects.get(is_catch_all=True) == catch_all


def test_the_catch_all_stays_active(administrator, catch_all):
    page = saves(administrator, catch_all, active="")
    assert page.status == 200
    assert "The catch-all queue must stay active." in page.text
    catch_all.refresh_from_db()
    assert catch_all.active


def test_office_hours_open_before_they_close(lead, widgets):
    page = saves(lead, widgets, opens_at="17:00", closes_at="09:00")
    assert "Office hours must open before they close." in page.text
    widgets.refresh_from_db()
    assert widgets.opens_at < widgets.closes_at


def test_nobody_deletes_a_queue(administrator, widgets):
    assert administrator.client.post(f"{QUEUES}{widgets.pk}/delete/", {"post": "yes"}).status_code == 403
    administrator.posts(QUEUES, action="delete_selected", _selected_action=[widgets.pk], post="yes")
    assert Queue.objects.filter(pk=widgets.pk).exists()


def test_its_history_says_who_changed_what(lead, widgets):
    saves(lead, widgets, response_target="4")
    page = lead.opens(f"{QUEUES}{widgets.pk}/history/")
    assert page.status == 200
    assert "Lena Lead" in page.text
    assert "2 → 4" in page.text
    assert "the portal" in page.text, "who made it in the first place"


@pytest.mark.parametrize("way", ["x/history/", "999999/history/"])
def test_a_history_that_there_is_not_is_not_found(administrator, way):
    assert administrator.client.get(QUEUES + way).status_code == 404


def test_no_past_version_can_be_brought_back_past_the_checks(administrator, widgets):
    version = widgets.history.get()
    page = administrator.opens(f"{QUEUES}{widgets.pk}/history/{version.pk}/")
    assert page.soup.select_one("#queue_form") is None


def test_a_lead_gives_a_priority_targets_of_its_own(lead, widgets):
    page = saves(
        lead,
        widgets,
        **{
            "priority_targets-0-priority": "40",
            "priority_targets-0-response_target": "1",
            "priority_targets-0-response_unit": "hours",
            "priority_targets-0-resolution_target": "4",
            "priority_targets-0-resolution_unit": "hours",
        },
    )
    assert "was changed successfully" in page.messages[0]
    urgent = widgets.priority_targets.get()
    assert (urgent.priority, urgent.response_target, urgent.resolution_target) == (40, 1, 4)
    assert "Urgent" in lead.opens(url(widgets)).text
    saves(lead, widgets, **{"priority_targets-0-DELETE": "on"})
    assert not widgets.priority_targets.exists()


def test_a_priority_has_its_targets_once(lead, widgets):
    PriorityTargetFactory(queue=widgets, priority=40)
    page = saves(
        lead,
        widgets,
        **{
            "priority_targets-1-priority": "40",
            "priority_targets-1-response_target": "2",
            "priority_targets-1-resolution_target": "8",
        },
    )
    assert page.status == 200
    assert "duplicate data for priority" in page.text
    assert widgets.priority_targets.count() == 1


def test_targets_of_a_priority_in_another_queue_cannot_be_taken_over(lead, widgets, gadgets):
    foreign = PriorityTargetFactory(queue=gadgets, priority=40)
    saves(
        lead,
        widgets,
        **{
            "priority_targets-0-id": foreign.pk,
            "priority_targets-0-priority": "40",
            "priority_targets-0-response_target": "99",
            "priority_targets-0-resolution_target": "99",
        },
    )
    foreign.refresh_from_db()
    assert (foreign.queue, foreign.response_target) == (gadgets, 1)


def test_a_lead_writes_the_hours_of_single_days_and_when_the_team_is_away(lead, widgets):
    page = saves(
        lead,
        widgets,
        other_hours="Friday 9am to 12pm",
        closing_times="24 December 2026 to 1 January 2027, Christmas",
    )
    assert "was changed successfully" in page.messages[0]
    widgets.refresh_from_db()
    assert widgets.weekday_hours == {"4": ["09:00", "12:00"]}
    assert widgets.closures == [{"first": "2026-12-24", "last": "2027-01-01", "why": "Christmas"}]
    history = lead.opens(f"{QUEUES}{widgets.pk}/history/").text
    assert "Days with other hours: empty → Friday 9am to midday" in history
    assert "Closed: empty → 24 December 2026 to 1 January 2027, Christmas" in history
    page = lead.opens(url(widgets))
    assert page.field("other_hours").get_text().strip() == "Friday 9am to midday"
    assert page.field("closing_times").get_text().strip() == "24 December 2026 to 1 January 2027, Christmas"


def test_hours_that_make_no_sense_are_refused_and_kept_as_typed(lead, widgets):
    page = saves(lead, widgets, other_hours="Friday early", telephone="020 7946 0999")
    assert "“Friday early” says no hours." in page.text
    assert page.field("other_hours").get_text().strip() == "Friday early"
    widgets.refresh_from_db()
    assert (widgets.weekday_hours, str(widgets.telephone)) == ({}, "020 7946 0123")
