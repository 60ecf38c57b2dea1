"""What groups give a person here, and what several give together."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from intake.directory import mapping
from intake.models import GroupMapping
from tests.factories import GroupMappingFactory, QueueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def press():
    return QueueFactory(name="Press office")


def test_groups_give_queues_and_roles(press):
    web = QueueFactory()
    GroupMappingFactory(group="press", role="member", queue=press)
    GroupMappingFactory(group="web", role="lead", queue=web)
    grant = mapping.granted({"press", "web", "unknown"})
    assert grant.staff
    assert dict(grant.queues) == {press.pk: "member", web.pk: "lead"}
    assert not grant.administrator
    assert not grant.auditor


def test_no_group_gives_nothing(press):
    GroupMappingFactory(group="press", role="member", queue=press)
    for groups in (set(), {"Press"}, {"press "}, {"pres"}):
        assert mapping.granted(groups) == mapping.Grant()


def test_a_group_of_staff_gives_no_queue():
    GroupMappingFactory(group="everyone")
    assert mapping.granted({"everyone"}) == mapping.Grant(staff=True)


@pytest.mark.parametrize("order", [["member", "lead"], ["lead", "member"]])
def test_a_lead_and_member_leads(press, order):
    rows = [GroupMappingFactory.build(group=role, role=role, queue=press) for role in order]
    assert dict(mapping.combined(rows).queues) == {press.pk: "lead"}


def test_an_auditor_is_in_no_team(press):
    rows = [GroupMapping(role="auditor"), GroupMapping(role="lead", queue=press)]
    assert mapping.combined(rows) == mapping.Grant(staff=True, auditor=True)


def test_an_administrator_is_no_auditor_and_keeps_the_teams(press):
    rows = [
        GroupMapping(role="auditor"),
        GroupMapping(role="administrator"),
        GroupMapping(role="lead", queue=press),
    ]
    grant = mapping.combined(rows)
    assert grant.administrator
    assert not grant.auditor
    assert dict(grant.queues) == {press.pk: "lead"}


def test_only_queues_that_a_row_names_are_decided_by_groups(press):
    QueueFactory()
    GroupMappingFactory(group="press", role="member", queue=press)
    GroupMappingFactory(group="everyone")
    assert mapping.decided_queues() == {press.pk}


@pytest.mark.parametrize("role", ["member", "lead"])
def test_a_member_needs_a_queue(role):
    with pytest.raises(ValidationError, match="need a queue"):
        GroupMapping(group="a", role=role).full_clean()


@pytest.mark.parametrize("role", ["staff", "auditor", "administrator"])
def test_other_roles_have_no_queue(press, role):
    with pytest.raises(ValidationError, match="need a queue"):
        GroupMapping(group="a", role=role, queue=press).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMappingFactory(role=role, queue=press)


def test_one_role_a_group_and_queue(press):
    GroupMappingFactory(group="press", role="member", queue=press)
    with pytest.raises(ValidationError, match="role in this queue already"):
        GroupMapping(group=" press", role="lead", queue=press).full_clean()
