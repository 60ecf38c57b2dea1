"""The answers of a draft are encrypted at rest, and a lost key ends the draft."""

import pytest
from django.db import connection
from django.test import override_settings

from enquiries.models import Draft
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import EnquiryTypeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NEW_KEY = "n" * 60


@pytest.fixture
def visitor():
    visitor = Visitor(EnquiryTypeFactory(asks_who=True))
    visitor.opens()
    visitor.answers(WHO)
    return visitor


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM enquiries_draft")
        return cursor.fetchone()[0]


def test_the_database_holds_no_word_of_the_answers(visitor):
    assert visitor.checks().rows()["Your name"] == "Jo Brown"
    assert not any(word in stored() for word in ("Brown", "message", "email", "@"))


def test_a_key_that_was_replaced_still_opens(visitor, settings):
    draft = Draft.objects.get()
    with override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert Draft.objects.get().answers == draft.answers


def test_a_lost_key_ends_the_draft(visitor):
    Draft.objects.update(answers={})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE enquiries_draft SET answers = 'not ours'")
    assert Draft.objects.get().answers is None
    assert visitor.checks().status == 404
