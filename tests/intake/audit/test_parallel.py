"""Two who write at once: the chain stays a chain."""

import threading

import pytest
from django.db import connection

from intake import audit
from intake.audit import Action, checking
from intake.models import AuditEntry

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]
_EACH = 15


@pytest.mark.security("audit")
def test_four_writers_at_once_make_one_chain():
    failed = []

    def write() -> None:
        try:
            for number in range(_EACH):
                audit.record(Action.READ_SUBMISSION, about=("submission", number))
        except Exception as error:  # noqa: BLE001 - said below, in the test's own thread
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert failed == []
    assert list(AuditEntry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 61))
    assert checking.check() is None


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_leaves_an_empty_log_to_the_next(time):
    assert audit.record(Action.SIGNED_IN).number == 1
