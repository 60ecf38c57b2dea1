"""Log lines tell nothing of the visitor."""

import io
import json
import logging

import pytest

from portal import logs

pytestmark = pytest.mark.security("privacy")


@pytest.fixture
def log(request):
    """What the portal would print, as JSON unless the test asks otherwise."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logs.formatter(json=getattr(request, "param", True)))
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


@pytest.mark.django_db
def test_what_is_searched_for_is_not_logged(client, log):
    client.get("/enquiries/schools/?q=jo@example.com")

    assert json.loads(log().splitlines()[0])["request"] == "GET /enquiries/schools/"
    assert "jo@" not in log()


@pytest.mark.parametrize("log", [True, False], indirect=True, ids=["json", "terminal"])
def test_an_error_is_logged_with_its_place_and_no_values(log):
    def broken(secret: str) -> None:
        raise RuntimeError("it broke")

    try:
        broken("@".join(["jo", "example.com"]))
    except RuntimeError:
        logging.getLogger("portal").exception("Internal Server Error")

    assert "it broke" in log()
    assert "in broken" in log()
    assert "jo@example.com" not in log()


@pytest.mark.parametrize(
    ("library", "said"),
    [
        ("httpx", "HTTP Request: GET https://api.example.org/company/01234567"),
        ("celery.worker.strategy", "Task received: ('jo@example.com',)"),
        ("celery.app.trace", "Task succeeded: ('Jo',)"),
        ("django.server", "GET /track/abc/"),
    ],
)
def test_no_library_tells_what_was_asked_or_done(log, library, said):
    logging.getLogger(library).info(said)

    assert log() == ""
