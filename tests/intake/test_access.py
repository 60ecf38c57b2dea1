"""Who may see what: members their own queues, administrators everything, anybody else nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from intake import access
from intake.models import Queue
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    MessageFactory,
    QueueFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]


@pytest.fixture
def own():
    return QueueFactory()


@pytest.fixture
def foreign():
    return QueueFactory()


@pytest.fixture
def work(own, foreign):
    """A submission with a file in each of the two queues, by queue."""
    made = {queue: SubmissionFactory(queue=queue) for queue in (own, foreign)}
    for submission in made.values():
        AttachmentFactory(submission=submission)
    return made


@pytest.fixture
def member(own):
    return MembershipFactory(queue=own).user


def sees(user) -> dict[str, set]:
    """What `user` sees of everything."""
    return {
        "queues": set(access.visible_queues(user)),
        "submissions": set(access.visible_submissions(user)),
        "files": {attachment.submission for attachment in access.visible_attachments(user)},
    }


def test_a_member_sees_what_is_in_their_own_queues(member, own, work):
    AttachmentFactory()  # of a form that was not sent
    mine = {work[own]}
    assert sees(member) == {"queues": {own}, "submissions": mine, "files": mine}


def test_a_member_of_two_queues_sees_both_once(member, own, foreign, work):
    MembershipFactory(queue=foreign, user=member)
    assert access.visible_submissions(member).count() == 2
    assert access.visible_queues(member).count() == 2


def test_a_queue_that_takes_nothing_new_is_still_seen(member, own, work):
    Queue.objects.filter(pk=own.pk).update(active=False)
    assert sees(member)["submissions"] == {work[own]}


def test_a_file_that_came_with_an_email_is_seen_like_the_rest(member, own, foreign, work):
    for submission in work.values():
        AttachmentFactory(submission=submission, message=MessageFactory(submission=submission))
    assert access.visible_attachments(member).count() == 2


def test_an_administrator_sees_everything(own, foreign, work):
    seen = sees(UserFactory(administrator=True))
    assert seen["queues"] == set(Queue.objects.all())
    assert seen["submissions"] == seen["files"] == set(work.values())


@pytest.mark.parametrize(
    "account",
    [
        {"is_staff": False},
        {"is_active": False},
        {"is_staff": False, "is_superuser": True},
        {"is_active": False, "is_superuser": True},
    ],
)
def test_who_does_not_work_here_any_more_sees_nothing(own, work, account):
    user = MembershipFactory(
        queue=own, role="lead", **{f"user__{name}": value for name, value in account.items()}
    ).user
    assert sees(user) == {"queues": set(), "submissions": set(), "files": set()}
    assert not access.led_queues(user).exists()
    assert not access.may_configure(user)
    assert not access.may_triage(user, work[own])


def test_nobody_sees_nothing(work):
    nobody = AnonymousUser()
    assert sees(nobody) == {"queues": set(), "submissions": set(), "files": set()}
    assert not access.is_staff(nobody)
    with pytest.raises(PermissionDenied):
        access.signed_in(nobody)


def test_staff_in_no_queue_see_nothing(work):
    assert sees(UserFactory()) == {"queues": set(), "submissions": set(), "files": set()}


def test_who_sees_it_may_triage_it(member, own, foreign, work):
    assert access.may_triage(member, work[own])
    access.require_triage(member, work[own])
    assert not access.may_triage(member, work[foreign])
    with pytest.raises(PermissionDenied):
        access.require_triage(member, work[foreign])


def test_a_lead_manages_the_queues_they_lead(member, own, foreign):
    assert not access.led_queues(member).exists()
    lead = MembershipFactory(queue=own, role="lead").user
    MembershipFactory(queue=foreign, user=lead)
    assert set(access.led_queues(lead)) == {own}
    assert not access.may_configure(lead)


def test_an_administrator_manages_every_queue_and_what_they_share(own, foreign):
    administrator = UserFactory(administrator=True)
    assert set(access.led_queues(administrator)) == set(Queue.objects.all())
    assert access.may_configure(administrator)


def test_a_lead_may_not_change_what_touches_other_teams(own):
    lead = MembershipFactory(queue=own, role="lead").user
    fixed = {"is_catch_all", "name", "slug", "active", "position", "retention_days"}
    assert set(access.fixed_queue_fields(lead)) == fixed
    assert access.fixed_queue_fields(UserFactory(administrator=True)) == ("is_catch_all",)


def test_work_is_given_to_active_members_and_administrators(member, own, foreign):
    administrator = UserFactory(administrator=True)
    MembershipFactory(queue=own, user=administrator)
    MembershipFactory(queue=foreign)
    MembershipFactory(queue=own, user__is_active=False)
    MembershipFactory(queue=own, user__is_staff=False)
    UserFactory(administrator=True, is_active=False)
    assert list(access.assignable_users(own)) == sorted(
        [member, administrator], key=lambda user: user.username
    )


def test_colleagues_are_those_of_ones_own_queues_and_administrators(member, own, foreign):
    administrator = UserFactory(administrator=True)
    colleague = MembershipFactory(queue=own).user
    stranger = MembershipFactory(queue=foreign).user
    MembershipFactory(queue=own, user__is_active=False)
    assert set(access.colleagues(member)) == {member, colleague, administrator}
    assert stranger in set(access.colleagues(administrator))
    assert set(access.colleagues(UserFactory())) == {administrator}


def test_who_works_here_may_be_made_a_member(own):
    staff = UserFactory()
    gone = UserFactory(is_active=False)
    public = UserFactory(is_staff=False)
    assert staff in access.possible_members()
    assert not {gone, public} & set(access.possible_members())


def test_a_member_who_has_left_can_stay_on_the_list(own):
    gone = MembershipFactory(queue=own, user__is_active=False).user
    assert gone in access.possible_members(queue_id=own.pk)
    assert gone not in access.possible_members(queue_id=QueueFactory().pk)
