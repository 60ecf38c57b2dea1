"""A locked-out administrator comes back in by the command line."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from intake import invitations, sign_in_limits
from intake.models import AuditEntry
from tests.factories import UserFactory
from tests.intake.admin.staff import Page
from tests.security.staff_door import has_app, is_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in")]

PHRASE = "a long new phrase"


@pytest.fixture
def boss():
    return UserFactory(username="boss", email="boss@example.org", administrator=True)


def rescue(capsys, name: str, *options: str) -> str:
    """Run the command; return the path of its link."""
    call_command("rescue_administrator", name, *options)
    return re.search(r"http://portal\.example\.org(/\S+)", capsys.readouterr().out)[1]


def choose(client: Client, link: str) -> str:
    """Open a link and choose a password; return what the page says."""
    address = client.get(link, follow=True).redirect_chain[-1][0]
    done = client.post(address, {"new_password1": PHRASE, "new_password2": PHRASE}, follow=True)
    return " ".join(Page(done).messages)


def test_who_is_locked_out_chooses_a_new_password_and_is_in(capsys, client, settings, boss):
    settings.STAFF_SECOND_FACTOR = "on"
    has_app(boss)
    for _ in range(sign_in_limits.ACCOUNT.amount):
        sign_in(client, "boss", "wrong")
    link = rescue(capsys, "boss")
    assert "Your password is set." in choose(client, link)
    assert sign_in(client, "boss@example.org", PHRASE)["Location"] == "/admin/"
    assert is_in(client)


def test_the_audit_log_says_so(capsys, boss):
    rescue(capsys, "boss")
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.object_id, entry.actor) == ("account-rescued", str(boss.pk), "system")


def test_what_was_there_before_is_no_good_any_more(capsys, boss):
    before, old = Client(), Client()
    sign_in(before, "boss")
    rescue(capsys, "boss")
    assert not is_in(before)
    sign_in(old, "boss")
    assert not is_in(old)


def test_a_link_is_good_once(capsys, boss):
    link = rescue(capsys, "boss")
    choose(Client(), link)
    assert "This link cannot be used any more" in Page(Client().get(link, follow=True)).part("h1")


def test_a_link_is_good_for_an_hour(capsys, client, boss):
    link = rescue(capsys, "boss")
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        page = Page(client.get(link, follow=True))
    assert "This link cannot be used any more" in page.part("h1")
    assert "The link holds for an hour" in page.text


def test_an_invitations_link_rescues_nobody(client, boss):
    token = invitations.tokens.make_token(boss)
    link = f"/admin/rescue/{_uid(boss)}/{token}/"
    assert "cannot be used" in Page(client.get(link, follow=True)).part("h1")


def test_a_link_to_rescue_is_no_invitation_which_would_hold_for_a_week(capsys, client):
    link = rescue(capsys, "ada", "--make").replace("/rescue/", "/invitation/")
    assert "cannot be used" in Page(client.get(link, follow=True)).part("h1")


def test_nobody_is_invited_to_an_account_that_has_a_password(client, boss):
    token = invitations.tokens.make_token(boss)
    page = Page(client.get(f"/admin/invitation/{_uid(boss)}/{token}/", follow=True))
    assert "cannot be used" in page.part("h1")


def test_a_link_opens_no_account_that_was_closed_since(capsys, client, boss):
    link = rescue(capsys, "boss")
    User.objects.update(is_active=False)
    assert "cannot be used" in Page(client.get(link, follow=True)).part("h1")


def test_it_is_in_the_audit_log(capsys, boss):
    rescue(capsys, "boss")
    entry = AuditEntry.objects.get(action="account-rescued")
    assert (entry.object_id, entry.actor) == (str(boss.pk), "system")


def _uid(user: User) -> str:
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    return urlsafe_base64_encode(force_bytes(user.pk))


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_nobody_becomes_an_administrator_by_mistake(name):
    ada = UserFactory(username="ada")
    with pytest.raises(CommandError, match="--make"):
        call_command("rescue_administrator", name)
    ada.refresh_from_db()
    assert not ada.is_superuser
    assert User.objects.count() == 1


@pytest.mark.parametrize("account", [{}, {"is_active": False}, {"is_staff": False}, None])
def test_an_operator_makes_an_administrator(capsys, client, account):
    if account is not None:
        UserFactory(username="ada", **account)
    choose(client, rescue(capsys, "ada", "--make"))
    sign_in(client, "ada", PHRASE)
    assert is_in(client)
    assert User.objects.get(username="ada").is_superuser


def test_the_log_names_nobody(capsys, caplog, boss):
    caplog.set_level("INFO")
    rescue(capsys, "boss")
    assert "rescued" in caplog.text
    assert "boss" not in caplog.text
