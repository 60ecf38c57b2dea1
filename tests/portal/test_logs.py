"""Log lines tell nothing of the visitor."""

import io
import json
import logging

import pytest

from portal import logs


@pytest.fixture
def log():
    """What the portal would print."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logs.formatter(json=True))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler.stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db
def test_a_request_is_logged_without_address_browser_or_tracking_key(client, log):
    client.get("/track/abcdefghijklmnop/", HTTP_USER_AGENT="Secret Browser", REMOTE_ADDR="192.0.2.77")

    printed = log()

    assert json.loads(printed.splitlines()[0])["request"] == "GET /track/…/"
    for secret in ("abcdefghijklmnop", "Secret Browser", "192.0.2.77"):
        assert secret not in printed


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["enter", "stop"])
def test_the_keys_in_suppliers_links_are_not_logged(client, log, page):
    client.get(f"/suppliers/{page}/abcdefghijklmnop:q/")

    assert json.loads(log().splitlines()[0])["request"] == f"GET /suppliers/{page}/…/"


def test_a_line_of_any_library_is_cleaned(log):
    logging.getLogger("somebody.else").warning("Not found: %s", "/track/abcdefghijklmnop/")

    assert json.loads(log())["event"] == "Not found: /track/…/"
