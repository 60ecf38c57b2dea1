"""The desk: filters, orders, columns, saved views, and what a list says of itself while it is open."""

import datetime as dt
import re

import pytest
import time_machine
from bs4 import BeautifulSoup

from intake import saved_views, tags, triage
from intake.models import DeskColumns, SavedView
from tests.factories import AttachmentFactory, MembershipFactory, SubmissionFactory, TagFactory
from tests.intake.admin.staff import LIST, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

MORNING = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def make(widgets):
    """A function that makes a submission in Widgets."""
    return lambda **fields: SubmissionFactory(queue=widgets, **fields)


def test_it_is_narrowed_by_tag_dates_lateness_and_attachments_and_each_is_taken_off(ada, make):
    tag = TagFactory(name="school visit")
    wanted = make(received_at=MORNING - dt.timedelta(days=60))
    make()
    tags.tag(submission_id=wanted.pk, actor=ada.user, tag=tag)
    AttachmentFactory(submission=wanted)
    filters = {
        f"tag={tag.pk}": "Tag: school visit",
        "received_from=2026-09-01&received_to=2026-09-25": "Received from: 1 September 2026",
        "late=on": "Late: yes",
        "attachment=on": "Has an attachment: yes",
    }
    for query, said in filters.items():
        page = ada.lists(query)
        assert page.references == [wanted.reference], query
        assert said in page.part(".chips")
        assert page.soup.select_one("details#filters").has_attr("open")
    page = ada.lists(f"tag={tag.pk}&priority=20")
    chip = next(a for a in page.soup.select(".chips a") if "Priority: Normal" in " ".join(a.stripped_strings))
    assert f"tag={tag.pk}" in chip["href"]
    assert "priority" not in chip["href"]


def test_it_is_ordered_by_what_is_due(ada, make):
    later, sooner = make(due_at=MORNING + dt.timedelta(days=30)), make(respond_by=MORNING)
    page = ada.lists("sort=due")
    assert page.references == [sooner.reference, later.reference]
    assert page.field("sort").select_one("[selected]").get_text() == "Due first"
    assert "sort=due" in page.view("mine")
    assert "sort=due" not in page.view("everything")


@pytest.mark.parametrize(
    ("query", "name"),
    [("sort=x", "sort"), ("tag=x", "tag"), ("received_from=0001-01-01", "received_from")],
)
def test_what_is_not_understood_is_said_beside_its_field(ada, make, query, name):
    submission = make()
    page = ada.lists(query)
    assert page.references == [submission.reference]
    assert page.error_beside(name)


def test_columns_are_chosen_and_kept(ada, lead, make):
    submission = make(sender_organisation="Daily News")
    tags.tag(submission_id=submission.pk, actor=ada.user, tag=TagFactory(name="school visit"))
    page = ada.posts(f"{LIST}columns/", column=["organisation", "tags", "x"], list="view=everything")
    assert page.messages == ["Your columns are kept."]
    assert page.part(".rail [aria-current]") == "Everything"
    assert "Daily News" in page.row(submission)
    assert "school visit" in page.row(submission)
    assert "Jo Brown" not in page.row(submission)
    assert "Jo Brown" in lead.lists().row(submission)
    ticked = [box["value"] for box in page.soup.select("[name=column][checked]")]
    assert ticked == ["organisation", "tags"]
    ada.opens(f"{LIST}columns/")
    assert DeskColumns.objects.get().names == ["organisation", "tags"]


def test_a_view_is_saved_with_its_filters_and_opened_again(ada, make):
    wanted = make(priority=40)
    make()
    page = ada.lists("priority=40&view=unassigned&sort=due&before=x")
    form = page.soup.select_one("form.pop-body:has([name=queue])")
    page = ada.posts(form["action"], **fields_of(form) | {"name": "Burning"})
    assert page.messages == ["The view “Burning” is saved."]
    assert SavedView.objects.get().query == {"priority": "40", "sort": "due", "view": "unassigned"}
    page = ada.opens(LIST + ada.lists().link("Burning"))
    assert page.references == [wanted.reference]
    assert page.soup.select_one(".rail [aria-current=true]").get_text(strip=True) == "Burning"


def test_a_view_is_shared_with_a_queue_and_shows_each_their_own(ada, lead, stranger, make, gadgets):
    mine = make(assignee=lead.user)
    form = {"name": "Own work", "queue": mine.queue_id, "list": "view=mine"}
    page = ada.posts(f"{LIST}views/", **form)
    assert page.messages == ["The view “Own work” is saved for everybody in Widgets."]
    link = lead.lists().link("Own work Widgets")
    assert lead.opens(LIST + link).references == [mine.reference]
    assert "Own work" not in stranger.lists().text
    page = lead.opens(f"{LIST}views/")
    assert "Own work for everybody in Widgets, by Ada Okoro" in page.text
    assert stranger.posts(f"{LIST}views/", **form).messages == [
        "The view was not saved. Select a valid choice. That choice is not one of the available choices."
    ]


