"""However often one form is sent at the same time, one submission is made."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from enquiries.models import Draft
from intake.models import Attachment, Message, Submission, TimelineEntry
from tests.enquiries.test_uploads import file
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory, catch_all_queue

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TIMES = 50


def at_once(visitor, post):
    """Call `post` with 50 browsers that share the visitor's cookies, all at the same moment."""
    ready = Barrier(TIMES)

    def press(_):
        twin = Visitor(visitor.enquiry_type, Client())
        twin.client.cookies = visitor.client.cookies
        twin.token = visitor.token
        ready.wait()
        try:
            response = post(twin)
            return response.status_code, response["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return set(pool.map(press, range(TIMES)))


@pytest.fixture
def visitor():
    catch_all_queue()
    enquiry_type = EnquiryTypeFactory(asks_who=True)
    QuestionFactory(enquiry_type=enquiry_type, name="attachments", kind="files", required=False)
    visitor = Visitor(enquiry_type)
    visitor.opens()
    return visitor


def test_fifty_presses_of_send_make_one_submission_and_one_acknowledgement(visitor):
    visitor.answers({**WHO, "attachments": [file()]})
    assert at_once(visitor, Visitor.sends) == {(303, f"/enquiries/sent/?form={visitor.token}")}
    assert Submission.objects.count() == 1
    assert Message.objects.filter(kind="acknowledgement").count() == 1
    assert TimelineEntry.objects.filter(event="received").count() == 1
    assert Attachment.objects.get().submission == Submission.objects.get()
    assert visitor.arrives().status == 200


def test_fifty_presses_of_continue_make_one_draft(visitor):
    answers = at_once(visitor, lambda twin: twin.answers(WHO))
    assert answers == {(303, f"{visitor.url}check/?form={visitor.token}")}
    assert Draft.objects.count() == 1
    visitor.sends()
    assert Submission.objects.count() == 1
