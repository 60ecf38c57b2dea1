"""However many people decide at the same moment, one decision is made, and one letter written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from intake.models import Message
from intake.steps import ChangedMeanwhile
from suppliers import review
from suppliers.models import Decision, ExclusionReview
from suppliers.states import MoveNotAllowed
from tests.suppliers.review.scenes import (
    GROUND,
    accept_all,
    declaring,
    fresh,
    judge,
    registration_to_review,
    reviewer,
)

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]


def at_once(*steps):
    """Take all steps at the same moment; return what each returned, or the kind of its refusal."""
    ready = Barrier(len(steps))

    def take(step):
        ready.wait()
        try:
            return step()
        except (ChangedMeanwhile, MoveNotAllowed) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_a_double_click_and_a_colleague_make_one_decision():
    registration, ada, sam = registration_to_review(), reviewer(), reviewer()
    accept_all(registration, ada)
    version = fresh(registration).submission.version

    def approve():
        return review.approve(registration_id=registration.pk, actor=ada, version=version)

    def reject():
        return review.reject(registration_id=registration.pk, actor=sam, reasons="No.", version=version)

    outcomes = at_once(approve, reject, approve, reject)

    made = Decision.objects.get()
    assert {outcome for outcome in outcomes if isinstance(outcome, Decision)} == {made}
    assert Message.objects.filter(kind=Message.Kind.REPLY).count() == 1


def test_one_person_in_two_windows_is_not_two_persons():
    registration, ada = registration_to_review(declaring(**{GROUND: "New manager."})), reviewer()

    at_once(*[lambda: judge(registration, ada)] * 3)

    found = ExclusionReview.objects.get()
    assert (found.first_reviewer, found.second_reviewer) == (ada, None)
