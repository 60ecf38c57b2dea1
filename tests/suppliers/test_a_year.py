"""A supplier's year: from the guide to its approval, the reminders, the renewal, and the year after that."""

import datetime as dt
from contextlib import contextmanager

import pytest
import time_machine

from suppliers import review, tasks
from suppliers.models import Registration, Supplier
from suppliers.sections import SECTIONS
from tests.enquiries.visitor import Page
from tests.factories import MembershipFactory, catch_all_queue, procurement_queue
from tests.suppliers import answers
from tests.suppliers.public.people import Person, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

BEGUN, APPROVED, ENDS = dt.date(2026, 11, 25), dt.date(2026, 12, 1), dt.date(2027, 12, 1)
ACCEPTED = {section.slug: review.Found("accepted") for section in SECTIONS}


@contextmanager
def on(day: dt.date):
    """At ten in the morning of a day, after the night's task has run."""
    with time_machine.travel(dt.datetime.combine(day, dt.time(10), dt.UTC), tick=False):
        tasks.remind_of_expiries()
        yield


def firm(**insurance):
    """A company whose documents hold for longer than its registration."""
    return answers.company(
        insurance={
            "public_liability_expires": "2028-06-30",
            "employers_liability_expires": "2028-06-30",
            **insurance,
        },
        safeguarding={"policy_review_date": "2028-08-31"},
        data_protection={"ico_expires": "2028-06-30", "cyber_essentials_expires": "2028-06-30"},
    )


@pytest.fixture
def reviewer(db):
    """Somebody of the procurement team."""
    catch_all_queue()
    return MembershipFactory(queue=procurement_queue()).user


@pytest.fixture
def ada(reviewer, client):
    """Somebody whose firm registered and was approved a few days later."""
    person = Person(client=client)
    with on(BEGUN):
        assert "Start now" in Page(client.get("/suppliers/")).text
        person.comes_in().begins()
        person.fills_in_all(firm())
        assert person.sends().status_code == 303
    with on(APPROVED):
        review.approve(registration_id=person.registration.pk, actor=reviewer, found=ACCEPTED)
    return person


def begins_renewal(ada):
    """Come in again, find that it is time, and begin."""
    ada.comes_in()
    home = Page(ada.client.get("/suppliers/home/"))
    (form,) = [form for form in home.soup.select("main form") if form.select("[value=renewal]")]
    begun = ada.client.post(form["action"], {"kind": "renewal"})
    ada.pk = begun["Location"].split("/")[3]


def confirms(ada, given):
    """Save each section, one after the other."""
    for number, (slug, fields) in enumerate(given.items()):
        task_list = ada.opens()
        assert f"{number} of 9 sections are done." in task_list.text
        assert task_list.soup.select_one(f"#{slug}-status").text.strip() == "Confirm"
        assert "These are your answers from last time." in ada.opens(f"{slug}/").text
        assert ada.fills_in(slug, fields).status_code == 303


def subjects(emails, person):
    return [mail["Subject"] for mail in emails if mail["To"] == person.email]


def test_a_year_from_the_guide_to_the_renewal(ada, reviewer, deliver_outbox):
    with on(APPROVED):
        assert subjects(deliver_outbox(), ada)
        assert Supplier.objects.get().renew_by == ENDS

    known = len(subjects(deliver_outbox(), ada))
    for days_left in (61, 60, 59, 31, 30, 8, 7):
        with on(ENDS - dt.timedelta(days=days_left)):
            reminded = subjects(deliver_outbox(), ada)[known:]
    assert [subject.removeprefix("Registration as our supplier ") for subject in reminded] == [
        "expires in 60 days",
        "expires in 30 days",
        "expires in 7 days",
    ]

    with on(ENDS - dt.timedelta(days=5)):
        begins_renewal(ada)
        assert "9 sections are done" in ada.opens().text
        assert ada.opens("check/").soup.select("#missing + ul a")
        given = firm(public_liability_amount=10_000_000, public_liability_expires="2029-06-30")
        confirms(ada, given)
        ada.fills_in(
            "insurance", given["insurance"], document_public_liability=pdf("new.pdf", content=b"new")
        )
        check = ada.opens("check/").text
        assert "£10,000,000 Changed Was: £5,000,000" in check
        assert check.count("Was:") == 2
        assert check.count("New file") == 1
        assert "new.pdf (" in check[: check.index("New file")]
        assert ada.sends()["Location"] == ada.url("sent/")
        renewal = ada.registration
        assert (renewal.kind, renewal.state) == ("renewal", "submitted")

    with on(ENDS - dt.timedelta(days=1)):
        review.approve(registration_id=renewal.pk, actor=reviewer, found=ACCEPTED)
        supplier = Supplier.objects.get()
        assert supplier.renew_by == dt.date(2028, 11, 30)
        assert supplier.public_liability == 10_000_000
        assert supplier.documents.get(kind="public_liability", replaced_at=None).version == 2
        assert "until Thursday 30 November 2028" in ada.comes_in().opens().text

    with on(ENDS + dt.timedelta(days=1)):
        assert Supplier.objects.get().status == "active"
        assert not any("lapsed" in subject for subject in subjects(deliver_outbox(), ada))


def test_who_does_not_renew_lapses_and_comes_back(ada, reviewer, deliver_outbox):
    with on(ENDS):
        assert Supplier.objects.get().status == "active"
    with on(ENDS + dt.timedelta(days=1)):
        assert Supplier.objects.get().status == "lapsed"
        assert "Your registration as our supplier has lapsed" in subjects(deliver_outbox(), ada)
        assert "Lapsed" in ada.comes_in().opens().text
        begins_renewal(ada)
        confirms(ada, firm())
        assert ada.sends().status_code == 303
    with on(ENDS + dt.timedelta(days=3)):
        renewal = Registration.objects.get(kind="renewal")
        review.approve(registration_id=renewal.pk, actor=reviewer, found=ACCEPTED)
        supplier = Supplier.objects.get()
        assert (supplier.status, supplier.renew_by) == ("active", dt.date(2028, 12, 4))
