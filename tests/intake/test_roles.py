"""Each role's deeds, in the person's own queue and in another: decided by the functions themselves.

The table of docs/roles.md, as code. The auditor here is even a lead of their own queue: that gives them
nothing.
"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from intake import access, accounts, bulk, deliveries, queues, rules, team, tracking, triage
from intake.models import Auditor, Message, Queue, QueueMembership, RoutingRule, Submission
from tests.factories import (
    MembershipFactory,
    MessageFactory,
    QueueFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]

INVITED = {"first_name": "Nia", "last_name": "New", "email": "nia@example.org"}


class Undone(Exception):
    """Raised to undo a deed that was allowed."""


class Scene:
    """A queue with a submission, an email that was lost, a rule, and somebody who was invited."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.submission = SubmissionFactory(queue=queue)
        tracking.new_link(self.submission)
        self.closed = SubmissionFactory(queue=queue, status="resolved")
        self.lost = MessageFactory(submission=self.closed, state="failed")
        self.rule = RoutingRuleFactory(queue=queue)
        rules.remember_conditions([self.rule])
        self.newcomer = UserFactory()
        self.invited = MembershipFactory(queue=queue, user__password="!").user
        MessageFactory(submission=None, queue=queue, kind="invitation", recipient=self.invited.email)
        self.elsewhere = QueueFactory()

    def state(self) -> list:
        """All that a deed might change."""
        return [
            list(Submission.objects.order_by("pk").values("pk", "version", "status", "queue", "assignee")),
            list(Message.objects.order_by("pk").values("pk", "state", "recipient", "handled_by")),
            list(Queue.objects.order_by("pk").values("pk", "is_catch_all")),
            list(QueueMembership.objects.order_by("pk").values("pk", "queue", "user", "role")),
            list(RoutingRule.objects.order_by("pk").values("pk", "position")),
            list(Auditor.objects.order_by("pk").values("pk")),
        ]


def triaged(verb, **fields):
    return lambda scene, actor: verb(submission_id=scene.submission.pk, actor=actor, **fields)


def delivered(verb, **fields):
    return lambda scene, actor: verb(message_id=scene.lost.pk, actor=actor, **fields)


TEAM, LEADS, ADMINISTRATORS = (
    {"member", "lead", "administrator"},
    {"lead", "administrator"},
    {"administrator"},
)

#: Each deed: how it is done, and who may in a queue of their own. In other queues administrators alone may.
DEEDS = {
    "assign": (triaged(triage.assign, assignee=None), TEAM),
    "move": (
        lambda scene, actor: triage.move(
            submission_id=scene.submission.pk, actor=actor, queue=scene.elsewhere
        ),
        TEAM,
    ),
    "reply": (triaged(triage.reply, text="Here it is."), TEAM),
    "note": (triaged(triage.note, text="Seen."), TEAM),
    "prioritise": (triaged(triage.prioritise, priority=40), TEAM),
    "resolve": (triaged(triage.resolve), TEAM),
    "reopen": (
        lambda scene, actor: triage.reopen(submission_id=scene.closed.pk, actor=actor),
        TEAM,
    ),
    "mark as spam": (triaged(triage.mark_as_spam), TEAM),
    "revoke the sender's links": (triaged(tracking.revoke_links), TEAM),
    "send an email again": (delivered(deliveries.send_again), LEADS),
    "change an address": (delivered(deliveries.change_address, address="right@example.com"), LEADS),
    "put an email away": (delivered(deliveries.mark_as_handled), LEADS),
    "look for colleagues": (
        lambda scene, actor: team.find(queue=scene.queue, actor=actor, typed="a"),
        LEADS,
    ),
    "add a colleague": (
        lambda scene, actor: team.add(queue_id=scene.queue.pk, actor=actor, user_id=scene.newcomer.pk),
        LEADS,
    ),
    "invite a colleague": (
        lambda scene, actor: team.invite(queue_id=scene.queue.pk, actor=actor, **INVITED),
        LEADS,
    ),
    "invite again": (
        lambda scene, actor: team.invite_again(
            queue_id=scene.queue.pk, actor=actor, user_id=scene.invited.pk
        ),
        LEADS,
    ),
    "choose the catch-all": (
        lambda scene, actor: queues.make_catch_all(queue_id=scene.queue.pk, actor=actor),
        ADMINISTRATORS,
    ),
    "move a rule": (
        lambda scene, actor: rules.move(rule_id=scene.rule.pk, direction=rules.Direction.DOWN, actor=actor),
        ADMINISTRATORS,
    ),
    "make an auditor": (
        lambda scene, actor: accounts.set_auditor(user_id=scene.newcomer.pk, actor=actor, is_auditor=True),
        ADMINISTRATORS,
    ),
}
ROLES = ("member", "lead", "auditor", "administrator")


