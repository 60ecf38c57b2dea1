"""Every answer of every address, as a production gives it: headers, cookies, and who may keep a copy."""

from collections.abc import Iterable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from portal.cookies import in_use
from tests.factories import UserFactory
from tests.security import production
from tests.security.addresses import HOST, NOT_SET_UP, REFUSES, Visit, visits
from tests.security.furnished import Site, furnished

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("URLs"),
    # Of providers whose addresses it will not keep for ever.
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning"),
    pytest.mark.thorough,
]
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "Reporting-Endpoints": 'csp="/csp-reports/"',
}
_FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "display-capture")
#: A file of somebody's: nothing of it runs or loads, in whatever a browser makes of it.
_FILE = "sandbox; default-src 'none'"
#: Shown in a frame of the editor's own page, and of no other site's.
_FRAMED = "admin/enquiries/enquirytype/<int:pk>/preview/"
#: What is about somebody, but for the addresses below.
_PERSONAL = ("admin/", "track/<", "suppliers/registration/", "suppliers/home/", "suppliers/document/")
_PERSONAL += ("suppliers/enter/", "suppliers/stop/", "suppliers/supplier/", "suppliers/leave/", "enquiries/<")
#: The same for everybody.
_IMPERSONAL = {"admin/jsi18n/": "the words of scripts"}


@pytest.fixture
def site() -> Site:
    return furnished()


@pytest.fixture
def in_production(settings) -> None:
    for name, value in production.settings().items():
        setattr(settings, name, value)
    settings.SUPPLIER_DIRECTORY = True
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": "name:word"}


def browser(who: str, site: Site) -> Client:
    """A browser at the production: of the administrator, who is a supplier as well, or of nobody."""
    client = Client(raise_request_exception=False)
    if who == "administrator":
        client.cookies[settings.SESSION_COOKIE_NAME] = site.client.cookies["session"].value
    return client


def faults_of(answer: HttpResponse, *, framed: bool = False) -> Iterable[str]:
    """Yield what is wrong with the headers and cookies of an answer."""
    yield from (f"{name}: {answer.get(name)}" for name in _ALWAYS if answer.get(name) != _ALWAYS[name])
    yield from (
        f"{name} is allowed" for name in _FEATURES if f"{name}=()" not in answer.get("Permissions-Policy", "")
    )
    if answer.get("X-Frame-Options") != ("SAMEORIGIN" if framed else "DENY"):
        yield f"X-Frame-Options: {answer.get('X-Frame-Options')}"
    yield from faults_of_policy(answer.get("Content-Security-Policy", ""), framed=framed)
    yield from (fault for cookie in answer.cookies.values() for fault in faults_of_cookie(cookie))


def faults_of_policy(policy: str, *, framed: bool = False) -> Iterable[str]:
    if policy == _FILE:
        return
    rules = dict(each.partition(" ")[::2] for each in policy.split("; "))
    wanted = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'" if framed else "'none'",
        "report-uri": "/csp-reports/",
        "report-to": "csp",
    }
    yield from (f"{name} {rules.get(name)}" for name in wanted if rules.get(name) != wanted[name])
    if "unsafe-inline" in policy or "unsafe-eval" in policy:
        yield policy


def faults_of_cookie(cookie) -> Iterable[str]:
    name = cookie.key
    # RFC 6265bis, 4.1.3.2: what the prefix promises.
    if not (
        name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
    ):
        yield f"{name}: no __Host- cookie"
    is_deleted = cookie["max-age"] == 0
    if not (cookie["httponly"] or is_deleted) or cookie["samesite"] not in ("Lax", "Strict"):
        yield f"{name}: {cookie.OutputString()}"


@pytest.mark.parametrize("who", ["administrator", "nobody"])
def test_every_answer_of_every_address(site, in_production, record_property, who):
    visited, faulty, open_to_copies, cookies = [], {}, {}, set()
    for visit in visits(site, browser(who, site)):
        visited.append((visit.route, visit.answer.status_code))
        if faults := list(faults_of(visit.answer, framed=visit.route == _FRAMED)):
            faulty[visit.address] = faults
        cookies |= set(visit.answer.cookies)
        if may_be_copied(visit):
            open_to_copies[visit.route] = visit.answer.get("Cache-Control")
    record_property("count", len(visited))

    assert faulty == {}
    assert open_to_copies == {}
    assert cookies <= {cookie.name for cookie in in_use()}
    assert {route for route, status in visited if status >= 500} <= {"readyz"}
    if who == "administrator":
        errors = {route for route, status in visited if status >= 400 and status != 405}
        assert {route for route in errors if not route.startswith(NOT_SET_UP)} == set(REFUSES)


def may_be_copied(visit: Visit) -> bool:
    """Return whether a proxy or a browser may keep what is about somebody."""
    personal = visit.route.startswith(_PERSONAL) and visit.route not in _IMPERSONAL
    kept = {"private", "no-store"}.isdisjoint(visit.answer.get("Cache-Control", "").split(", "))
    return personal and kept and visit.answer.status_code == 200


def test_a_message_to_staff_is_a_cookie_of_this_host_alone(site, in_production):
    """Only a button that was pressed sets it, which no walk does."""
    client = browser("administrator", site)
    client.get("/admin/intake/tag/add/", secure=True, SERVER_NAME=HOST)
    answer = client.post("/admin/intake/tag/add/", {"name": "new"}, secure=True, SERVER_NAME=HOST)
    assert set(answer.cookies) - {cookie.name for cookie in in_use()} == set()
    assert "__Host-messages" in answer.cookies
    assert list(faults_of(answer)) == []


def test_who_signs_in_has_a_cookie_of_this_host_alone(in_production):
    UserFactory(username="ada", administrator=True)
    typed = {"login": "ada", "username": "ada", "password": "correct horse battery staple"}
    answer = Client().post("/admin/login/", typed, secure=True, SERVER_NAME=HOST)
    assert (answer.status_code, set(answer.cookies)) == (302, {"__Host-session", "__Host-csrf"})
    assert list(faults_of(answer)) == []
