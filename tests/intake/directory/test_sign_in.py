"""Whom the directory lets in, as what, and who stays out."""

import dataclasses

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from intake import access
from intake.directory.claims import Person
from intake.directory.sign_in import Refused, sign_in
from intake.models import AuditEntry, Auditor, DirectoryAccount, QueueMembership
from tests.factories import (
    DirectoryAccountFactory,
    GroupMappingFactory,
    MembershipFactory,
    QueueFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in")]

ISSUER = "https://id.example.org"
ADA = Person(
    issuer=ISSUER,
    subject="ada-1",
    email="ada@example.org",
    email_is_verified=True,
    first_name="Ada",
    last_name="Okoro",
    domain="example.org",
    groups=frozenset({"press"}),
)


@pytest.fixture(autouse=True)
def directory(settings):
    settings.OIDC_SERVER_URL = ISSUER
    settings.OIDC_ALLOWED_DOMAINS = []


@pytest.fixture
def press():
    queue = QueueFactory(name="Press office")
    GroupMappingFactory(group="press", role="member", queue=queue)
    return queue


@pytest.fixture
def break_glass():
    return UserFactory(administrator=True, username="break-glass")


def ada(**changed):
    return dataclasses.replace(ADA, **changed)


def in_groups(*groups):
    return ada(groups=frozenset(groups))


def refusal(person):
    with pytest.raises(Refused) as refused:
        sign_in(person=person)
    return refused.value.code


def roles(user):
    return dict(QueueMembership.objects.filter(user=user).values_list("queue__name", "role"))


def test_a_new_colleague_has_an_account_with_what_the_groups_give(press):
    user = sign_in(person=ADA)
    assert (user.username, user.email, user.get_full_name()) == ("ada", "ada@example.org", "Ada Okoro")
    assert user.is_staff
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert roles(user) == {"Press office": "member"}
    assert list(access.visible_queues(user)) == [press]


def test_the_same_person_has_the_same_account_whatever_they_are_called(press):
    user = sign_in(person=ADA)
    again = sign_in(person=ada(email="ada.smith@example.org", last_name="Smith"))
    assert again.pk == user.pk
    assert User.objects.count() == 1
    assert (again.email, again.last_name) == ("ada.smith@example.org", "Smith")


def test_another_number_is_another_person_whatever_they_are_called(press):
    first = sign_in(person=ADA)
    second = sign_in(person=ada(subject="ada-2"))
    assert second.pk != first.pk
    assert second.username == "ada-2"


def test_the_same_number_of_another_provider_is_another_person(press):
    DirectoryAccountFactory(issuer="https://other.example.org", subject="ada-1", user__is_superuser=True)
    assert not sign_in(person=ADA).is_superuser


def test_roles_and_queues_follow_the_groups_at_each_sign_in(press, break_glass):
    web = QueueFactory(name="Web editors")
    GroupMappingFactory(group="web", role="lead", queue=web)
    GroupMappingFactory(group="admins", role="administrator")
    GroupMappingFactory(group="audit", role="auditor")
    assert roles(sign_in(person=in_groups("press", "web"))) == {
        "Press office": "member",
        "Web editors": "lead",
    }
    assert roles(sign_in(person=in_groups("press"))) == {"Press office": "member"}
    assert sign_in(person=in_groups("press", "admins")).is_superuser
    user = sign_in(person=in_groups("press", "audit"))
    assert access.is_auditor(User.objects.get(pk=user.pk))
    assert roles(user) == {}
    user = sign_in(person=in_groups("web"))
    assert not user.is_superuser
    assert not Auditor.objects.exists()
    assert roles(user) == {"Web editors": "lead"}


@pytest.mark.security("audit")
def test_roles_that_the_groups_give_and_take_are_in_the_audit_log(press, break_glass):
    GroupMappingFactory(group="admins", role="administrator")
    GroupMappingFactory(group="audit", role="auditor")
    for groups in (["admins"], ["press", "audit"], ["press"]):
        sign_in(person=in_groups(*groups))
    said = AuditEntry.objects.filter(object_kind="user").order_by("number")
    assert [(each.action, each.detail) for each in said] == [
        ("roles-mapped", {"staff": True, "administrator": True}),
        ("roles-mapped", {"staff": True, "administrator": False}),
        ("configuration-changed", {"auditor": True}),
        ("configuration-changed", {"auditor": False}),
    ]


def test_a_lead_who_becomes_a_member_keeps_their_place_and_their_alerts(press):
    user = sign_in(person=ADA)
    place = QueueMembership.objects.get(user=user)
    place.wants_alerts, place.role = False, "lead"
    place.save()
    sign_in(person=ADA)
    place.refresh_from_db()
    assert (place.role, place.wants_alerts) == ("member", False)


def test_what_was_given_by_hand_goes_where_a_group_decides_and_stays_elsewhere(press):
    user = sign_in(person=ADA)
    by_hand = QueueFactory(name="Nobody’s group")
    decided = QueueFactory(name="Web editors")
    GroupMappingFactory(group="web", role="member", queue=decided)
    for queue in (by_hand, decided):
        MembershipFactory(queue=queue, user=user)
    sign_in(person=ADA)
    assert roles(user) == {"Press office": "member", "Nobody’s group": "member"}


def test_the_history_of_the_team_says_that_a_group_did_it(press):
    user = sign_in(person=ADA)
    line = QueueMembership.history.get(user=user)
    assert line.history_user is None
    assert line.history_change_reason == "a group of the directory"


def test_nobody_without_a_group_gets_in_and_no_account_is_made(press):
    assert refusal(in_groups("canteen")) == "no_group"
    assert refusal(in_groups()) == "no_group"
    assert not User.objects.exists()
    assert not DirectoryAccount.objects.exists()


def test_who_is_in_no_group_any_more_loses_all_that_groups_gave(press, break_glass):
    GroupMappingFactory(group="admins", role="administrator")
    user = sign_in(person=in_groups("press", "admins"))
    assert refusal(in_groups("canteen")) == "no_group"
    user.refresh_from_db()
    assert not user.is_staff
    assert not user.is_superuser
    assert roles(user) == {}
    assert sign_in(person=ADA).is_staff


def test_what_groups_change_is_in_the_audit_log(press, break_glass):
    GroupMappingFactory(group="admins", role="administrator")
    user = sign_in(person=in_groups("admins"))
    sign_in(person=ADA)
    sign_in(person=ADA)
    entries = AuditEntry.objects.filter(action="roles-mapped", object_id=str(user.pk)).order_by("number")
    assert [entry.detail["administrator"] for entry in entries] == [True, False]
    assert {entry.actor for entry in entries} == {"system"}


def test_who_is_in_too_many_groups_is_told_and_loses_nothing(press):
    user = sign_in(person=ADA)
    assert refusal(ada(groups=frozenset(), groups_left_out=True)) == "too_many_groups"
    assert roles(user) == {"Press office": "member"}


def test_a_closed_account_stays_closed(press):
    user = sign_in(person=ADA)
    User.objects.update(is_active=False)
    assert refusal(ADA) == "closed"
    assert roles(user) == {"Press office": "member"}


@pytest.mark.parametrize("verified", [True, False])
def test_a_closed_account_of_before_is_not_opened_by_a_new_one(press, verified):
    UserFactory(email="ada@example.org", is_active=False)
    assert refusal(ada(email_is_verified=verified)) == "closed"


def test_another_provider_does_not_sign_in(press):
    assert refusal(ada(issuer="https://evil.example.org")) == "other_issuer"


def test_only_the_organisations_own_domain_where_that_is_set(press, settings):
    settings.OIDC_ALLOWED_DOMAINS = ["example.org"]
    assert sign_in(person=ADA)
    assert refusal(ada(domain="example.com")) == "other_domain"
    assert refusal(ada(domain="")) == "other_domain"


# --------------------------------------------------------------------- accounts of before, and the last one
def test_an_account_of_before_is_taken_over_by_a_verified_address(press):
    before = UserFactory(username="a.okoro", email="Ada@Example.org")
    MembershipFactory(queue=QueueFactory(name="By hand"), user=before)
    user = sign_in(person=ADA)
    assert user.pk == before.pk
    assert not user.has_usable_password()
    assert roles(user) == {"Press office": "member", "By hand": "member"}


def test_no_second_factor_of_before_is_left(press):
    """A passkey alone would sign in, past the directory; and nobody is to be asked for two codes."""
    before = UserFactory(email="ada@example.org")
    other = Authenticator.objects.create(user=UserFactory(), type="totp", data={})
    Authenticator.objects.create(user=before, type="totp", data={})
    sign_in(person=ADA)
    Authenticator.objects.create(user=before, type="webauthn", data={})
    sign_in(person=ADA)
    assert list(Authenticator.objects.all()) == [other]


def test_not_by_an_address_that_nobody_has_verified(press):
    before = UserFactory(email="ada@example.org")
    assert sign_in(person=ada(email_is_verified=False)).pk != before.pk
    before.refresh_from_db()
    assert before.has_usable_password()


def test_not_where_two_accounts_have_the_address(press):
    before = [UserFactory(email="ada@example.org") for _ in range(2)]
    assert sign_in(person=ADA).pk not in {user.pk for user in before}


def test_not_an_account_that_is_somebody_elses_of_the_directory(press):
    other = DirectoryAccountFactory(user__email="ada@example.org", subject="somebody-else")
    assert sign_in(person=ADA).pk != other.pk


def test_no_address_leads_into_an_administrators_account(press, break_glass):
    break_glass.email = "ada@example.org"
    break_glass.save()
    user = sign_in(person=ADA)
    break_glass.refresh_from_db()
    assert user.pk != break_glass.pk
    assert not user.is_superuser
    assert break_glass.is_superuser
    assert break_glass.has_usable_password()


def test_the_last_administrator_stays_one_whatever_the_groups_say(press):
    GroupMappingFactory(group="admins", role="administrator")
    user = sign_in(person=in_groups("admins"))
    assert sign_in(person=in_groups("press")).is_superuser
    assert sign_in(person=in_groups()).is_superuser
    # One who cannot sign in would not help.
    UserFactory(administrator=True, is_active=False)
    UserFactory(administrator=True, password="!")
    assert sign_in(person=in_groups("press")).is_superuser
    UserFactory(administrator=True)
    assert not sign_in(person=in_groups("press")).is_superuser
    assert User.objects.get(pk=user.pk).is_staff