def test_a_shared_view_that_names_what_one_may_not_see_shows_nothing_of_it(ada, make, gadgets, stranger):
    make()
    foreign = SubmissionFactory(queue=gadgets)
    saved_views.save(
        user=ada.user, name="x", query={"queue": str(gadgets.pk), "view": "open"}, queue=ada.user.queues.get()
    )
    page = ada.opens(LIST + ada.lists().link("x Widgets"))
    assert foreign.reference not in page.text
    assert "Gadgets" not in page.text


def test_views_are_deleted_by_who_may(ada, lead, stranger, make, widgets):
    view = saved_views.save(user=lead.user, name="Ours", query={"view": "late"}, queue=widgets)
    assert not ada.opens(f"{LIST}views/").soup.select("button[name=delete]")
    for colleague in (ada, stranger):
        page = colleague.posts(f"{LIST}views/", delete=view.pk)
        assert page.messages == ["Nothing was deleted: the view is gone, or it is not yours to delete."]
    page = lead.posts(f"{LIST}views/", delete=view.pk)
    assert page.messages == ["The view “Ours” is deleted. No submission has changed."]
    assert lead.posts(f"{LIST}views/", delete="x").messages[0].startswith("Nothing was deleted")


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_view_without_a_good_name_is_not_saved(ada, name):
    page = ada.posts(f"{LIST}views/", name=name, list="view=late")
    assert page.messages[0].startswith("The view was not saved.")
    assert page.part(".rail [aria-current]") == "Late 0"


class TestWhileItIsOpen:
    """What the page asks every few seconds."""

    def changes(self, colleague, page, **more):
        place = page.soup.select_one("#arrivals")["hx-get"]
        shown = page.soup.select_one("#shown")["value"]
        extra = "".join(f"&{name}={value}" for name, value in more.items())
        return colleague.client.get(f"{place}&shown={shown}{extra}")

    def test_it_says_how_many_are_new_and_how_the_counts_stand(self, ada, make):
        make()
        page = ada.lists("view=unassigned")
        for _ in range(3):
            make()
        response = self.changes(ada, page)
        soup = BeautifulSoup(response.content, "lxml")
        link = soup.select_one("a.button")
        assert " ".join(link.get_text().split()) == "3 new in this list: – show"
        assert len(ada.opens(LIST + link["href"]).references) == 4
        assert soup.select_one("#count-unassigned").get_text() == "4"
        assert not soup.select("tr")
        assert "HX-Reswap" not in response
        assert self.changes(ada, page, said="3%20new")["HX-Reswap"] == "none"

    def test_rows_that_have_changed_or_left_are_shown_anew(self, ada, lead, make, gadgets):
        taken, resolved, foreign = make(), make(), make()
        page = ada.lists()
        triage.assign(submission_id=taken.pk, actor=lead.user, assignee=lead.user)
        triage.resolve(submission_id=resolved.pk, actor=lead.user)
        triage.move(submission_id=foreign.pk, actor=lead.user, queue=gadgets)
        html = self.changes(ada, page).content.replace(b"template>", b"table>")
        soup = BeautifulSoup(html, "lxml")
        rows = {row["id"]: " ".join(row.get_text(" ").split()) for row in soup.select("table tr")}
        assert "Lena Lead" in rows[f"row_{taken.pk}"]
        assert "not in this list any more" in rows[f"row_{resolved.pk}"]
        assert rows[f"row_{foreign.pk}"] == "Not in your queues any more"
        assert all(row["hx-swap-oob"] == "true" for row in soup.select("table tr"))
        page.soup.select_one("#shown")["value"] = soup.select_one("#shown")["value"]
        assert b"<template>" not in self.changes(ada, page).content

    def test_the_counts_of_each_queue_follow_where_they_are_shown(self, ada, widgets):
        MembershipFactory(user=ada.user)
        page = ada.opens("/admin/")
        SubmissionFactory(queue=widgets, respond_by=MORNING - dt.timedelta(days=1))
        cell = f"glance-{widgets.pk}-late"
        assert page.soup.find(id=cell).get_text() == "0"
        soup = BeautifulSoup(self.changes(ada, page, glance="yes").content, "lxml")
        assert soup.find(id=cell).get_text() == "1"
        assert soup.find(id=f"late-{widgets.pk}").get_text() == "1 late"
        assert b"glance-" not in self.changes(ada, page).content

    def test_another_teams_submission_is_not_shown_whatever_is_asked(self, ada, gadgets):
        foreign = SubmissionFactory(queue=gadgets)
        response = ada.client.get(f"{LIST}changes/?is_first=1&shown={foreign.pk}.1,x.1,.,-1.x")
        assert response.status_code == 200
        assert foreign.reference.encode() not in response.content

    def test_every_row_and_button_has_an_address_of_its_own(self, ada, make):
        submission = make()
        page = ada.lists()
        row = page.soup.select_one(f"tr[data-row='{submission.pk}']")
        assert row.select_one(f"a[data-row='{submission.pk}']")["id"] == f"open_{submission.pk}"
        assert row.select_one(f"input[data-row='{submission.pk}']")["id"] == f"tick_{submission.pk}"
        ids = re.findall(r' id="([^"]+)"', page.response.content.decode())
        assert len(ids) == len(set(ids))
