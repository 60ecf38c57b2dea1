"""Exporting a list of submissions: which rows and columns, who may, and what is written down of it."""

import datetime as dt
import logging

import pytest

from intake import submission_export
from intake.models import ExportLog
from intake.submission_export import in_words
from intake.worklist import Criteria, View
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    QuestionFactory,
    QueueFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

EVERYTHING = Criteria(view=View.EVERYTHING)
#: 1pm in London.
NOON = dt.datetime(2026, 7, 14, 12, tzinfo=dt.UTC)


@pytest.fixture
def member():
    return MembershipFactory(
        queue__name="Widgets", user__first_name="Ada", user__last_name="Okoro", user__username="ada"
    ).user


def exported(user, criteria=EVERYTHING, file_format="csv") -> list[dict]:
    export = submission_export.begin(user=user, criteria=criteria, file_format=file_format)
    return [dict(zip(export.headers, row, strict=True)) for row in export.rows]


def answer(name: str, display: str) -> dict:
    return {"name": name, "label": f"The {name}", "kind": "short_text", "value": display, "display": display}


def test_a_row_says_what_staff_know_of_a_submission(member):
    queue = member.queues.get()
    submission = SubmissionFactory(
        queue=queue,
        assignee=member,
        status="resolved",
        sender_telephone="+442079460123",
        received_at=NOON,
        respond_by=NOON + dt.timedelta(hours=2),
        first_response_at=NOON + dt.timedelta(hours=1, seconds=59),
        resolved_at=NOON + dt.timedelta(days=1),
        answers=[answer("colour", "Red"), answer("size", "Large"), answer("shape", "")],
    )
    for name in ("urgent", "lost"):
        submission.tags.add(TagFactory(name=name))

    (row,) = exported(member)

    naive = NOON.replace(tzinfo=None)
    assert row["Reference"] == submission.reference
    assert row["Received"] == naive + dt.timedelta(hours=1)
    assert row["First reply"] == naive + dt.timedelta(hours=2)
    assert row["Resolved"] == naive + dt.timedelta(days=1, hours=1)
    assert (row["Type"], row["Status"], row["Queue"]) == ("Widget enquiry", "Resolved", "Widgets")
    assert (row["Assigned to"], row["Sender"]) == ("Ada Okoro", "Jo Brown")
    assert row["Telephone"] == "020 7946 0123"
    assert row["Tags"] == "lost, urgent"
    assert row["Answers"] == "The colour: Red\nThe size: Large"


def test_the_questions_of_one_type_have_columns_of_their_own(member):
    kind = EnquiryTypeFactory(slug="widget")
    QuestionFactory(enquiry_type=kind, name="colour", label="Which colour?")
    QuestionFactory(enquiry_type=kind, name="shape", label="Which shape?")
    SubmissionFactory(queue=member.queues.get(), answers=[answer("colour", "Red"), answer("old", "Yes")])

    (row,) = exported(member, Criteria(view=View.EVERYTHING, kind="widget"))

    assert (row["Which colour?"], row["Which shape?"]) == ("Red", "")
    assert row["Other answers"] == "The old: Yes"


@pytest.mark.security("permission rows")
def test_it_holds_what_the_list_does_newest_first_and_nothing_of_other_queues(member):
    queue = member.queues.get()
    old, new = (SubmissionFactory(queue=queue, received_at=NOON + dt.timedelta(days=day)) for day in (0, 1))
    SubmissionFactory(queue=queue, status="resolved")
    SubmissionFactory()

    rows = exported(member, Criteria(view=View.OPEN))

    assert [row["Reference"] for row in rows] == [new.reference, old.reference]
    assert exported(UserFactory()) == []


def test_it_is_written_down_who_took_what(member, caplog):
    caplog.set_level(logging.INFO, logger="intake")
    queue = member.queues.get()
    SubmissionFactory(queue=queue, sender_name="Jo Brown")
    SubmissionFactory(queue=QueueFactory(name="Gadgets"))

    exported(member, Criteria(view=View.EVERYTHING, text="brown", queue=queue))

    log = ExportLog.objects.get()
    assert (log.user, log.name, log.rows, log.format) == (member, "Ada Okoro", 1, "csv")
    assert log.criteria == "view: Everything; text: brown; queue: Widgets"
    assert list(log.queues.all()) == [queue]
    (record,) = caplog.records
    assert record.getMessage() == f"export {log.pk}: 1 submissions as csv"


def test_who_it_was_stays_known_once_the_account_is_gone(member):
    SubmissionFactory(queue=member.queues.get())
    exported(member)
    member.delete()
    assert ExportLog.objects.get().name == "Ada Okoro"


def test_a_filter_is_said_in_words(member):
    EnquiryTypeFactory(slug="widget", name="Widget enquiry")
    criteria = Criteria(view=View.LATE, kind="widget", status="new", priority=40, assignee=member)
    assert in_words(criteria) == (
        "view: Late; kind: Widget enquiry; status: New; priority: Urgent; assignee: Ada Okoro"
    )


def test_a_workbook_holds_no_more_than_so_many(member, monkeypatch):
    monkeypatch.setattr(submission_export, "XLSX_AT_MOST", 2)
    for _ in range(3):
        SubmissionFactory(queue=member.queues.get())
    assert len(exported(member, file_format="xlsx")) == 2
    assert len(exported(member, file_format="csv")) == 3


def test_each_chunk_asks_the_database_twice(member, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(submission_export, "_CHUNK", 5)
    for _ in range(15):
        SubmissionFactory(queue=member.queues.get(), assignee=member).tags.add(TagFactory())
    export = submission_export.begin(user=member, criteria=EVERYTHING, file_format="csv")
    with django_assert_num_queries(3 * 2):
        assert len(list(export.rows)) == 15
