"""Who is at the other end of a request."""

import pytest
from django.test import RequestFactory

from intake import clients


def test_the_address_is_the_connections_own():
    assert clients.address_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")) == "203.0.113.7"


def test_behind_a_proxy_it_is_the_one_that_the_proxy_added(settings):
    settings.SITE_IS_HTTPS = True
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9", REMOTE_ADDR="10.0.0.1")
    assert clients.address_of(request) == "203.0.113.9"


def test_without_a_proxy_what_the_client_says_of_itself_is_not_believed():
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="6.6.6.6", REMOTE_ADDR="203.0.113.7")
    assert clients.address_of(request) == "203.0.113.7"


def test_an_address_of_ipv4_is_the_same_where_the_server_listens_for_both():
    assert clients.address_of(RequestFactory().get("/", REMOTE_ADDR="::ffff:203.0.113.7")) == "203.0.113.7"
    assert clients.address_of(RequestFactory().get("/", REMOTE_ADDR="2001:db8::1")) == "2001:db8::1"


def test_a_digest_tells_clients_apart_and_cannot_be_made_without_our_key(settings):
    one = clients.digest("203.0.113.7")
    assert one == clients.digest("203.0.113.7") != clients.digest("203.0.113.8")
    settings.SECRET_KEY = "another"
    assert one != clients.digest("203.0.113.7")


def test_all_addresses_of_one_subscriber_are_one():
    assert clients.digest("2001:db8:0:1::5") == clients.digest("2001:db8:0:1:ffff::9")
    assert clients.digest("2001:db8:0:1::5") != clients.digest("2001:db8:0:2::5")


@pytest.mark.parametrize("address", ["", "unknown", "127.0.0.1", "::1"])
def test_this_machine_and_nothing_are_no_client(address):
    assert clients.digest(address) == ""