def person_of(role: str, queue: Queue):
    """Somebody with this role, whose own queue is `queue`."""
    if role == "administrator":
        return UserFactory(administrator=True)
    user = MembershipFactory(queue=queue, role="member" if role == "member" else "lead").user
    if role == "auditor":
        Auditor.objects.create(user=user)
    return user


@pytest.mark.parametrize("where", ["own", "other"])
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(role, where):
    scene = Scene(QueueFactory())
    actor = person_of(role, scene.queue if where == "own" else QueueFactory())
    before = scene.state()
    allowed = {
        name for name, (_, own) in DEEDS.items() if role in (own if where == "own" else ADMINISTRATORS)
    }
    for name in DEEDS.keys() - allowed:
        with pytest.raises(PermissionDenied):
            DEEDS[name][0](scene, actor)
        assert scene.state() == before, name
    for name in sorted(allowed):
        # Each begins with what is as it was: what one deed does is no hindrance to the next.
        with pytest.raises(Undone), transaction.atomic():  # noqa: PT012
            DEEDS[name][0](scene, actor)
            raise Undone


@pytest.mark.parametrize("move", bulk.BulkMove)
def test_an_auditors_bulk_move_is_refused_for_each(move):
    scene = Scene(QueueFactory())
    auditor = person_of("auditor", scene.queue)
    before = scene.state()
    with pytest.raises(PermissionDenied, match="Auditors read everything"):
        bulk.start(move=move, submission_ids=[scene.submission.pk], actor=auditor, said="done to")
    assert scene.state() == before


def test_an_auditor_sees_every_queue_and_manages_none():
    scene = Scene(QueueFactory())
    auditor = person_of("auditor", QueueFactory())
    assert access.may_inspect_configuration(auditor)
    assert scene.submission in access.visible_submissions(auditor)
    assert (
        set(access.visible_queues(auditor))
        == set(access.inspected_queues(auditor))
        == set(Queue.objects.all())
    )
    assert scene.lost in deliveries.visible(auditor)
    assert not access.led_queues(auditor).exists()
    assert not access.may_act(auditor)
    assert not access.may_configure(auditor)


def test_an_auditor_gets_no_work_and_joins_no_team():
    queue = QueueFactory()
    auditor = person_of("auditor", queue)
    assert auditor not in access.assignable_users(queue)
    assert auditor not in access.possible_members()
    assert auditor not in access.colleagues(UserFactory(administrator=True))


def test_nobody_joins_a_team_who_cannot_work_in_one():
    queue, boss = QueueFactory(), UserFactory(administrator=True)
    auditor = Auditor.objects.create(user=UserFactory()).user
    for user in (auditor, UserFactory(is_staff=False), UserFactory(is_active=False)):
        with pytest.raises(ValidationError, match="cannot work in a queue"):
            team.add(queue_id=queue.pk, actor=boss, user_id=user.pk)
    assert not QueueMembership.objects.exists()


def test_who_becomes_an_auditor_leaves_their_queues():
    membership = MembershipFactory(role="lead")
    boss = UserFactory(administrator=True)
    accounts.set_auditor(user_id=membership.user.pk, actor=boss, is_auditor=True)
    assert not QueueMembership.objects.exists()
    accounts.set_auditor(user_id=membership.user.pk, actor=boss, is_auditor=False)
    assert not Auditor.objects.exists()


def test_an_account_is_an_auditors_or_an_administrators():
    boss, other = UserFactory(administrator=True), UserFactory(administrator=True)
    for user in (other, UserFactory(is_staff=False)):
        with pytest.raises(ValidationError):
            accounts.set_auditor(user_id=user.pk, actor=boss, is_auditor=True)
    assert not Auditor.objects.exists()


@pytest.mark.parametrize("role", ["member", "lead", "auditor"])
def test_only_administrators_sign_others_out(role):
    actor, other = person_of(role, QueueFactory()), UserFactory()
    with pytest.raises(PermissionDenied):
        accounts.end_sign_in(user_ids=[other.pk], actor=actor)


@pytest.mark.parametrize("account", [{"is_staff": False}, {"is_active": False}])
def test_an_auditor_who_does_not_work_here_any_more_sees_nothing(account):
    scene = Scene(QueueFactory())
    user = UserFactory(**account)
    Auditor.objects.create(user=user)
    assert not access.is_auditor(user)
    assert not access.visible_submissions(user).filter(pk=scene.submission.pk).exists()
