"""A person asks to be erased: who may do it, what stops it, and what of it is somebody else's."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from intake import merging
from intake.models import ErasureRun, LegalHold, Message, Submission
from intake.privacy import holds, requests, scrub
from suppliers.models import Supplier
from tests.factories import (
    AttachmentFactory,
    MessageFactory,
    SubmissionFactory,
    UserFactory,
    approved_supplier,
)
from tests.portal.everything import where
from tests.suppliers.answers import company

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("privacy"),
    pytest.mark.usefixtures("files_of_its_own"),
]

MARKER = "quuxberry"
ADDRESS = f"{MARKER}@example.org"


@pytest.mark.parametrize("held", ["submission", "email"])
def test_a_legal_hold_stops_it_and_says_so(administrator, held):
    submission = SubmissionFactory(sender_email=ADDRESS)
    what = {"submission": submission} if held == "submission" else {"email": ADDRESS}
    holds.place(actor=administrator, reason="Claim in court", **what)

    with pytest.raises(ValidationError, match=r"a legal hold keeps it .*Claim in court"):
        requests.erase(address=ADDRESS, actor=administrator)

    submission.refresh_from_db()
    assert submission.sender_email == ADDRESS
    assert not ErasureRun.objects.exists()


def test_a_hold_that_has_ended_goes_with_the_address(administrator):
    hold = holds.place(actor=administrator, reason="Claim", email=ADDRESS)
    holds.lift(hold_id=hold.pk, actor=administrator)

    requests.erase(address=ADDRESS, actor=administrator)

    assert not LegalHold.objects.exists()


def test_a_look_at_what_it_comes_to_is_the_administrators_and_changes_nothing(administrator):
    submission = SubmissionFactory(sender_email=ADDRESS)
    with pytest.raises(PermissionDenied):
        requests.preview(address=ADDRESS, actor=UserFactory())

    seen = requests.preview(address=ADDRESS, actor=administrator)

    submission.refresh_from_db()
    assert (seen.submissions, submission.sender_email) == (1, ADDRESS)
    assert seen.mentions == scrub.mentions(ADDRESS) > 0


def test_what_is_taken_out_is_in_no_past_version_either(administrator):
    """A change of the words that is kept would keep them."""
    supplier = approved_supplier(company())
    supplier.people.create(email=ADDRESS)
    supplier.trading_name = f"See {ADDRESS}"
    supplier.save()

    requests.erase(address=ADDRESS, actor=administrator)

    assert MARKER not in str(list(Supplier.history.values()))


def test_the_files_of_what_cannot_be_erased_stay(administrator, monkeypatch):
    """They go once it is certain."""
    file = AttachmentFactory(submission=SubmissionFactory(sender_email=ADDRESS)).file
    monkeypatch.setattr(scrub, "everywhere", lambda address: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        requests.erase(address=ADDRESS, actor=administrator)

    assert file.storage.exists(file.name)


def test_what_was_merged_goes_too(administrator):
    kept, other = SubmissionFactory(sender_email=ADDRESS), SubmissionFactory(sender_email=ADDRESS)
    merging.merge(keep_id=kept.pk, merge_id=other.pk, actor=administrator)

    requests.erase(address=ADDRESS, actor=administrator)

    assert [row.erased_at is None for row in Submission.objects.all()] == [False, False]


def test_what_is_open_is_closed_and_what_waits_is_not_sent(administrator):
    submission = SubmissionFactory(sender_email=ADDRESS)
    MessageFactory(submission=submission)

    requests.erase(address=ADDRESS, actor=administrator)

    submission.refresh_from_db()
    assert submission.status == "withdrawn"
    assert Message.objects.get().state == "cancelled"


def test_a_longer_address_is_somebody_elses(administrator):
    other = SubmissionFactory(subject=f"See jo{ADDRESS} and {ADDRESS}.uk", sender_email=f"jo{ADDRESS}")

    requests.erase(address=ADDRESS, actor=administrator)

    other.refresh_from_db()
    assert other.subject == f"See jo{ADDRESS} and {ADDRESS}.uk"
    assert other.erased_at is None


def test_the_report_is_found_by_who_has_the_address_and_names_nobody(administrator):
    SubmissionFactory(sender_email=ADDRESS)

    report = requests.erase(address=ADDRESS, actor=administrator)

    assert requests.reports_of(ADDRESS) == [report]
    assert requests.reports_of("al@example.org") == []


@pytest.mark.parametrize("address", ["", "jo", "boss@example.org"])
def test_no_address_and_a_colleagues_are_refused(administrator, address):
    UserFactory(email="boss@example.org")

    with pytest.raises(ValidationError):
        requests.erase(address=address, actor=administrator)


def test_only_administrators_may():
    with pytest.raises(PermissionDenied):
        requests.erase(address=ADDRESS, actor=UserFactory())


def test_the_command_erases_and_asks_once_more(monkeypatch, capsys):
    SubmissionFactory(sender_email=ADDRESS)
    monkeypatch.setattr("builtins.input", lambda _: "other@example.org")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_person", ADDRESS)

    call_command("erase_person", ADDRESS, yes=True)

    assert "1  Submissions" in capsys.readouterr().out
    assert where(MARKER) == []
