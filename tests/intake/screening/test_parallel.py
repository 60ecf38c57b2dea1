"""However many enquiries name one address at the same moment, three acknowledgements go out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from intake import passing_on, workflow
from intake.models import Message, Submission
from tests.intake.screening.conftest import PROGRAM

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]

TIMES = 20


def at_once(act) -> list:
    """Call `act` with each number, all at the same moment."""
    ready = Barrier(TIMES)

    def do(number: int):
        ready.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(do, range(TIMES)))


def test_twenty_at_once_are_all_kept_and_three_are_acknowledged(send):
    at_once(lambda number: send(email=("victim@example.com", "Victim@example.com")[number % 2]))
    assert Submission.objects.count() == TIMES
    assert Message.objects.filter(kind="acknowledgement").count() == 3


def test_twenty_presses_pass_it_on_once(send, ada):
    held = send(signs=PROGRAM)

    def press(_: int) -> bool:
        try:
            passing_on.pass_on(submission_id=held.pk, actor=ada)
        except workflow.MoveNotAllowed:
            return False
        return True

    assert sum(at_once(press)) == 1
    assert Message.objects.filter(kind="acknowledgement").count() == 1
