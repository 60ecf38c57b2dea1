"""Once staff sign in through the directory, only break-glass accounts have a password here."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from intake import invitations, rescue, team
from intake.directory import passwords
from tests.factories import PASSWORD, DirectoryAccountFactory, QueueFactory, UserFactory
from tests.security.staff_door import signs_in_past_the_password

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in")]


@pytest.fixture(autouse=True)
def directory(settings):
    settings.OIDC_SERVER_URL = "https://id.example.org"


@pytest.fixture
def break_glass():
    return UserFactory(administrator=True, username="glass", email="glass@example.org")


def of_the_directory(**account):
    """Somebody of the directory whom a password was given all the same, past every page."""
    user = DirectoryAccountFactory(**{f"user__{name}": value for name, value in account.items()}).user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize("typed", ["glass", "glass@example.org"])
def test_a_break_glass_account_signs_in_with_its_password(break_glass, typed):
    assert authenticate(username=typed, password=PASSWORD) == break_glass


@pytest.mark.parametrize("administrator", [False, True])
def test_nobody_of_the_directory_does_even_if_they_had_one(administrator):
    user = of_the_directory(is_superuser=administrator)
    for typed in (user.username, user.email):
        assert authenticate(username=typed, password=PASSWORD) is None
    assert passwords.is_of_the_directory(user)


def test_no_other_account_of_before_does():
    assert authenticate(username=UserFactory().username, password=PASSWORD) is None


def test_all_of_them_do_where_there_is_no_directory(settings, break_glass):
    settings.OIDC_SERVER_URL = ""
    for user in (break_glass, UserFactory(), of_the_directory()):
        assert authenticate(username=user.username, password=PASSWORD) == user
        assert not passwords.is_of_the_directory(user)


def test_an_address_of_the_directory_does_not_stand_in_the_way(break_glass):
    of_the_directory(email="glass@example.org")
    UserFactory(email="glass@example.org")
    assert authenticate(username="glass@example.org", password=PASSWORD) == break_glass


def test_an_invitation_of_before_opens_nothing_any_more(settings):
    invited = UserFactory(password="!")
    token = invitations.tokens.make_token(invited)
    assert not invitations.tokens.check_token(invited, token)
    settings.OIDC_SERVER_URL = ""
    assert invitations.tokens.check_token(invited, token)


def test_nobody_is_invited(break_glass):
    with pytest.raises(ValidationError, match="groups in the directory"):
        team.invite(
            queue_id=QueueFactory().pk,
            actor=break_glass,
            email="nia@example.org",
            first_name="Nia",
            last_name="New",
        )


def test_an_administrator_sets_no_password_for_who_has_none(client, break_glass):
    client.force_login(break_glass)
    user = of_the_directory()
    twice = dict.fromkeys(("password1", "password2"), "another horse, another battery")
    new = {**twice, "usable_password": "true"}
    assert client.post(f"/admin/auth/user/{user.pk}/password/", new).status_code == 403
    page = client.get(f"/admin/auth/user/{user.pk}/change/").content.decode()
    assert "../password/" not in page
    assert "your work account, since" in page
    assert client.post(f"/admin/auth/user/{break_glass.pk}/password/", new).status_code == 302


# ---------------------------------------------------------------------------- past the password: a passkey
@pytest.mark.parametrize("administrator", [False, True])
def test_nobody_of_the_directory_signs_in_by_a_passkey_of_ours(administrator):
    user = of_the_directory(is_superuser=administrator)
    assert signs_in_past_the_password(user) is None


def test_a_break_glass_account_may_use_a_passkey(break_glass):
    assert signs_in_past_the_password(break_glass) == str(break_glass.pk)


def test_a_rescued_administrator_of_the_directory_has_a_password_again(break_glass):
    user = of_the_directory(is_superuser=True)
    rescue.open_again(name=user.username)
    user = User.objects.get(pk=user.pk)
    assert passwords.may_have_one(user)
    assert not passwords.is_of_the_directory(user)
