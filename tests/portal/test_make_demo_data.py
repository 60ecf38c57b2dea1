"""`make_demo_data`: enquiries and suppliers together, once."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command

from enquiries.models import EnquiryType
from intake.models import Submission
from suppliers import kinds
from suppliers.models import Registration, Supplier
from tests.factories import QuestionFactory, SubmissionFactory, TimelineEntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

#: A Tuesday afternoon in London.
NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def tuesday_afternoon():
    with time_machine.travel(NOW, tick=False):
        yield


def enquiries():
    return Submission.objects.exclude(kind=kinds.KIND)


def test_an_empty_portal_is_filled_with_enquiries_suppliers_and_registrations(capsys):
    call_command("make_demo_data", count=15)

    assert "15 submissions were made, 40 suppliers and 13 registrations." in capsys.readouterr().out
    assert enquiries().count() == 15
    assert Submission.objects.filter(kind=kinds.KIND, queue__slug="procurement").count() == 11
    assert Registration.objects.count() == 53


def test_a_portal_with_submissions_is_left_as_it_is(capsys):
    SubmissionFactory()

    call_command("make_demo_data")

    assert "There are submissions already" in capsys.readouterr().out
    assert Submission.objects.count() == 1
    assert not Supplier.objects.exists()


def test_forced_it_adds_to_what_is_there_and_changes_none_of_it(capsys):
    real = SubmissionFactory(received_at=NOW)
    entry = TimelineEntryFactory(submission=real, at=NOW)

    call_command("make_demo_data", count=15, force=True)

    assert "15 submissions were made" in capsys.readouterr().out
    assert enquiries().count() == 16
    entry.refresh_from_db()
    assert entry.at == NOW
    version = real.version
    real.refresh_from_db()
    assert (real.version, real.received_at) == (version, NOW)


def test_forced_again_it_makes_no_firm_twice(capsys):
    call_command("make_demo_data", count=1)
    call_command("make_demo_data", count=1, force=True)

    assert "0 suppliers and 0 registrations" in capsys.readouterr().out
    assert Supplier.objects.count() == 50


def test_a_form_that_was_changed_since_is_named():
    for enquiry_type in EnquiryType.objects.all():
        QuestionFactory(enquiry_type=enquiry_type, name="shoe_size", position=900)

    with pytest.raises(CommandError, match=r"do not fit the form “.*”: shoe_size"):
        call_command("make_demo_data", count=1)


def test_without_the_first_types_it_says_so():
    EnquiryType.objects.all().delete()

    with pytest.raises(CommandError, match="types of enquiry that the site comes with are gone"):
        call_command("make_demo_data", count=1)


@pytest.mark.parametrize("count", [0, -1, 100_001])
def test_a_count_that_makes_no_sense_is_refused(count):
    with pytest.raises(CommandError, match="--count must be"):
        call_command("make_demo_data", count=count)
