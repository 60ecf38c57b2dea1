"""Every answer tells the browser to allow nothing that the pages do not need."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings

from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("URLs")]
#: One of every kind of answer: pages, redirects, errors, files, and what machines ask.
ADDRESSES = [
    *("/", "/contacts/", "/enquiries/", "/enquiries/press/", "/track/", "/suppliers/", "/suppliers/home/"),
    *("/admin/", "/admin/login/", "/admin/intake/submission/", "/no/such/page/", "/track/nobody/"),
    *("/healthz", "/readyz", "/metrics", "/.well-known/security.txt", "/enquiries/schools/?q=x"),
    *("/static/portal/favicon.svg", "/anymail/postmark/tracking/"),
]


@pytest.fixture(autouse=True)
def webhooks(settings):
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": "name:word"}


@pytest.mark.security("URLs")
@pytest.mark.parametrize("signed_in", [False, True], ids=["public", "staff"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(client, address, signed_in):
    if signed_in:
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.security("URLs")
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_cookie_is_readable_by_scripts_or_sent_from_other_sites(client, address):
    for cookie in client.get(address).cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.security("hosts")
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "portal.example.org.evil.example",
        "evil.example:80",
        "portal.example.org@evil",
        "[::1",
        "",
    ],
)
def test_a_forged_host_reaches_no_page_and_no_link(client, settings, host):
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    answer = client.get("/track/", headers={"host": host}, SERVER_NAME="evil.example")
    assert answer.status_code == 400
    assert b"evil" not in answer.content


@pytest.mark.security("hosts")
def test_without_a_proxy_nobody_says_that_it_is_https(client):
    answer = client.get("/track/", headers={"x-forwarded-proto": "https", "x-forwarded-ssl": "on"})
    assert not answer.wsgi_request.is_secure()


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("mailto:security@example.org", "Contact: mailto:security@example.org"),
        ("", f"Contact: {settings.SITE_URL}/contacts/"),
    ],
)
def test_who_finds_a_hole_is_told_whom_to_tell(client, settings, contact, line):
    settings.SECURITY_CONTACT = contact
    with time_machine.travel(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)):
        answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert line in lines
    assert "Expires: 2027-05-30T00:00:00Z" in lines
