"""The suppliers' demo data: believable, complete, and sent to nobody."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User

from intake import delivery
from intake.models import Message, Submission, TimelineEntry
from suppliers import access, cpv, demo, duplicates, expiries
from suppliers.facts import Facts
from suppliers.models import Expiry, Registration, SectionAnswers, Supplier
from suppliers.models.supplier import Employees, OrganisationType
from suppliers.sections import SECTIONS

#: In one worker, which makes the data once for all.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("suppliers-demo"), pytest.mark.thorough]

NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def tuesday_afternoon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def made(rows_of_module):
    """The whole demo, which the tests read only."""
    with time_machine.travel(NOW, tick=False):
        return demo.make(seed=1)


def test_an_empty_register_is_filled_with_suppliers_of_every_kind(made):
    assert made == (40, 13)
    suppliers = Supplier.objects.exclude(status="applicant")
    assert suppliers.count() == 40
    statuses = set(suppliers.values_list("status", flat=True))
    assert statuses == {"active", "lapsed", "suspended", "debarred"}
    assert suppliers.filter(status="active").count() >= 30
    for field, choices in (("employees", Employees), ("organisation_type", OrganisationType)):
        values = set(suppliers.values_list(field, flat=True))
        assert values <= set(choices.values)
        assert len(values) >= 4
    for supplier in suppliers:
        assert supplier.email.endswith(".example.com")
        assert all(cpv.is_code(row.code) for row in supplier.categories.all())
        assert supplier.approved_at < NOW
        assert supplier.expiries.filter(kind=Expiry.Kind.REGISTRATION, expires_on=supplier.renew_by).exists()


def test_registrations_are_in_every_state_with_their_submissions(made):
    assert set(Registration.objects.values_list("state", flat=True)) == set(Registration.State.values)
    assert set(Registration.objects.values_list("kind", flat=True)) == set(Registration.Kind.values)
    sent = Registration.objects.exclude(submission=None)
    assert sent.count() == 11
    for registration in sent.select_related("submission"):
        submission = registration.submission
        assert submission.queue.slug == "procurement"
        assert submission.idempotency_key == registration.pk
        assert submission.received_at == registration.submitted_at <= NOW
        assert registration.sections.count() == len(SECTIONS)
    assert set(Submission.objects.values_list("status", flat=True)) >= {"new", "waiting", "resolved"}
    drafts = SectionAnswers.objects.filter(registration__state="draft")
    assert set(drafts.values_list("state", flat=True)) == {"in_progress", "complete"}


def test_one_of_them_is_a_firm_of_the_register_and_one_declares_a_ground(made):
    waiting = Registration.objects.filter(state="submitted", kind="new")
    found = [
        match.supplier.name
        for registration in waiting
        for match in duplicates.find(Facts(registration.answers()), exclude=registration.supplier)
    ]
    assert found == ["Foxglove Books Ltd"]
    declared = [each.submission.answer("declared_exclusion") for each in waiting]
    assert sorted(declared) == ["no", "no", "no", "yes"]


def test_what_staff_did_is_dated_in_order_and_before_now(made):
    for submission in Submission.objects.all():
        moments = [entry.at for entry in submission.timeline.order_by("pk")]
        assert moments == sorted(moments)
        assert submission.received_at <= moments[0]
        assert moments[-1] < NOW
    assert set(TimelineEntry.objects.values_list("event", flat=True)) >= {"assigned", "replied", "withdrawn"}


def test_no_email_goes_out(made, deliver_outbox):
    delivery.sweep()

    assert deliver_outbox() == []
    assert set(Message.objects.values_list("state", flat=True)) <= {"sent", "recorded"}


def test_the_procurement_team_see_the_registrations_and_cannot_sign_in(made):
    hannah = User.objects.get(username="demo-hannah")
    assert access.visible_registrations(hannah).count() == 11
    assert access.may_lead(hannah)
    assert not User.objects.filter(username__startswith="demo-", password__startswith="pbkdf2").exists()
    assert not hannah.has_usable_password()


def test_something_expires_soon(made):
    expiries.remind(NOW.date())

    assert Message.objects.filter(kind="reminder").exists()


def test_a_register_with_suppliers_is_left_as_it_is(made):
    assert demo.make(seed=2) == (0, 0)


def test_the_same_seed_tells_the_same_stories():
    def told(seed):
        Registration.objects.all().delete()
        Supplier.objects.all().delete()
        demo.make(seed=seed)
        return list(Supplier.objects.order_by("pk").values_list("postcode", "contact_name", "status"))

    assert told(1) == told(1) != told(2)
