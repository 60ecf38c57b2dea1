"""The door: a link by email, spent by pressing a button; every misuse of it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from intake.models import Message
from suppliers import door, tasks
from suppliers.models import SignInLink
from tests.enquiries.visitor import Page
from tests.factories import UserFactory, catch_all_queue, procurement_queue
from tests.suppliers.public.people import EMAIL, Person, link_path

pytestmark = [pytest.mark.django_db, pytest.mark.security("tokens")]

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def queue(db):
    """The queue whose name the link bears."""
    catch_all_queue()
    queue = procurement_queue()
    queue.reply_to = "procurement@example.org"
    queue.save()
    return queue


def asks(client, email=EMAIL, **more):
    return client.post("/suppliers/register/", {"email": email}, **more)


def test_a_link_lets_the_owner_of_an_address_in(client, deliver_outbox):
    answer = asks(client, " Ada@LeaBridge.example.com ")
    assert (answer.status_code, answer["Location"]) == (303, "/suppliers/register/sent/")
    email = deliver_outbox()[0]
    assert (email["To"], email["Reply-To"]) == (EMAIL, "procurement@example.org")
    page = Page(client.get(link_path()))
    assert page.soup.select_one("main form button").text == "Continue"
    entered = client.post(link_path(), {"next": ""})
    assert (entered.status_code, entered["Location"]) == (303, "/suppliers/home/")
    assert EMAIL in client.get("/suppliers/home/").content.decode()


def test_only_the_hash_of_a_token_is_stored(client):
    asks(client)
    token = link_path().split("/")[3]
    link = SignInLink.objects.get()
    assert len(token) == 32
    assert token not in str(SignInLink.objects.values().get())
    assert link.expires_at - link.created_at == pytest.approx(
        dt.timedelta(minutes=30), abs=dt.timedelta(1e-5)
    )


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_spends_nothing(client, method):
    asks(client)
    for _ in range(3):
        assert getattr(client, method)(link_path()).status_code == 200
    assert client.post(link_path()).status_code == 303


def test_a_link_works_once(client):
    asks(client)
    client.post(link_path())
    other = Client()
    for answer in (other.get(link_path()), other.post(link_path())):
        page = Page(answer)
        assert (page.status, page.soup.h1.text) == (404, "This link does not work any more")
        assert page.control("email")
    assert other.get("/suppliers/home/").status_code == 303


def test_a_button_pressed_twice_leads_in_twice(client):
    asks(client)
    assert [client.post(link_path()).status_code for _ in range(2)] == [303, 303]
    assert client.get(link_path())["Location"] == "/suppliers/home/"


def test_a_link_is_dead_after_half_an_hour(client):
    with time_machine.travel(NOW, tick=False) as clock:
        asks(client)
        clock.shift(dt.timedelta(minutes=29, seconds=59))
        assert client.get(link_path()).status_code == 200
        clock.shift(dt.timedelta(seconds=1))
        assert client.get(link_path()).status_code == client.post(link_path()).status_code == 404


def test_a_token_that_was_made_up_opens_nothing(client):
    assert client.post("/suppliers/enter/let-me-in/").status_code == 404


def test_the_answer_is_the_same_for_who_is_known_and_who_is_not(client):
    Person().comes_in().begins()
    known, unknown = asks(client), asks(client, "stranger@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert {message.recipient for message in Message.objects.all()} == {EMAIL, "stranger@example.org"}


def test_an_address_that_is_none_is_refused(client):
    page = Page(asks(client, "ada@"))
    assert page.status == 422
    assert page.errors() == ["Enter an email address in the correct format, like name@example.com"]
    assert not SignInLink.objects.exists()


def test_five_links_an_hour_go_to_one_address(client):
    with time_machine.travel(NOW, tick=False) as clock:
        answers = {asks(client, address)["Location"] for address in [EMAIL, EMAIL.upper()] * 4}
        assert answers == {"/suppliers/register/sent/"}
        assert Message.objects.count() == 5
        clock.shift(dt.timedelta(hours=1, seconds=1))
        asks(client)
        assert Message.objects.count() == 6


def test_thirty_links_an_hour_go_out_for_one_client(client):
    for number in range(33):
        asks(client, f"person{number}@example.org")
    assert Message.objects.count() == door.LINKS_PER_CLIENT
    asks(client, "other@example.org", REMOTE_ADDR="192.0.2.7")
    assert Message.objects.count() == door.LINKS_PER_CLIENT + 1
    assert "192.0.2.7" not in str(list(SignInLink.objects.values()))


def test_behind_a_proxy_the_client_is_whom_the_proxy_names(client, settings):
    settings.SITE_IS_HTTPS, settings.SECURE_SSL_REDIRECT = True, False
    for address in ("spoofed, 192.0.2.1", "192.0.2.1", "192.0.2.2"):
        asks(client, X_FORWARDED_FOR=address, headers={"X-Forwarded-For": address})
    assert len(set(SignInLink.objects.values_list("client_hash", flat=True))) == 2


def test_whoever_is_not_in_is_asked_and_comes_back_to_where_they_were(client):
    answer = client.get("/suppliers/home/?a=b")
    assert answer["Location"] == "/suppliers/register/?next=%2Fsuppliers%2Fhome%2F%3Fa%3Db"
    client.post("/suppliers/register/", {"email": EMAIL, "next": "/suppliers/home/?a=b"})
    text = Message.objects.get().text
    assert "/?next=/suppliers/home/%3Fa%3Db" in text
    page = Page(client.get(link_path() + "?next=/suppliers/home/%3Fa%3Db"))
    assert (
        client.post(link_path(), {"next": page.control("next")["value"]})["Location"]
        == "/suppliers/home/?a=b"
    )


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/",
        "//evil.example/suppliers/",
        "/admin/",
        "/suppliers/../admin/",
        "/suppliers//evil.example/",
        "/suppliers/\\evil.example",
        "/suppliers/home/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/suppliers/home/?next=https://evil.example",
    ],
)
def test_nobody_is_led_to_anywhere_else(client, then):
    asks(client)
    assert client.post(link_path(), {"next": then})["Location"] == "/suppliers/home/"
    assert client.get("/suppliers/register/", {"next": then})["Location"] == "/suppliers/home/"


def test_links_long_dead_are_forgotten_with_their_emails(client):
    with time_machine.travel(NOW, tick=False) as clock:
        asks(client)
        clock.shift(dt.timedelta(days=6))
        asks(client)
        tasks.forget_old_links()
        assert SignInLink.objects.count() == Message.objects.count() == 2
        clock.shift(dt.timedelta(days=2))
        tasks.forget_old_links()
        assert SignInLink.objects.count() == Message.objects.count() == 1


def test_the_session_gets_a_new_key_when_somebody_comes_in(client):
    session = client.session
    session["known"] = "beforehand"
    session.save()
    client.cookies["session"] = session.session_key
    asks(client)
    client.post(link_path())
    assert client.cookies["session"].value != session.session_key
    assert client.session["supplier"]["email"] == EMAIL


def test_a_person_stays_in_as_long_as_they_use_it(client):
    with time_machine.travel(NOW, tick=False) as clock:
        asks(client)
        client.post(link_path())
        for _ in range(3):
            clock.shift(dt.timedelta(hours=7, minutes=59))
            assert client.get("/suppliers/home/").status_code == 200
        clock.shift(dt.timedelta(hours=8, seconds=1))
        assert client.get("/suppliers/home/").status_code == 303


def test_after_a_day_a_person_comes_in_anew_however_much_they_use_it(client):
    with time_machine.travel(NOW, tick=False) as clock:
        asks(client)
        client.post(link_path())
        for _ in range(4):
            clock.shift(dt.timedelta(hours=6))
            assert client.get("/suppliers/home/").status_code == 200
        clock.shift(dt.timedelta(seconds=1))
        assert client.get("/suppliers/home/").status_code == 303


def test_staff_who_come_in_as_a_supplier_stay_staff_for_no_longer(client):
    staff = UserFactory()
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(staff)
        asks(client)
        client.post(link_path())
        clock.shift(dt.timedelta(hours=7))
        assert client.get("/suppliers/home/").status_code == 200
        clock.shift(dt.timedelta(hours=1, seconds=1))
        assert client.get("/suppliers/home/").status_code == 303
        assert client.get("/admin/").status_code == 302


def test_staff_who_work_on_do_not_stay_in_as_a_supplier(client):
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(UserFactory())
        asks(client)
        client.post(link_path())
        for _ in range(9):
            clock.shift(dt.timedelta(hours=1))
            assert client.get("/admin/").status_code == 200
        assert client.get("/suppliers/home/").status_code == 303


def test_leaving_is_a_button_and_no_link(client):
    asks(client)
    client.post(link_path())
    assert client.get("/suppliers/leave/").status_code == 405
    assert client.get("/suppliers/home/").status_code == 200


def test_who_leaves_is_out_and_staff_stay_in(client):
    client.force_login(UserFactory())
    asks(client)
    client.post(link_path())
    assert client.post("/suppliers/leave/")["Location"] == "/suppliers/"
    assert client.get("/suppliers/home/").status_code == 303
    assert client.get("/admin/").status_code == 200


def test_the_pages_stay_out_of_caches_and_search_engines(client):
    asks(client)
    answers = [client.get(link_path()), client.post(link_path()), client.get("/suppliers/home/")]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_no_key_is_written_to_the_log(client, caplog):
    asks(client)
    client.get(link_path())
    assert link_path().split("/")[3] not in caplog.text
