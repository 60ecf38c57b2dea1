"""How often each staff page asks the database: a number that does not grow with what it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake import bulk, columns, saved_views
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    MessageFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    TagFactory,
    TimelineEntryFactory,
    UserFactory,
)
from tests.intake.admin.staff import LIST, Colleague, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def queries(colleague: Colleague, url: str) -> int:
    """How often the database is asked for a page."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = colleague.opens(url)
    assert page.status == 200
    return len(asked)


def same(colleague: Colleague, url: str, more, at_most: int) -> None:
    """Hold that a page asks as often before as after there is `more`, and how often at most."""
    queries(colleague, url)  # what Django remembers for ever, it asks for now
    few = queries(colleague, url)
    more()
    many = queries(colleague, url)
    assert many == few
    assert few <= at_most


def fifty_submissions(queue) -> None:
    for _ in range(50):
        SubmissionFactory(queue=queue, assignee=UserFactory())


def test_the_first_page(ada, widgets):
    SubmissionFactory(queue=widgets, assignee=ada.user)

    def more() -> None:
        fifty_submissions(widgets)
        for _ in range(10):
            SubmissionFactory(queue=MembershipFactory(user=ada.user).queue)

    same(ada, "/admin/", more, at_most=15)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "view=everything",
        "view=late&q=widget",
        "view=mine&priority=20",
        "view=resolved&sort=oldest",
    ],
)
def test_the_list(ada, widgets, query):
    SubmissionFactory(queue=widgets, assignee=ada.user)
    columns.choose(user=ada.user, names=[column.value for column in columns.Column])

    def more() -> None:
        fifty_submissions(widgets)
        for tag in TagFactory.create_batch(5):
            tag.submissions.set(widgets.submissions.all())
            saved_views.save(user=ada.user, name=tag.name, query={"tag": str(tag.pk)}, queue=widgets)

    more()
    same(ada, f"{LIST}?{query}", more, at_most=16)


def test_an_administrators_list(administrator, widgets):
    SubmissionFactory(queue=widgets)
    same(administrator, LIST, lambda: fifty_submissions(widgets), at_most=13)


def test_what_a_list_asks_while_it_is_open(ada, widgets):
    made = SubmissionFactory.create_batch(40, queue=widgets)

    def asked(submissions) -> int:
        shown = ",".join(f"{each.pk}.0" for each in submissions)
        return queries(ada, f"{LIST}changes/?is_first=1&shown={shown}")

    asked(made[:1])
    assert asked(made[:1]) == asked(made) <= 14


@pytest.mark.parametrize("move", ["reply", "assign", "move", "tag", "mark_as_spam"])
def test_the_page_that_asks_about_many(ada, widgets, move):
    made = SubmissionFactory.create_batch(40, queue=widgets)

    def asked(submissions) -> int:
        with CaptureQueriesContext(connection) as queries:
            ids = ",".join(str(each.pk) for each in submissions)
            page = ada.posts(f"{LIST}bulk/", move=move, ids=ids)
        assert "Go back" in page.text
        return len(queries)

    asked(made[:1])
    assert asked(made[:1]) == asked(made) <= 8


def test_a_long_jobs_page(ada, widgets):
    made = SubmissionFactory.create_batch(40, queue=widgets, status="spam")

    def job(submissions) -> str:
        ids = [each.pk for each in submissions]
        job = bulk.start(move="resolve", submission_ids=ids, actor=ada.user, said="resolved")
        bulk.run(job.pk)
        return f"{LIST}bulk/{job.pk}/"

    few, many = job(made[:1]), job(made)
    queries(ada, few)
    assert queries(ada, few) == queries(ada, many) <= 7


@pytest.mark.parametrize("page", ["bulk", "views"])
def test_the_pages_of_ones_own(ada, widgets, page):
    def more() -> None:
        for number in range(10):
            bulk.start(move="resolve", submission_ids=[], actor=ada.user, said="resolved")
            saved_views.save(user=ada.user, name=f"{page} {number}", query={}, queue=widgets)

    more()
    same(ada, f"{LIST}{page}/", more, at_most=6)


def test_a_submissions_page(ada, widgets):
    submission = SubmissionFactory(queue=widgets, assignee=ada.user)

    def add(count: int) -> None:
        for _ in range(count):
            author = MembershipFactory(queue=widgets).user
            for kind, direction in (("reply", "out"), ("note", "internal"), ("alert", "out")):
                MessageFactory(submission=submission, kind=kind, direction=direction, author=author)
            TimelineEntryFactory(submission=submission, event="noted", actor=author)
            AttachmentFactory(submission=submission)
            submission.tags.add(TagFactory())
            QueueFactory()

    add(1)
    same(ada, url_of(submission), lambda: add(30), at_most=27)


def test_a_page_that_says_what_happened_meanwhile(ada, widgets):
    submission = SubmissionFactory(queue=widgets)

    def conflict() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = ada.posts(url_of(submission), action="assign_to_me", version=99, seen=1)
        assert "has changed" in page.problem
        return len(asked)

    TimelineEntryFactory(submission=submission, actor=UserFactory())
    few = conflict()
    for _ in range(20):
        TimelineEntryFactory(submission=submission, actor=UserFactory())
    assert conflict() == few


def test_the_list_of_queues(administrator, widgets):
    def more() -> None:
        for _ in range(20):
            MembershipFactory.create_batch(2, queue=QueueFactory())

    same(administrator, "/admin/intake/queue/", more, at_most=6)


def test_a_leads_list_of_queues(lead, widgets):
    def more() -> None:
        for _ in range(20):
            MembershipFactory(user=lead.user, role="lead")

    same(lead, "/admin/intake/queue/", more, at_most=7)


def test_the_list_of_accounts(administrator):
    same(administrator, "/admin/auth/user/", lambda: UserFactory.create_batch(20), at_most=8)


def test_the_list_of_rules(administrator, widgets):
    def add(count: int) -> None:
        for _ in range(count):
            assignee = MembershipFactory(queue=widgets).user
            rule = RoutingRuleFactory(queue=QueueFactory(), assignee=assignee, tag=TagFactory())
            RoutingConditionFactory.create_batch(2, rule=rule)

    add(1)
    same(administrator, "/admin/intake/routingrule/", lambda: add(20), at_most=8)


def test_a_history(administrator, widgets):
    def more() -> None:
        for number in range(20):
            widgets.response_target = number + 10
            widgets._history_user = UserFactory()
            widgets.save()

    more()
    same(administrator, f"/admin/intake/queue/{widgets.pk}/history/", more, at_most=8)


def test_a_queues_own_page_asks_as_often_however_large_its_team_is(lead, widgets):
    def more() -> None:
        MembershipFactory.create_batch(20, queue=widgets)

    same(lead, f"/admin/intake/queue/{widgets.pk}/change/", more, at_most=12)
