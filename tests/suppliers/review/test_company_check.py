"""Companies House is asked in the background or by a button, and what it said is kept."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from suppliers import companies_house, company_check, tasks
from suppliers.models import CompanyCheck, Registration
from tests.factories import MembershipFactory
from tests.suppliers import answers
from tests.suppliers.companies_house import NOT_FOUND, PROFILE, Answer
from tests.suppliers.companies_house import companies_house as running
from tests.suppliers.review.scenes import registration_to_review, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(settings, monkeypatch):
    """Companies House on the loopback address, with nothing remembered of other tests."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    cache.clear()
    with running() as api:
        settings.COMPANIES_HOUSE_URL = api.url
        settings.COMPANIES_HOUSE_API_KEY = "a-key"
        yield api
    cache.clear()


def test_those_that_wait_are_asked_about_once(api):
    registration = registration_to_review()

    tasks.ask_companies_house()
    tasks.ask_companies_house()

    kept = CompanyCheck.objects.get(registration=registration)
    assert (kept.number, kept.outcome, kept.name) == ("01234567", "found", "HACKNEY SCHOOL MEALS LIMITED")
    assert kept.status == "active"
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "status"),
    [
        (Answer(404, NOT_FOUND), "not_found", ""),
        (Answer(body=PROFILE | {"company_status": "dissolved"}), "found", "dissolved"),
        (Answer(429), "unavailable", ""),
        (Answer(500), "unavailable", ""),
        (Answer(401, {}), "unavailable", ""),
    ],
)
def test_what_is_kept_of_each_answer(api, answer, outcome, status):
    api.answers = [answer]
    registration_to_review()

    company_check.ask_waiting()

    kept = CompanyCheck.objects.get()
    assert (kept.outcome, kept.status) == (outcome, status)


def test_without_a_key_nothing_is_asked_and_nothing_fails(api, settings):
    settings.COMPANIES_HOUSE_API_KEY = ""
    registration_to_review()

    assert company_check.ask_waiting() == 1

    assert CompanyCheck.objects.get().outcome == "unavailable"
    assert api.asked == []


def test_after_a_failure_it_stops_and_goes_on_half_an_hour_later(api):
    api.answers = [Answer(500), Answer()]
    registration_to_review(), registration_to_review()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert company_check.ask_waiting() == 1
        assert company_check.ask_waiting() == 1
        clock.shift(dt.timedelta(minutes=31))
        assert company_check.ask_waiting() == 1

    assert set(CompanyCheck.objects.values_list("outcome", flat=True)) == {"found"}


def test_what_was_sent_again_is_asked_about_again(api):
    registration = registration_to_review()
    company_check.ask_waiting()
    Registration.objects.update(submitted_at=timezone.now() + dt.timedelta(seconds=1))
    registration.sections.filter(slug="organisation").update(answers={"company_number": "07654321"})
    api.answers = [Answer(body=PROFILE | {"company_number": "07654321"})]

    company_check.ask_waiting()

    assert CompanyCheck.objects.get().number == "07654321"


def test_a_good_answer_is_not_lost_to_a_failure(api):
    registration = registration_to_review()
    company_check.ask_waiting()
    cache.clear()
    api.answers = [Answer(500)]

    kept = company_check.ask(registration_id=registration.pk, actor=reviewer())

    assert (kept.outcome, kept.status) == ("found", "active")


def test_who_has_no_number_is_not_asked_about(api):
    registration_to_review(answers.sole_trader())

    assert company_check.ask_waiting() == 0
    assert api.asked == []


def test_nothing_is_asked_within_a_transaction(api, monkeypatch):
    depth = len(connection.savepoint_ids)
    seen = []
    monkeypatch.setattr(
        companies_house, "lookup", lambda number: seen.append(len(connection.savepoint_ids)) or None
    )
    registration_to_review()

    company_check.ask_waiting()

    assert seen == [depth]


def test_the_button_asks_and_keeps_what_was_typed(api, client):
    registration = registration_to_review()
    client.force_login(reviewer())
    url = reverse("admin:suppliers_registration_review", args=[registration.pk])
    version = registration.submission.version

    page = client.post(
        url, {"action": "ask:organisation", "version": version, "offer-note": "Half a thought"}
    ).content.decode()

    assert "Company 01234567 is active at Companies House." in page
    assert "calls itself “Lea Bridge Catering Limited”" in page
    assert "Half a thought" in page


def test_the_page_itself_asks_nothing(api, client):
    registration = registration_to_review()
    client.force_login(reviewer())

    client.get(reverse("admin:suppliers_registration_review", args=[registration.pk]))

    assert api.asked == []


def test_outsiders_ask_nothing(api):
    with pytest.raises(PermissionDenied):
        company_check.ask(registration_id=registration_to_review().pk, actor=MembershipFactory().user)

    assert api.asked == []
