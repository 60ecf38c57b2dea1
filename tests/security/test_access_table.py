"""Every address of the site, asked by every role for what is theirs and what is another queue's.

The table says what each gets: `tests/security/access_table.py`, which also says how a row is added.
"""

import itertools
from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase

from tests.security import access_page
from tests.security.access_addresses import address, sides_of
from tests.security.access_rows import ROWS
from tests.security.access_table import ROLES, Row
from tests.security.access_world import World, a_world, untold
from tests.security.asking import ask, tables_written, text_of, undone
from tests.security.urls_of_site import Url, urls

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(600),  # the world is made by the first of them
    pytest.mark.thorough,
]

URLS = {url.name: url for url in urls()}
TABLE = {row.name: row for row in ROWS}
#: What an attacker adds to every form.
FORGED = {
    "version": "1",
    "reference": "X",
    "priority": "40",
    "is_staff": "on",
    "is_superuser": "on",
    "role": "lead",
    "groups": "1",
}
_KEYS = """
    BREVO_API_KEY MAILERSEND_INBOUND_SECRET MAILERSEND_SIGNING_SECRET MAILGUN_WEBHOOK_SIGNING_KEY
    MAILTRAP_API_TOKEN MANDRILL_WEBHOOK_KEY POSTAL_WEBHOOK_KEY RESEND_API_KEY SENDINBLUE_API_KEY
    UNISENDER_GO_API_KEY
"""
#: Written by whoever is signed in: that they are.
_OF_SESSIONS = "django_session"
_BY_STATUS = {200: "opens", 204: "opens", 409: "opens", 422: "opens", 503: "unavailable"}
_REFUSALS = {400: "refused", 401: "refused", 403: "forbidden", 404: "hidden", 405: "refused"}
_DOORS = ("/admin/login/", "/suppliers/register/?next=")


@pytest.fixture(scope="module")
def world(rows_of_module) -> World:
    return a_world()


@pytest.fixture
def hooks(settings) -> None:
    """Webhooks as a production has them: each with a secret."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "user:secret"} | dict.fromkeys(_KEYS.split(), "key")


@pytest.mark.security("URLs")
def test_the_table_has_each_address_of_the_site_once_and_no_other(record_property):
    record_property("count", len(URLS))
    assert {name: URLS[name].route for name in URLS.keys() - TABLE.keys()} == {}, "have no row"
    assert sorted(TABLE.keys() - URLS.keys()) == [], "are no address of the site any more"
    assert len(TABLE) == len(ROWS), "there are two rows for one address"
    assert len(URLS) == len(urls()), "two addresses have one name"


def test_the_page_of_the_table_says_what_the_table_says():
    assert access_page.PAGE.read_text() == access_page.page(), "run python -m tests.security.access_page"


@pytest.mark.security("permission rows")
@pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailWarning")
@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_what_the_table_says(name, world, hooks, record_property):
    if name not in URLS:
        pytest.skip("no address of the site: see the test of the whole table")
    with undone():
        sides = sides_of(URLS[name], world)
    asked = list(itertools.product(sides, ROLES, ("GET", "POST")))
    record_property("count", len(asked))
    differ = [found for each in asked for found in _differs(world, URLS[name], TABLE[name], *each)]
    assert differ == []


def _differs(world: World, url: Url, row: Row, side: str, role: str, method: str) -> Iterator[str]:
    """What an answer has that the table does not say."""
    expected = (row.get if method == "GET" else row.post).of(role, side)
    with undone():
        where = address(url, world, side, role)
        with tables_written() as written:
            response = ask(world.clients[role], where, method, FORGED | row.sends)
        got = _answer(url, response)
    which = f"{url.name} {side} {role} {method}"
    if got != expected:
        yield f"{which}: {got}, the table says {expected}"
    allowed = {_OF_SESSIONS, *row.writes} if expected == "opens" else {_OF_SESSIONS}
    may_write = method == "POST" and (expected == "opens" or row.signs_out)
    if written - allowed and not may_write:
        yield f"{which}: writes {sorted(written - allowed)}"
    said = text_of(response)
    for word in untold(role):
        if word in said:
            yield f"{which}: says {word}"


def _answer(url: Url, response: HttpResponseBase) -> str:
    """Return what an answer is called in the table."""
    if response.status_code in _REFUSALS:
        return _REFUSALS[response.status_code]
    if response.status_code not in (301, 302, 303):
        return _BY_STATUS.get(response.status_code, f"status {response.status_code}")
    where = response["Location"]
    if where.startswith(_DOORS):
        return "sign-in"
    # Django's admin leads there from what it does not find.
    if where == "/admin/" and "object_id" in url.route:
        return "hidden"
    return "opens" if where.startswith(("/", "#")) and not where.startswith("//") else f"leads to {where}"
