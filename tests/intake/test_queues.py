"""What is done to whole queues: there is exactly one catch-all, at every moment."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import queues
from intake.models import Queue
from tests.factories import MembershipFactory, QueueFactory, UserFactory

pytestmark = pytest.mark.django_db


def the_catch_all() -> Queue:
    return Queue.objects.get(is_catch_all=True)


def test_an_administrator_chooses_the_catch_all(catch_all):
    chosen = QueueFactory()

    queue = queues.make_catch_all(queue_id=chosen.pk, actor=UserFactory(administrator=True))

    assert queue == the_catch_all() == chosen
    assert queue.is_catch_all
    assert [entry.is_catch_all for entry in catch_all.history.all()[:1]] == [False], "the history says so"
    assert [entry.is_catch_all for entry in chosen.history.all()[:1]] == [True]


def test_choosing_the_present_one_changes_nothing(catch_all):
    queues.make_catch_all(queue_id=catch_all.pk, actor=UserFactory(administrator=True))
    assert the_catch_all() == catch_all


def test_a_queue_that_takes_nothing_new_cannot_be_it(catch_all):
    closed = QueueFactory(active=False)
    with pytest.raises(ValidationError, match="takes no new submissions"):
        queues.make_catch_all(queue_id=closed.pk, actor=UserFactory(administrator=True))
    assert the_catch_all() == catch_all


def test_a_lead_may_not(catch_all):
    membership = MembershipFactory(role="lead")
    with pytest.raises(PermissionDenied):
        queues.make_catch_all(queue_id=membership.queue.pk, actor=membership.user)
    assert the_catch_all() == catch_all


def test_nothing_changes_where_the_second_half_fails(catch_all, monkeypatch):
    chosen = QueueFactory()
    save = Queue.save

    def fails_for_the_chosen(queue, **kwargs):
        if queue == chosen:
            raise RuntimeError("no")
        save(queue, **kwargs)

    monkeypatch.setattr(Queue, "save", fails_for_the_chosen)
    with pytest.raises(RuntimeError):
        queues.make_catch_all(queue_id=chosen.pk, actor=UserFactory(administrator=True))
    assert the_catch_all() == catch_all
