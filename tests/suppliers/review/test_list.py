"""The list of registrations to review, and that neither it nor the page costs more for more rows."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake import search
from intake.models import Submission
from suppliers import review
from suppliers.models import Registration
from suppliers.models.registration import State
from suppliers.review import worklist
from tests.factories import MembershipFactory, QueueFactory, UserFactory, submitted_registration
from tests.suppliers import answers
from tests.suppliers.review.scenes import (
    GROUND,
    accept_all,
    add_document,
    declaring,
    judge,
    registration_to_review,
    reviewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LIST = reverse("admin:suppliers_registration_changelist")


@pytest.fixture
def ada(client):
    ada = reviewer()
    client.force_login(ada)
    return ada


def waiting(days, **organisation):
    """A registration that was sent `days` ago, found by search as a real one is."""
    registration = submitted_registration(answers.company(organisation=organisation))
    Registration.objects.filter(pk=registration.pk).update(
        submitted_at=timezone.now() - dt.timedelta(days=days)
    )
    submission = registration.submission
    Submission.objects.filter(pk=submission.pk).update(
        search_text=search.searchable(
            submission.reference, submission.subject, organisation.get("company_number", "")
        )
    )
    return registration


def shown(client, **query):
    page = BeautifulSoup(client.get(LIST, query).content, "lxml")
    return [cell.get_text(strip=True) for cell in page.select(".cell-subject")]


@pytest.mark.security("permission rows")
def test_what_was_moved_to_another_team_is_left_out(client, ada):
    here, moved = waiting(2), waiting(1)
    moved.submission.queue = QueueFactory()
    moved.submission.save()
    assert shown(client) == [here.submission.subject]
    assert set(worklist.matching(ada)) == {here}


def test_those_that_wait_are_listed_the_oldest_first(client, ada):
    for days, name in ((1, "New"), (9, "Old"), (5, "Middle")):
        waiting(days, legal_name=name)
    approved = waiting(20, legal_name="Done")
    Registration.objects.filter(pk=approved.pk).update(state=State.APPROVED)

    assert shown(client) == ["Old", "Middle", "New"]
    assert shown(client, state="approved") == ["Done"]
    assert shown(client, state="any") == ["Done", "Old", "Middle", "New"]
    assert shown(client, state="nonsense") == ["Old", "Middle", "New"]


def test_one_is_found_by_name_number_and_reference(client, ada):
    bakery = waiting(1, legal_name="Dalston Bakery", company_number="07654321")
    waiting(2, legal_name="Hoxton Repairs")

    for typed in ("dalston", "baker", "07654321", bakery.submission.reference.lower().replace("-", "")):
        assert shown(client, q=typed) == ["Dalston Bakery"]
    assert shown(client, q="zebra") == []
    assert len(shown(client, q="x" * 201)) == 2


def test_drafts_are_nobodys_to_read(client, ada):
    registration = waiting(1)
    Registration.objects.filter(pk=registration.pk).update(state=State.DRAFT, submitted_at=None)

    assert shown(client, state="any") == []


def test_pages_are_walked_forth_and_back(client, ada, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE_SIZE", 2)
    for days in range(5):
        waiting(days, legal_name=f"Firm {days}")

    def link(page, rel):
        found = page.find("a", rel=rel)
        return found and LIST + found["href"]

    def walk(rel, url):
        names = []
        while url:
            page = BeautifulSoup(client.get(url).content, "lxml")
            names.append([cell.get_text(strip=True) for cell in page.select(".cell-subject")])
            last, url = url, link(page, rel)
        return names, last

    forth, last = walk("next", LIST)
    back, _ = walk("prev", last)

    assert forth == [["Firm 4", "Firm 3"], ["Firm 2", "Firm 1"], ["Firm 0"]]
    assert back == forth[::-1]


@pytest.mark.parametrize("key", ["x", "_", "2026-13-01T00:00:00Z_1", "2026-01-01T00:00:00Z_1", "9" * 500])
def test_a_key_that_is_no_key_counts_as_none(client, ada, key):
    waiting(1, legal_name="Firm")

    assert shown(client, after=key) == shown(client, before=key) == ["Firm"]


def test_only_the_procurement_team_sees_the_list(client):
    for user in (MembershipFactory().user, UserFactory()):
        client.force_login(user)
        assert client.get(LIST).status_code == 403

    client.force_login(UserFactory(administrator=True))
    assert client.get(LIST).status_code == 200


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_many_rows(client, ada):
    waiting(1)
    few = queries(client, LIST)
    for days in range(2, 12):
        waiting(days)

    assert queries(client, LIST) == few
    assert few <= 7


def test_the_page_costs_the_same_for_much_to_read(client, ada):
    bare = submitted_registration(answers.sole_trader())
    full = registration_to_review(declaring(**{GROUND: "New manager.", "insolvency": "Paid."}))
    for kind in ["public_liability"] * 3 + ["equality_policy"]:
        add_document(full, kind)
    for person in (reviewer(), reviewer()):
        judge(full, person)
    accept_all(full, ada)
    review.check_section(
        registration_id=full.pk, actor=reviewer(), section="offer", outcome="query", note="Which?"
    )

    few, many = (
        queries(client, reverse("admin:suppliers_registration_review", args=[each.pk]))
        for each in (bare, full)
    )

    # Of those who judged and decided there are names to read: a query for each kind that there is at all.
    assert few <= 16
    assert many <= few + 4
