"""The first page is the desk: a person's queues with their counts, and the newest open submissions."""

import datetime as dt

import pytest
import time_machine

from tests.factories import MembershipFactory, SubmissionFactory, UserFactory
from tests.intake.admin.staff import Colleague

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

MORNING = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def counts(page, queue: str) -> dict[str, str]:
    """The counts of a queue, by their words."""
    labels = [cell["aria-label"] for cell in page.soup.select(".glance .count")]
    said = [label.split(": ")[1].split(" ", 1) for label in labels if label.startswith(f"{queue}: ")]
    return {label: count for count, label in said}


def rail(page) -> dict[str, str]:
    """The count of each view in all queues, by its name."""
    views = [a.get_text(" ", strip=True).rsplit(" ", 1) for a in page.soup.select(".rail [data-view]")]
    return {view[0]: view[1] for view in views if len(view) == 2}


def test_it_shows_the_queues_with_their_counts_and_the_newest_references(ada, widgets):
    old = MORNING - dt.timedelta(days=60)
    late = SubmissionFactory(queue=widgets, received_at=old, assignee=ada.user)
    new = SubmissionFactory(queue=widgets, subject="The newest widget")

    page = ada.opens("/admin/")

    assert page.title == "My work – Hackney Learning Trust"
    assert rail(page) == {
        "Mine": "1",
        "Unassigned": "1",
        "Due today": "0",
        "Late": "1",
        "Waiting for the sender": "0",
        "All open": "2",
        "Resolved this week": "0",
    }
    assert page.references == [new.reference, late.reference]
    assert "The newest widget" in page.row(new)
    assert "today at 10am" in page.row(new)
    assert "Late: was due" in page.row(late)


def test_each_count_leads_to_its_list(ada, widgets):
    mine = SubmissionFactory(queue=widgets, assignee=ada.user)
    SubmissionFactory(queue=widgets)
    page = ada.opens("/admin/")
    listed = ada.opens(page.view("mine"))
    assert listed.references == [mine.reference]
    assert listed.part(".how-many") == "1 submission"


def test_who_is_in_several_queues_sees_the_counts_of_each(ada, widgets):
    sprockets = MembershipFactory(user=ada.user, queue__name="Sprockets").queue
    SubmissionFactory(queue=widgets, status="waiting")
    wanted = SubmissionFactory(queue=sprockets, assignee=ada.user)
    page = ada.opens("/admin/")
    assert counts(page, "Sprockets") == {
        "mine": "1",
        "unassigned": "0",
        "due today": "0",
        "late": "0",
        "waiting for the sender": "0",
        "all open": "1",
        "resolved this week": "0",
    }
    assert counts(page, "Widgets")["waiting for the sender"] == "1"
    cell = page.soup.select_one(".glance .count-mine[aria-label^=Sprockets]")
    listed = ada.opens(f"/admin/{cell['href']}")
    assert listed.references == [wanted.reference]
    assert rail(listed)["All open"] == "1"
    assert listed.part(".rail h2") == "Sprockets"


def test_nothing_of_other_teams_is_on_it(ada, gadgets):
    foreign = SubmissionFactory(queue=gadgets, subject="A secret gadget")
    page = ada.opens("/admin/")
    assert "Gadgets" not in page.text
    assert foreign.reference not in page.text
    assert "secret" not in page.text


def test_who_is_in_no_queue_is_told_whom_to_ask():
    page = Colleague(UserFactory()).opens("/admin/")
    assert page.status == 200
    assert "Ask the lead of your team" in page.text
    assert "0 submissions" in page.text


def test_the_search_finds_closed_ones_too(ada, widgets):
    closed = SubmissionFactory(queue=widgets, status="resolved")
    page = ada.opens(f"/admin/?q={closed.reference}")
    assert page.references == []
    page = ada.opens("/admin/" + page.link("Look among closed ones too"))
    assert page.references == [closed.reference]


def test_a_link_of_a_row_leads_to_its_submission_and_back(ada, widgets):
    submission = SubmissionFactory(queue=widgets)
    page = ada.opens(ada.opens("/admin/").link(submission.reference))
    assert submission.reference in page.title
    assert ada.opens(page.link("Submissions")).references == [submission.reference]


def test_members_are_offered_no_settings_that_they_may_not_use(ada, lead, administrator):
    assert not ada.opens("/admin/").says_link("Queues")
    assert not ada.opens("/admin/").says_link("Users")
    assert lead.opens("/admin/").says_link("Queues")
    assert not lead.opens("/admin/").says_link("Routing rules")
    for name in ("Queues", "Routing rules", "Tags", "Users", "Enquiry types"):
        assert administrator.opens("/admin/").says_link(name)


def test_an_application_s_own_page_lists_its_settings_only(administrator):
    page = administrator.opens("/admin/intake/")
    assert page.status == 200
    assert page.says_link("Queues")
    assert "in no queue" not in page.text
    assert not page.soup.select(".rail")


def test_an_inactive_queue_says_so(ada):
    MembershipFactory(user=ada.user, queue__name="Old team", queue__active=False)
    assert "Old team (inactive)" in ada.opens("/admin/").text


@pytest.mark.parametrize("account", [{"is_staff": False}, {"is_active": False}])
def test_who_does_not_work_here_is_asked_to_sign_in(account):
    response = Colleague(UserFactory(**account)).client.get("/admin/")
    assert response.status_code == 302
    assert response["Location"] == "/admin/login/?next=/admin/"
