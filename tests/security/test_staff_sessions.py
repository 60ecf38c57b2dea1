"""Sessions of staff: new keys, an end when nobody uses them, an end for all of them."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client

from intake import staff_sessions
from intake.models import StaffSession
from tests.factories import PASSWORD, UserFactory
from tests.intake.admin.staff import Page, fields_of
from tests.security import production
from tests.security.addresses import HOST
from tests.security.staff_door import FIREFOX, YOURS, has_app, is_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in"), pytest.mark.thorough]

NINE = dt.datetime(2026, 3, 4, 9, 0, tzinfo=dt.UTC)
_KEY = "session"


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


def key_of(client: Client) -> str:
    return client.cookies[_KEY].value


def at_work(client: Client, clock, *, hours: int) -> None:
    """Open a page every hour."""
    for _ in range(hours):
        clock.shift(dt.timedelta(hours=1))
        client.get("/admin/")


def test_signing_in_gives_the_session_a_new_key(client, ada):
    session = client.session
    session["planted"] = True
    session.save()
    planted = key_of(client)
    sign_in(client, "ada")
    assert key_of(client) != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_second_factor_gives_it_another(client, ada):
    from tests.security.test_second_factor import set_up_app

    sign_in(client, "ada")
    before = key_of(client)
    set_up_app(client)
    assert key_of(client) != before
    assert is_in(client)


def test_who_was_here_before_is_out_before_the_second_step(client, ada):
    has_app(UserFactory(username="grace"))
    sign_in(client, "ada")
    sign_in(client, "grace")
    assert not is_in(client)


def test_its_cookie_is_this_hosts_alone_and_out_of_reach_of_scripts_and_other_sites(client, ada, settings):
    for name, value in production.settings().items():
        setattr(settings, name, value)
    cookie = sign_in(client, "ada", secure=True, SERVER_NAME=HOST).cookies["__Host-session"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_a_session_ends_when_nobody_uses_it_for_eight_hours(client, ada, clock):
    sign_in(client, "ada")
    clock.shift(dt.timedelta(hours=7, minutes=59))
    assert is_in(client)
    clock.shift(dt.timedelta(hours=7, minutes=59))
    assert is_in(client)
    clock.shift(dt.timedelta(hours=8, minutes=1))
    assert not is_in(client)


def test_a_session_ends_after_a_day_however_much_it_is_used(client, ada, clock):
    sign_in(client, "ada")
    at_work(client, clock, hours=23)
    assert is_in(client)
    clock.shift(dt.timedelta(hours=1, minutes=1))
    assert not is_in(client)


def test_a_page_that_is_open_by_itself_keeps_no_session_alive(client, ada, clock):
    sign_in(client, "ada")
    for _ in range(9):
        clock.shift(dt.timedelta(minutes=55))
        client.get("/admin/", headers={"Sec-Fetch-Mode": "cors"})
    assert not is_in(client)


def test_not_every_page_writes_the_session(client, ada, clock, django_assert_num_queries):
    sign_in(client, "ada")
    clock.shift(dt.timedelta(minutes=4))
    before = Session.objects.get(session_key=key_of(client)).expire_date
    client.get("/admin/")
    assert Session.objects.get(session_key=key_of(client)).expire_date == before
    clock.shift(dt.timedelta(minutes=2))
    client.get("/admin/")
    assert Session.objects.get(session_key=key_of(client)).expire_date > before


def test_signing_out_everywhere_ends_every_session_at_once(ada):
    here, there, other = Client(), Client(), Client()
    for each in (here, there):
        sign_in(each, "ada")
    sign_in(other, UserFactory(username="grace").username)
    here.post(f"{YOURS}everywhere/")
    assert [is_in(each) for each in (here, there, other)] == [False, False, True]


def test_it_is_a_button_and_no_link(client, ada):
    sign_in(client, "ada")
    assert client.get(f"{YOURS}everywhere/").status_code == 405
    assert is_in(client)


def test_a_session_that_was_ended_does_not_come_back_by_a_late_answer(client, ada):
    """Another tab's request is still under way, with the session in its hands."""
    sign_in(client, "ada")
    late = client.session
    assert late["_auth_user_id"]
    staff_sessions.end_all(ada)
    late["late"] = True
    with pytest.raises(UpdateError):
        late.save()
    assert not is_in(client)


def test_ones_own_sessions_are_listed(client, ada):
    sign_in(client, "ada", HTTP_USER_AGENT=FIREFOX)
    sign_in(Client(), "ada")
    text = Page(client.get(YOURS)).text
    assert "Firefox on Linux" in text
    assert text.count("(this one)") == 1
    assert text.count("since ") == 2


def test_the_list_asks_as_often_however_many_there_are(client, ada, django_assert_num_queries):
    sign_in(client, "ada")
    client.get(YOURS)
    for number in range(20):
        StaffSession.objects.create(user=ada, session_key=f"gone{number}")
    with django_assert_num_queries(7):
        client.get(YOURS)


def test_changing_the_password_ends_the_other_sessions(ada):
    here, there = Client(), Client()
    for each in (here, there):
        sign_in(each, "ada")
    new = {"new_password1": "a long new phrase", "new_password2": "a long new phrase"}
    here.post("/admin/password_change/", {"old_password": PASSWORD, **new})
    assert [is_in(here), is_in(there)] == [True, False]
    assert "(this one)" in Page(here.get(YOURS)).text
    staff_sessions.end_all(ada)
    assert not is_in(here)


@pytest.mark.parametrize("changed", [{"is_active": ""}, {"is_superuser": "on"}])
def test_what_an_account_may_do_changes_and_its_sessions_end(client, ada, changed):
    boss, theirs = UserFactory(username="boss", administrator=True), client
    sign_in(theirs, "ada")
    at = Client()
    at.force_login(boss)
    form = Page(at.get(f"/admin/auth/user/{ada.pk}/change/")).soup.select_one("#user_form")
    fields = {**fields_of(form), **changed}
    fields = {name: value for name, value in fields.items() if value != ""}
    assert at.post(f"/admin/auth/user/{ada.pk}/change/", fields).status_code == 302
    ada.refresh_from_db()
    assert not is_in(theirs)
    assert not StaffSession.objects.filter(user=ada).exists()
    ada.is_active = True
    ada.save()
    assert not is_in(theirs)


def test_who_changes_what_they_may_do_themselves_goes_on_by_a_new_key(client, ada):
    UserFactory(administrator=True)
    ada.is_superuser = True
    ada.save()
    sign_in(client, "ada")
    before = key_of(client)
    address = f"/admin/auth/user/{ada.pk}/change/"
    fields = fields_of(Page(client.get(address)).soup.select_one("#user_form"))
    del fields["is_superuser"]
    client.post(address, fields)
    ada.refresh_from_db()
    assert not ada.is_superuser
    assert key_of(client) != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_administrator_ends_a_colleagues_sessions_from_the_list(client, ada):
    has_app(ada)
    client.force_login(ada)
    at = Client()
    at.force_login(UserFactory(username="boss", administrator=True))
    at.post("/admin/auth/user/", {"action": "end_sign_in", "_selected_action": ada.pk})
    assert not is_in(client)


def test_sessions_of_long_ago_are_forgotten(client, ada, clock):
    sign_in(client, "ada")
    clock.shift(dt.timedelta(hours=49))
    assert staff_sessions.forget_old() == 1


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iOS"),
        ("", ""),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(says, name):
    assert staff_sessions.browser_name(says) == name
