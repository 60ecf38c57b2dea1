"""Several workers at one bulk job at the same moment: each submission has its turn once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from intake import bulk
from intake.models import Message
from intake.models.bulk import BulkMove
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]

WORKERS = 4


def test_four_workers_send_each_sender_one_reply(monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    member = MembershipFactory().user
    made = SubmissionFactory.create_batch(12, queue=member.queues.get())
    job = bulk.start(
        move=BulkMove.REPLY,
        submission_ids=[each.pk for each in made],
        actor=member,
        said="replied to",
        details={"text": "Thank you.", "then": "resolve"},
    )
    ready = Barrier(WORKERS)

    def work(_: int) -> None:
        ready.wait()
        try:
            bulk.run(job.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))

    assert bulk.progress(job) == bulk.Progress(total=12, done=12, refused=0)
    job.refresh_from_db()
    assert job.finished_at
    recipients = Message.objects.filter(kind="reply").values_list("recipient", flat=True)
    assert sorted(recipients) == sorted(each.sender_email for each in made)
