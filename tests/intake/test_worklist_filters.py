"""Worklists narrowed by tag, date, lateness and attachments, and sorted; each has an index."""

import datetime as dt

import pytest
import time_machine
from django.db import connection

from intake import tags, worklist
from intake.models import Submission, Tag
from intake.models.submission import NEVER
from intake.worklist import Criteria, Sort, View
from tests.factories import AttachmentFactory, MembershipFactory, SubmissionFactory, TagFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def ten_o_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def make(member):
    """A function that makes a submission in the member's queue, due in two days and ten."""

    def made(**fields) -> Submission:
        due = {"respond_by": NOW + 2 * DAY, "due_at": NOW + 10 * DAY}
        return SubmissionFactory(**{"queue": member.queues.get(), **due, **fields})

    return made


def shown(member, **criteria) -> list[Submission]:
    """What the first page shows, in its order."""
    asked = Criteria(**criteria)
    return worklist.page(worklist.matching(member, asked), sort=asked.sort).rows


def test_a_list_is_narrowed_by_tag(member, make):
    wanted, _ = make(), make()
    for tag in (TagFactory(), TagFactory()):
        tags.tag(submission_id=wanted.pk, actor=member, tag=tag)
    assert shown(member, tag=tag) == [wanted]


def test_a_list_is_narrowed_by_the_days_on_which_things_came_in_in_london(member, make):
    summer = dt.datetime(2026, 7, 14, 23, tzinfo=dt.UTC)
    first = make(received_at=summer)
    last = make(received_at=summer + DAY - dt.timedelta(seconds=1))
    make(received_at=summer - dt.timedelta(seconds=1))
    make(received_at=summer + DAY)
    day = dt.date(2026, 7, 15)
    assert shown(member, received_from=day, received_to=day) == [last, first]


def test_late_ones_are_open_and_past_their_target(member, make):
    late = make(respond_by=NOW - DAY)
    make()
    make(respond_by=NOW - DAY, status="waiting")
    make(respond_by=NOW - DAY, status="resolved")
    assert shown(member, late=True, view=View.EVERYTHING) == [late]


def test_a_list_is_narrowed_to_what_has_an_attachment_once_each(member, make):
    wanted, _ = make(), make()
    AttachmentFactory.create_batch(2, submission=wanted)
    assert shown(member, attachment=True) == [wanted]


def test_each_order(member, make):
    old = make(received_at=NOW - 3 * DAY, respond_by=NOW + 3 * DAY, priority=40)
    middle = make(received_at=NOW - 2 * DAY, respond_by=NOW + DAY)
    waiting = make(received_at=NOW - DAY, respond_by=NOW - 5 * DAY, status="waiting", priority=10)
    assert shown(member) == [waiting, middle, old]
    assert shown(member, sort=Sort.OLDEST) == [old, middle, waiting]
    assert shown(member, sort=Sort.DUE) == [middle, old, waiting]
    assert shown(member, sort=Sort.URGENT) == [old, middle, waiting]
    waiting.refresh_from_db()
    assert waiting.due_next == NEVER


@pytest.mark.parametrize("sort", Sort)
def test_pages_leave_nothing_out_in_any_order(member, make, monkeypatch, sort):
    monkeypatch.setattr(worklist, "PAGE_SIZE", 2)
    for number in range(7):
        make(priority=(10, 20, 40)[number % 3], status=("new", "waiting")[number % 2], respond_by=NOW + DAY)
    found = worklist.matching(member, Criteria())
    pages = [worklist.page(found, sort=sort)]
    while pages[-1].next:
        pages.append(worklist.page(found, after=pages[-1].next, sort=sort))
    forwards = [row.pk for page in pages for row in page.rows]
    assert forwards == worklist.first_ids(found, 100, sort=sort)
    assert len(set(forwards)) == 7
    back = worklist.page(found, before=pages[-1].previous, sort=sort)
    assert back.rows == pages[-2].rows


@pytest.mark.parametrize("key", ["99_1", "9999999999999999999999_1", "x_1", "²_1"])
def test_a_key_that_is_no_priority_shows_the_first_page(member, make, key):
    made = make()
    assert worklist.page(worklist.matching(member, Criteria()), after=key, sort=Sort.URGENT).rows == [made]


def test_what_the_database_sorts_by_is_what_the_submission_says(member, make):
    for fields in (
        {},
        {"first_response_at": NOW},
        {"respond_by": NOW + 20 * DAY},
        {"respond_by": NOW - DAY, "first_response_at": NOW - DAY},
    ):
        submission = make(**fields)
        submission.refresh_from_db()
        assert submission.due_next == submission.next_due_at


@pytest.mark.parametrize(
    "criteria",
    [
        {"view": View.MINE},
        {"view": View.UNASSIGNED},
        {"view": View.LATE},
        {"view": View.DUE_TODAY},
        {"view": View.WAITING},
        {"view": View.RESOLVED},
        {"kind": "widget", "view": View.EVERYTHING},
        {"status": "spam", "view": View.EVERYTHING},
        {"priority": 40, "view": View.EVERYTHING},
        {"received_from": dt.date(2026, 11, 1), "view": View.EVERYTHING},
        {"received_to": dt.date(2026, 11, 1), "view": View.EVERYTHING},
        {"late": True, "view": View.EVERYTHING},
        {"attachment": True},
        {"tag": "x"},
        {"sort": Sort.DUE},
        {"sort": Sort.URGENT},
        {"sort": Sort.OLDEST},
        {"view": View.EVERYTHING},
    ],
    ids=str,
)
def test_every_view_filter_and_order_is_found_by_an_index(member, criteria):
    if "tag" in criteria:
        criteria = {"tag": Tag.objects.create(name="x")}
    asked = Criteria(**criteria)
    order = worklist._ORDERS[Sort(asked.sort)]
    sign = "-" if order.descending else ""
    page = worklist.matching(member, asked).order_by(f"{sign}{order.field}", f"{sign}pk")[:50]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = page.explain()
    assert "Seq Scan on intake_submission" not in plan
    assert "SCAN intake_submission\n" not in f"{plan}\n", plan


@pytest.mark.parametrize("few", [0, 1, 2, 1000])
def test_a_search_finds_the_same_whether_few_or_many_match(member, make, monkeypatch, few):
    monkeypatch.setattr(worklist, "_FEW", few)
    wanted = [make(subject="A gadget hums", status=status) for status in ("new", "waiting")]
    make()
    make(subject="A gadget hums", status="resolved")
    assert set(shown(member, text="gadget")) == set(wanted)
    assert shown(member, text="gadget", status="waiting") == wanted[1:]
    assert shown(member, text="nothing like it") == []
