"""How often each staff page asks the database: a number that does not grow with what it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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

pytestmark = pytest.mark.django_db


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

    same(ada, "/admin/", more, at_most=7)


@pytest.mark.parametrize("query", ["", "view=everything", "view=late&q=widget", "view=mine&priority=20"])
def test_the_list(ada, widgets, query):
    SubmissionFactory(queue=widgets, assignee=ada.user)
    same(ada, f"{LIST}?{query}", lambda: fifty_submissions(widgets), at_most=9)


def test_an_administrators_list(administrator, widgets):
    SubmissionFactory(queue=widgets)
    same(administrator, LIST, lambda: fifty_submissions(widgets), at_most=8)


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
    same(ada, url_of(submission), lambda: add(30), at_most=18)


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
