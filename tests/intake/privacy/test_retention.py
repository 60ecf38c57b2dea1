"""Each night, what has been kept for its time is erased; figures go on counting it."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from intake import figures, triage, worklist
from intake.models import (
    Attachment,
    DeliveryEvent,
    ErasureRun,
    InboundEmail,
    Message,
    RetentionRule,
    Submission,
    TimelineEntry,
)
from intake.privacy import holds, retention
from tests.factories import (
    AttachmentFactory,
    FeedbackFactory,
    MessageFactory,
    QueueFactory,
    SubmissionFactory,
    TimelineEntryFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.security("privacy")]

THEN = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
#: Two years and a day later.
NIGHT = dt.datetime(2026, 3, 3, 2, 40, tzinfo=dt.UTC)


@pytest.fixture
def tonight():
    with time_machine.travel(NIGHT, tick=False):
        yield


@pytest.fixture
def approved():
    administrator = UserFactory(administrator=True)
    return retention.approve(run_id=retention.run(is_dry=True).pk, actor=administrator)


def old(**fields) -> Submission:
    return SubmissionFactory(**{"status": "resolved", "received_at": THEN, "resolved_at": THEN} | fields)


def is_erased(submission: Submission) -> bool:
    submission.refresh_from_db()
    return submission.erased_at is not None


def test_the_night_empties_what_was_closed_long_ago(tonight, approved):
    due, young = old(), old(resolved_at=NIGHT - dt.timedelta(days=700))

    report = retention.run_tonight()

    assert is_erased(due)
    assert not is_erased(young)
    assert (due.sender_name, due.sender_email, due.answers, due.search_text) == ("", "", [], "")
    assert report.lines == [{"what": "Submissions", "queue": due.queue.name, "kind": "widget", "count": 1}]


def test_all_that_hangs_on_it_goes_and_its_files_too(tonight, approved, django_capture_on_commit_callbacks):
    submission = old()
    TimelineEntryFactory(submission=submission, text="Jo Brown telephoned")
    sent = MessageFactory(submission=submission, state="delivered")
    MessageFactory(submission=submission, direction="internal", kind="note", state="recorded")
    file = AttachmentFactory(submission=submission).file
    email = InboundEmail(submission=submission, key="1", source="x")
    email.raw.save("x", ContentFile(b"From: jo@x.org"))
    DeliveryEvent.objects.create(
        key="1", provider="x", event_type="delivered", message=sent, recipient="j@x.org"
    )

    with django_capture_on_commit_callbacks(execute=True):
        retention.run_tonight()

    assert not file.storage.exists(file.name)
    assert not email.raw.storage.exists(email.raw.name)
    assert not InboundEmail.objects.exists()
    assert not Attachment.objects.exists()
    assert not DeliveryEvent.objects.exists()
    assert [entry.event for entry in TimelineEntry.objects.all()] == ["erased"]
    left = Message.objects.get()
    assert (left.recipient, left.text, left.html, left.subject, left.state) == ("", "", "", "", "delivered")


def test_figures_count_what_was_erased(tonight, approved):
    queue = QueueFactory()
    submission = old(queue=queue, first_response_at=THEN + dt.timedelta(hours=1))
    FeedbackFactory(submission=submission, rating=5, comment="Jo was heard")
    MessageFactory(submission=submission, state="bounced", created_at=THEN)
    scope = figures.Scope(UserFactory(administrator=True), figures.month(2024, 3), queue=queue)

    before = {slug: (table.rows, table.total) for slug, table in figures.all_tables(scope).items()}
    retention.run_tonight()

    assert is_erased(submission)
    assert {slug: (table.rows, table.total) for slug, table in figures.all_tables(scope).items()} == before
    assert figures.comments(scope) == []


def test_nobody_finds_or_changes_what_was_erased(tonight, approved):
    submission = old()
    administrator = UserFactory(administrator=True)

    retention.run_tonight()

    assert not worklist.matching(administrator, worklist.Criteria(view="everything")).exists()
    with pytest.raises(PermissionDenied, match="was erased"):
        triage.reopen(submission_id=submission.pk, actor=administrator)


def test_a_rule_for_a_type_goes_before_the_queues_time(tonight, approved):
    queue, other = QueueFactory(), QueueFactory()
    RetentionRule.objects.create(kind="widget", days=30, reason="Policy 7")
    RetentionRule.objects.create(kind="widget", queue=other, days=3000, reason="Act of 1980")
    month_ago = {"resolved_at": NIGHT - dt.timedelta(days=40)}
    by_type, in_queue, of_queue = old(queue=queue, **month_ago), old(queue=other), old(queue=queue, kind="b")

    retention.run_tonight()

    assert [is_erased(each) for each in (by_type, in_queue, of_queue)] == [True, False, True]


def test_the_last_day_stands_in_the_row_and_follows_the_rules(tonight):
    submission = old(resolved_at=NIGHT - dt.timedelta(days=10))

    retention.set_dates()
    submission.refresh_from_db()
    assert submission.erase_after == dt.date(2028, 2, 21)

    RetentionRule.objects.create(kind="widget", days=20, reason="Policy 7")
    retention.set_dates()
    submission.refresh_from_db()
    assert submission.erase_after == dt.date(2026, 3, 13)


def test_what_is_open_or_reopened_is_kept(tonight, approved):
    waiting, reopened = old(status="waiting", resolved_at=None), old()
    retention.set_dates()
    triage.reopen(submission_id=reopened.pk, actor=UserFactory(administrator=True))

    retention.run_tonight()

    assert not is_erased(waiting)
    assert not is_erased(reopened)
    assert reopened.erase_after is None


def test_spam_and_what_was_withdrawn_count_from_the_last_thing_that_happened(tonight, approved):
    spam, withdrawn = (old(status=status, resolved_at=None) for status in ("spam", "withdrawn"))
    TimelineEntryFactory(submission=spam, at=THEN)
    TimelineEntryFactory(submission=withdrawn, at=NIGHT - dt.timedelta(days=5))

    retention.run_tonight()

    assert is_erased(spam)
    assert not is_erased(withdrawn)


def test_what_was_merged_goes_with_what_was_kept(tonight, approved):
    kept, merged = old(), old(status="merged", resolved_at=None)
    kept.merges.create(merged=merged, status_before="open")

    retention.run_tonight()

    assert is_erased(kept)
    assert is_erased(merged)


def test_nothing_is_erased_before_a_dry_run_was_approved(tonight):
    submission = old()

    report = retention.run_tonight()

    assert report.is_dry
    assert report.total == 1
    assert not is_erased(submission)
    with pytest.raises(CommandError, match="approve it first"):
        call_command("erase_expired")


def test_only_an_administrator_approves_and_only_a_fresh_dry_run(tonight):
    report = retention.run(is_dry=True)
    with pytest.raises(PermissionDenied):
        retention.approve(run_id=report.pk, actor=UserFactory())
    ErasureRun.objects.update(began_at=NIGHT - dt.timedelta(days=2))
    with pytest.raises(ValidationError, match="new dry run"):
        retention.approve(run_id=report.pk, actor=UserFactory(administrator=True))


@pytest.mark.parametrize("by", ["submission", "email"])
def test_a_legal_hold_keeps_it_until_it_is_lifted(tonight, approved, by):
    submission = old(sender_email="Jo@example.org")
    AttachmentFactory(submission=submission)
    administrator = UserFactory(administrator=True)
    what = {"submission": submission} if by == "submission" else {"email": "jo@EXAMPLE.org"}
    hold = holds.place(actor=administrator, reason="Claim", **what)

    report = retention.run_tonight()
    assert not is_erased(submission)
    assert report.held == 1

    holds.lift(hold_id=hold.pk, actor=administrator)
    retention.run_tonight()
    assert is_erased(submission)


def test_a_hold_ends_with_its_last_day(tonight, approved):
    submission = old()
    administrator = UserFactory(administrator=True)
    holds.place(actor=administrator, reason="Claim", submission=submission, until=NIGHT.date())
    retention.run_tonight()
    assert not is_erased(submission)

    with time_machine.travel(NIGHT + dt.timedelta(days=1), tick=False):
        retention.run_tonight()
    assert is_erased(submission)


def test_a_hold_of_what_was_merged_keeps_both(tonight, approved):
    kept, merged = old(), old(status="merged", resolved_at=None)
    kept.merges.create(merged=merged, status_before="open")
    holds.place(actor=UserFactory(administrator=True), reason="Claim", submission=merged)

    retention.run_tonight()

    assert not is_erased(kept)


def test_the_command_says_what_would_be_erased_and_names_nobody(tonight, capsys):
    old(sender_name="Marigold Quux", subject="Marigold writes")

    call_command("erase_expired", dry_run=True)

    said = capsys.readouterr().out
    assert "1  Submissions (widget, Team" in said
    assert "dry run: nothing was" in said
    assert "Marigold" not in said + str(ErasureRun.objects.values())


def test_an_email_as_it_came_goes_after_90_days_and_its_text_stays(
    tonight, approved, django_capture_on_commit_callbacks
):
    from intake.inbound import storing

    with time_machine.travel(NIGHT - dt.timedelta(days=91), tick=False):
        email = storing.store(b"From: jo@example.org\n\nHello", source="test", key="a")
    InboundEmail.objects.update(outcome="reply", sender="jo@example.org", submission=SubmissionFactory())

    with django_capture_on_commit_callbacks(execute=True):
        report = retention.run_tonight()

    assert not email.raw.storage.exists(email.raw.name)
    assert InboundEmail.objects.values_list("raw", "sender", "key").get() == ("", "", "a")
    assert report.total == 1


def test_emails_of_no_submission_are_emptied_and_what_they_were_stays_known(tonight, approved):
    queue = QueueFactory()
    fields = {"submission": None, "queue": queue, "created_at": NIGHT - dt.timedelta(days=91)}
    MessageFactory(recipient="jo@example.org", dedupe_key="reminder:7", state="sent", **fields)
    MessageFactory(recipient="al@example.org", dedupe_key="b:al@example.org", state="sent", **fields)

    retention.run_tonight()

    left = Message.objects.order_by("pk").values_list("recipient", "text", "dedupe_key")
    assert list(left) == [("", "", "reminder:7"), ("", "", None)]


def test_a_second_night_finds_nothing_more(tonight, approved):
    old()
    retention.run_tonight()

    assert retention.run_tonight().total == 0
