"""People who edit one form at the same moment lose nothing of each other's work."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from enquiries import editing
from enquiries.models import Question
from tests.factories import EnquiryTypeFactory, QuestionFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]

AT_ONCE = 8


def at_once(do):
    """Call `do` with 8 numbers, all at the same moment; return what became of each."""
    ready = Barrier(AT_ONCE)

    def press(number):
        ready.wait()
        try:
            return do(number)
        except editing.ChangedMeanwhile:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(press, range(AT_ONCE)))


def test_all_that_is_added_is_there_in_an_order_without_gaps():
    enquiry_type = EnquiryTypeFactory(asks_who=True)
    at_once(
        lambda number: editing.add_question(
            enquiry_type_id=enquiry_type.pk, said={"label": f"Question {number}"}
        )
    )
    assert [each.position for each in enquiry_type.questions.all()] == list(range(10, 130, 10))
    assert enquiry_type.versions.get().number == 1
    assert len(enquiry_type.versions.get().content["pages"][0]["questions"]) == 4


def test_one_of_those_who_change_the_same_question_is_the_first():
    question = QuestionFactory(label="Which hall?")
    seen = editing.stamp(Question.objects.get(pk=question.pk))
    done = at_once(
        lambda number: editing.change_question(
            enquiry_type_id=question.enquiry_type_id,
            question_id=question.pk,
            seen=seen,
            said={"label": f"Hall {number}?"},
        )
    )
    (saved,) = filter(None, done)
    question.refresh_from_db()
    assert question.label == saved.label
