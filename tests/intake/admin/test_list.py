"""The list: views, filters, search, and what it says of each submission."""

import datetime as dt

import pytest
import time_machine

from intake import worklist
from tests.factories import EnquiryTypeFactory, MembershipFactory, SubmissionFactory

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


def test_it_shows_open_work_newest_first_and_says_enough_of_each(ada, make):
    old = make(received_at=MORNING - dt.timedelta(days=1), priority=40, assignee=ada.user, status="open")
    new = make(sender_name="", sender_email="jo@example.com")
    make(status="resolved")

    page = ada.lists()

    assert page.title == "Submissions – Hackney Learning Trust"
    assert page.references == [new.reference, old.reference]
    assert page.part(".how-many") == "2 submissions"
    for said in ("23 Nov at 10am", "A widget is missing", "Jo Brown", "Widget enquiry", "Widgets"):
        assert said in page.row(old)
    for said in ("Urgent", "Open", "Ada Okoro", "tomorrow by 5pm"):
        assert said in page.row(old)
    for said in ("today at 10am", "jo@example.com", "New", "nobody", "by 5pm on Thu 26 Nov"):
        assert said in page.row(new)


def test_each_view_is_one_press_away_and_says_which_it_is(ada, make):
    mine = make(assignee=ada.user)
    nobodys = make()
    page = ada.lists()
    assert page.part(".rail [aria-current]") == "All open 2"
    assert ada.opens(page.view("mine")).references == [mine.reference]
    page = ada.opens(page.view("unassigned"))
    assert page.references == [nobodys.reference]
    assert page.part(".rail [aria-current]") == "Unassigned 1"


def test_what_is_no_view_is_the_usual_one(ada, make):
    submission = make()
    assert ada.lists("view=nonsense").references == [submission.reference]


def test_it_is_narrowed_by_each_filter(ada, make):
    EnquiryTypeFactory(slug="special", name="Special enquiry")
    other = MembershipFactory(user=ada.user).queue
    wanted = SubmissionFactory(
        queue=other, kind="special", status="waiting", priority=40, assignee=ada.user, subject="Wanted"
    )
    make()
    filters = {
        "queue": other.pk,
        "kind": "special",
        "status": "waiting",
        "priority": 40,
        "assignee": ada.user.pk,
        "q": "wanted",
    }
    for name, value in filters.items():
        page = ada.lists(f"{name}={value}")
        assert page.references == [wanted.reference], name
        assert page.says_link("Clear filters")
    together = "&".join(f"{name}={value}" for name, value in filters.items())
    page = ada.lists(together)
    assert page.references == [wanted.reference]
    for name, value in filters.items():
        control = page.field(name)
        chosen = control.select_one("option[selected]") if control.name == "select" else control
        assert chosen["value"] == str(value)


@pytest.mark.parametrize(
    "bad",
    [
        "queue=x",
        "queue=999999",
        "queue=99999999999999999999",
        "kind=nonsense",
        "status=resolved",
        "priority=25",
        "priority=x",
        "assignee=0",
        "q=%00",
    ],
)
def test_a_filter_that_is_not_understood_is_left_out_and_said(ada, make, bad):
    submission = make()
    page = ada.lists(bad)
    assert page.status == 200
    assert page.references == [submission.reference]
    name = bad.partition("=")[0]
    assert page.problem
    assert page.title.startswith("Error: ")
    assert page.error_beside(name)
    assert page.field(name)["aria-invalid"] == "true"


def test_another_teams_queue_is_no_filter(ada, make, gadgets):
    make()
    foreign = SubmissionFactory(queue=gadgets)
    page = ada.lists(f"queue={gadgets.pk}&view=everything")
    assert "not one of the choices" in page.error_beside("queue")
    assert foreign.reference not in page.references
    assert "Gadgets" not in page.text


def test_the_people_to_choose_from_are_ones_colleagues(ada, lead, stranger):
    options = [option.get_text() for option in ada.lists().field("assignee").select("option")]
    assert options[0] == "Anyone"
    assert set(options[1:]) == {"Ada Okoro", "Lena Lead"}


def test_a_state_that_a_view_has_none_of_is_not_taken_there(ada, make):
    make(status="resolved")
    page = ada.lists("view=everything&status=resolved&q=widget")
    assert ada.opens(page.view("mine")).problem == ""
    assert "q=widget" in page.view("mine")
    assert "status=resolved" in page.view("everything")


def test_search_finds_references_names_addresses_and_words(ada, make, gadgets):
    wanted = make(sender_name="Zoë Brien", sender_email="zoe@news.example.com")
    make()
    SubmissionFactory(queue=gadgets, sender_name="Zoë Brien")
    loose = wanted.reference.replace("-", "").lower()
    for typed in (wanted.reference, loose, "zoë bri", "zoe@news.example.com"):
        page = ada.lists(f"q={typed}")
        assert page.references == [wanted.reference], typed
        assert page.field("q")["value"] == typed


def test_where_nothing_is_found_it_offers_to_look_among_closed_ones(ada, make):
    closed = make(status="resolved", subject="Rare")
    page = ada.lists("q=rare")
    assert page.references == []
    assert page.part(".how-many").startswith("0 submissions found among those shown here.")
    everywhere = ada.opens("/admin/intake/submission/" + page.link("Look among closed ones too"))
    assert everywhere.references == [closed.reference]


def test_pages_lead_on_and_back_with_the_filters(ada, make, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE_SIZE", 2)
    made = [make(received_at=MORNING - dt.timedelta(minutes=minute)) for minute in range(5)]
    make(subject="Other", answers=[])
    references = [each.reference for each in made]

    first = ada.lists("q=gone")
    second = ada.opens("/admin/intake/submission/" + first.link("Older"))
    third = ada.opens("/admin/intake/submission/" + second.link("Older"))

    assert first.references + second.references + third.references == references
    assert first.part(".how-many") == "5 submissions"
    assert not first.says_link("Newer")
    assert not third.says_link("Older")
    assert ada.opens("/admin/intake/submission/" + third.link("Newer")).references == second.references


@pytest.mark.parametrize("key", ["before=x", "after=2026-11-24T10:00:00Z_99999999999999999999"])
def test_a_malformed_key_shows_the_first_page(ada, make, key):
    submission = make()
    assert ada.lists(key).references == [submission.reference]


def test_what_senders_type_is_text(ada, make):
    submission = make(subject="<b>bold</b>", sender_name="<script>alert(1)</script>")
    page = ada.lists("q=%22%3E%3Cscript%3E")
    assert page.soup.select("main script") == []
    assert ada.lists().references == [submission.reference]
    assert "<b>bold</b>" in ada.lists().row(submission)
