"""Saved views and columns: one's own, and views that a queue's members share."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import access, columns, saved_views
from intake.columns import USUAL, Column
from intake.models import SavedView
from tests.factories import MembershipFactory, QueueFactory, UserFactory

pytestmark = pytest.mark.django_db

LATE = {"view": "late", "priority": "40"}


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue).user


@pytest.fixture
def colleague(queue):
    return MembershipFactory(queue=queue).user


@pytest.fixture
def lead(queue):
    return MembershipFactory(queue=queue, role="lead").user


def names(user) -> list[str]:
    return [view.name for view in access.visible_saved_views(user)]


def test_ones_own_view_is_kept_for_oneself(member, colleague):
    view = saved_views.save(user=member, name="  Late  and urgent ", query=LATE)
    assert (view.name, view.query, view.queue) == ("Late and urgent", LATE, None)
    assert names(member) == ["Late and urgent"]
    assert names(colleague) == []
    assert names(UserFactory(administrator=True)) == []


def test_one_that_is_shared_is_every_members_and_nobody_elses(member, colleague, queue):
    saved_views.save(user=member, name="Ours", query=LATE, queue=queue)
    assert names(member) == names(colleague) == ["Ours"]
    assert names(MembershipFactory().user) == []
    member.queue_memberships.all().delete()
    assert names(member) == []
    member.delete()
    assert names(colleague) == ["Ours"]


def test_saving_under_the_same_name_replaces_ones_own(member, queue):
    saved_views.save(user=member, name="Late", query=LATE)
    saved_views.save(user=member, name="late", query={"view": "mine"})
    saved_views.save(user=member, name="Late", query=LATE, queue=queue)
    assert [(each.name, each.query) for each in access.visible_saved_views(member)] == [
        ("Late", LATE),
        ("late", {"view": "mine"}),
    ]


def test_another_persons_shared_view_is_not_replaced_but_by_a_lead(member, colleague, lead, queue):
    saved_views.save(user=member, name="Ours", query=LATE, queue=queue)
    with pytest.raises(ValidationError, match="Widgets has a view called “Ours” already"):
        saved_views.save(user=colleague, name="ours", query={}, queue=queue)
    saved_views.save(user=lead, name="Ours", query={"view": "open"}, queue=queue)
    assert SavedView.objects.get().query == {"view": "open"}


def test_nobody_shares_with_a_queue_of_others(member):
    with pytest.raises(PermissionDenied):
        saved_views.save(user=member, name="x", query={}, queue=QueueFactory())


def test_a_name_is_needed(member):
    with pytest.raises(ValidationError, match="Give the view a name"):
        saved_views.save(user=member, name="  ", query={})


def test_there_is_an_end_to_how_many(member, monkeypatch):
    monkeypatch.setattr(saved_views, "AT_MOST", 1)
    saved_views.save(user=member, name="a", query={})
    saved_views.save(user=member, name="A", query=LATE)
    with pytest.raises(ValidationError, match="Delete one first"):
        saved_views.save(user=member, name="b", query={})


def test_who_shared_it_or_leads_the_queue_deletes_it(member, colleague, lead, queue):
    for deleter in (member, lead, UserFactory(administrator=True)):
        view = saved_views.save(user=member, name="Ours", query=LATE, queue=queue)
        with pytest.raises(PermissionDenied):
            saved_views.delete(user=colleague, view_id=view.pk)
        saved_views.delete(user=deleter, view_id=view.pk)
        assert not SavedView.objects.exists()


def test_anothers_own_view_is_not_there_to_delete(member, colleague, lead):
    view = saved_views.save(user=member, name="Mine", query=LATE)
    for other in (colleague, lead):
        with pytest.raises(SavedView.DoesNotExist):
            saved_views.delete(user=other, view_id=view.pk)


def test_columns_are_kept_for_each_person_in_the_order_of_the_list(member, colleague):
    assert columns.of(member) == USUAL
    columns.choose(user=member, names=["tags", "sender", "nonsense"])
    columns.choose(user=member, names=["due", "tags", "status"])
    assert columns.of(member) == [Column.TAGS, Column.STATUS, Column.DUE]
    assert columns.of(colleague) == USUAL


def test_no_columns_but_the_first_two_may_be_wanted(member):
    columns.choose(user=member, names=[])
    assert columns.of(member) == []
