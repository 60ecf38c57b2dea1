"""What expires: who is told in which words, and how a supplier lapses and comes back."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from celery.schedules import crontab
from django.conf import settings

from intake.models import Message
from suppliers import expiries, register
from suppliers.models import Expiry, ExpiryReminder, Person, Supplier
from tests.factories import (
    MembershipFactory,
    RegistrationFactory,
    SupplierFactory,
    approved_supplier,
    procurement_queue,
)
from tests.suppliers import answers

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 5, 31)


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False):
        yield


#: What ends after the insurances.
LATER = {"ico_expires": "2028-01-31", "cyber_essentials": "none", "cyber_essentials_expires": ""}


@pytest.fixture
def supplier():
    """A company whose insurances end on 30 June 2027."""
    return approved_supplier(answers.company(data_protection=LATER))


def renewed(supplier, kind="change", **insurance):
    """A registration of the supplier's with new dates of its insurance."""
    later = {"policy_review_date": "2028-08-31"}
    given = answers.company(data_protection=LATER, insurance=insurance, safeguarding=later)
    return RegistrationFactory(supplier=supplier, kind=kind, answers=given)


def status(supplier):
    supplier.refresh_from_db()
    return supplier.status


def test_everybody_who_acts_for_the_supplier_is_told_once(supplier, deliver_outbox):
    Person.objects.create(supplier=supplier, email="ada@leabridge.example.com")
    Person.objects.create(supplier=supplier, email="sam@leabridge.example.com")

    expiries.remind(TODAY)

    told = [email for email in deliver_outbox() if "things expire" in email["Subject"]]
    assert {email["To"] for email in told} == {"ada@leabridge.example.com", "sam@leabridge.example.com"}
    assert len(told) == 2
    text = told[0].get_body(("plain",)).get_content()
    assert Message.objects.filter(kind="reminder").first().subject == (
        "2 things expire: the first, Employer’s liability insurance, expires in 30 days"
    )
    assert "- Public liability insurance: Wednesday 30 June 2027" in text
    assert "http://portal.example.org/suppliers/home/" in text
    assert "your registration lapses" in text


def test_the_team_gets_one_list_a_night_of_all_that_was_told(supplier):
    member = MembershipFactory(queue=procurement_queue()).user
    other = approved_supplier(answers.sole_trader())
    nobody = SupplierFactory(status="active", legal_name="Imported Books")
    Expiry.objects.create(supplier=nobody, kind="public_liability", expires_on="2027-06-30")

    expiries.remind(TODAY)
    expiries.remind(TODAY)

    [digest] = Message.objects.filter(recipient=member.email)
    assert digest.subject == "Expiring at 3 suppliers"
    assert str(supplier) in digest.text
    assert str(other) in digest.text
    assert "Imported Books: Public liability insurance, 30 June 2027 (we have no email address" in digest.text
    assert digest.text.count("we have no email address") == 1
    assert f"/admin/suppliers/supplier/{supplier.pk}/change/" in digest.text
    assert not ExpiryReminder.objects.filter(team_told=False).exists()


def test_what_comes_up_after_the_list_has_gone_is_in_the_next_nights(supplier):
    member = MembershipFactory(queue=procurement_queue()).user
    expiries.remind(TODAY)
    late = approved_supplier(answers.sole_trader())

    expiries.remind(TODAY)
    assert Message.objects.filter(recipient=member.email).count() == 1
    expiries.remind(TODAY + dt.timedelta(days=1))

    first, second = Message.objects.filter(recipient=member.email).order_by("pk")
    assert str(late) not in first.text
    assert str(late) in second.text
    assert str(supplier) not in second.text


def test_a_supplier_lapses_the_day_after_and_is_told(supplier):
    expiries.remind(dt.date(2027, 6, 30))
    assert status(supplier) == Supplier.Status.ACTIVE

    expiries.remind(dt.date(2027, 7, 1))

    assert status(supplier) == Supplier.Status.LAPSED
    notice = Message.objects.get(kind="notice")
    assert notice.subject == "Your registration as our supplier has lapsed"
    assert "- Public liability insurance: held until Wednesday 30 June 2027" in notice.text
    assert "Safeguarding policy" not in notice.text
    assert supplier.history.first().status == "lapsed"


def test_a_renewed_certificate_brings_it_back(supplier):
    expiries.remind(dt.date(2027, 7, 1))
    dates = dict.fromkeys(("public_liability_expires", "employers_liability_expires"), "2028-06-30")

    with time_machine.travel("2027-07-02T10:00:00Z", tick=False):
        register.apply(registration=renewed(supplier, **dates))

    assert status(supplier) == Supplier.Status.ACTIVE


def test_one_certificate_renewed_of_two_is_not_enough(supplier):
    expiries.remind(dt.date(2027, 7, 1))

    with time_machine.travel("2027-07-02T10:00:00Z", tick=False):
        register.apply(registration=renewed(supplier, public_liability_expires="2028-06-30"))

    assert status(supplier) == Supplier.Status.LAPSED


def test_a_change_does_not_bring_back_one_whose_registration_is_over(supplier):
    expiries.remind(dt.date(2027, 11, 26))
    dates = dict.fromkeys(("public_liability_expires", "employers_liability_expires"), "2028-06-30")

    with time_machine.travel("2027-11-27T10:00:00Z", tick=False):
        register.apply(registration=renewed(supplier, **dates))
        assert status(supplier) == Supplier.Status.LAPSED
        register.apply(registration=renewed(supplier, kind="renewal", **dates))

    assert status(supplier) == Supplier.Status.ACTIVE
    assert supplier.renew_by == dt.date(2028, 11, 27)


@pytest.mark.parametrize("stopped", ["suspended", "debarred", "withdrawn", "merged"])
def test_who_was_stopped_stays_so(supplier, stopped):
    Supplier.objects.filter(pk=supplier.pk).update(status=stopped)

    expiries.remind(dt.date(2027, 7, 1))

    assert status(supplier) == stopped
    assert not Message.objects.exists()


def test_one_that_hlt_brought_back_lapses_again_and_is_told_again(supplier):
    expiries.remind(dt.date(2027, 7, 1))
    Supplier.objects.filter(pk=supplier.pk).update(status="active")

    expiries.remind(dt.date(2027, 7, 5))

    assert status(supplier) == Supplier.Status.LAPSED
    assert Message.objects.filter(kind="notice").count() == 2


def test_a_year_after_a_leap_day_is_28_february():
    assert expiries.a_year_after(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert expiries.a_year_after(dt.date(2027, 3, 1)) == dt.date(2028, 3, 1)


def test_a_night_without_news_is_cheap(django_assert_max_num_queries):
    for _ in range(30):
        approved_supplier(answers.company())
    expiries.remind(TODAY)

    with django_assert_max_num_queries(6):
        expiries.remind(TODAY)


@pytest.mark.parametrize("day", [dt.date(2027, 3, 28), dt.date(2027, 10, 31), dt.date(2027, 7, 1)])
def test_the_task_runs_once_a_night_in_london_whatever_the_clocks_do(day):
    schedule = settings.CELERY_BEAT_SCHEDULE["remind-of-expiries"]["schedule"]
    assert isinstance(schedule, crontab)
    assert settings.CELERY_TIMEZONE == "Europe/London"
    [hour], [minute] = schedule.hour, schedule.minute
    local = dt.datetime.combine(day, dt.time(hour, minute), ZoneInfo("Europe/London"))
    assert local.astimezone(dt.UTC).astimezone(ZoneInfo("Europe/London")).time() == local.time()
    assert local.utcoffset() == local.replace(fold=1).utcoffset()
