"""Answers that no view means to give: errors, redirects and files have the headers of any other."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from portal import views
from tests.factories import catch_all_queue
from tests.security import production
from tests.security.addresses import HOST
from tests.security.test_headers_everywhere import faults_of, in_production  # noqa: F401 - a fixture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("URLs"),
    pytest.mark.usefixtures("in_production"),
    pytest.mark.thorough,
]


def asks(address: str, *, method: str = "get", from_our_form: bool = True, **more) -> HttpResponse:
    client = Client(enforce_csrf_checks=not from_our_form, raise_request_exception=False)
    return getattr(client, method)(address, **{"secure": True, "SERVER_NAME": HOST, **more})


def failing(monkeypatch, error: Exception) -> HttpResponse:
    """Ask for a page whose work fails."""

    def fail():
        raise error

    monkeypatch.setattr(views.public_contacts, "listed", fail)
    return asks("/contacts/")


def of_static_file(tmp_path, settings) -> HttpResponse:
    (tmp_path / "x.css").write_text("p {}")
    settings.STATIC_ROOT = tmp_path
    answer = asks("/static/x.css")
    assert answer.getvalue() == b"p {}"
    return answer


ANSWERS = {
    "a host that is not ours": (400, lambda: asks("/", SERVER_NAME="evil.example")),
    "a form that is too large": (
        400,
        lambda: asks(
            "/track/",
            method="post",
            data=b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
            content_type="application/x-www-form-urlencoded",
        ),
    ),
    "no such page": (404, lambda: asks("/no/such/page/")),
    "a key that opens nothing": (404, lambda: asks("/track/nobody/")),
    "no such file": (404, lambda: asks("/static/none.css")),
    "a method that is not taken": (405, lambda: asks("/contacts/", method="delete")),
    "a report that is too large": (
        413,
        lambda: asks(
            "/csp-reports/", method="post", data=b"x" * 20_000, content_type="application/csp-report"
        ),
    ),
    "a form from elsewhere": (
        403,
        lambda: asks("/track/", method="post", data={"reference": "x"}, from_our_form=False),
    ),
    "a webhook without its password": (
        400,
        lambda: asks(
            "/anymail/postmark/tracking/", method="post", data=b"{}", content_type="application/json"
        ),
    ),
    "a slash is missing": (301, lambda: asks("/contacts")),
    "who is not signed in": (302, lambda: asks("/admin/intake/submission/")),
    "a question without an answer": (200, lambda: asks("/contacts/", method="head")),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_that_is_no_page(what):
    catch_all_queue()
    status, ask = ANSWERS[what]
    answer = ask()
    assert answer.status_code == status
    assert list(faults_of(answer)) == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("broken"), 500),
        (OperationalError("away"), 503),
        (PermissionDenied("no"), 403),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else "",
)
def test_a_view_that_fails(monkeypatch, error, status):
    answer = failing(monkeypatch, error)
    assert answer.status_code == status
    assert list(faults_of(answer)) == []


def test_a_static_file(tmp_path, settings):
    assert list(faults_of(of_static_file(tmp_path, settings))) == []


def test_without_https_nothing_is_answered_but_the_way_to_it():
    answer = asks("/track/", secure=False)
    assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/track/")
    # A browser ignores HSTS that comes without HTTPS (RFC 6797, 8.1).
    assert [fault for fault in faults_of(answer) if not fault.startswith("Strict-Transport")] == []
    assert not answer.content


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_asked_from_inside_without_https(path):
    assert asks(path, secure=False).status_code in (200, 503)


class TestHosts:
    """Whatever host a request names: no page, no link and no redirect has it."""

    FORGED = [
        "evil.example",
        f"{HOST}.evil.example",
        "evil.example:443",
        f"{HOST}@evil.example",
        f"evil.example@{HOST}",
        f"{HOST}:80@evil.example",
        f"{HOST}:evil",
        f"{HOST}/evil.example",
        f"evil{HOST}",
        f"{HOST}, evil.example",
        "[::1",
        "127.0.0.1.evil.example",
        f"{HOST}\\.evil.example",
        "",
    ]
    pytestmark = pytest.mark.security("hosts")

    @pytest.mark.parametrize("host", FORGED)
    def test_a_forged_host_is_refused(self, host):
        answer = asks("/track/", HTTP_HOST=host, SERVER_NAME="evil.example")
        assert answer.status_code == 400
        assert b"evil" not in answer.content
        assert list(faults_of(answer)) == []

    @pytest.mark.parametrize("host", FORGED)
    def test_the_redirect_to_https_leads_to_us_whatever_the_host(self, host):
        answer = asks("/track/", secure=False, HTTP_HOST=host, SERVER_NAME="evil.example")
        assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/track/")

    @pytest.mark.parametrize(
        "header",
        [
            "X-Forwarded-Host",
            "X-Host",
            "X-Forwarded-Server",
            "Forwarded",
            "X-Original-Host",
            "X-HTTP-Host-Override",
        ],
    )
    @pytest.mark.parametrize("path", ["/track/", "/contacts", "/admin/", "/.well-known/security.txt"])
    def test_a_header_that_names_another_host_is_not_heard(self, header, path):
        said = "for=1.2.3.4;host=evil.example" if header == "Forwarded" else "evil.example"
        answer = asks(path, headers={header: said})
        assert "evil" not in answer.text + str(answer.headers)

    def test_a_port_is_no_other_host(self):
        assert asks("/contacts/", HTTP_HOST=f"{HOST}:443").status_code == 200

    @pytest.mark.parametrize(
        "path", ["//evil.example/contacts", "/\\evil.example/contacts", "///evil.example"]
    )
    def test_a_path_that_looks_like_a_host_leads_nowhere_else(self, path):
        answer = asks("/", PATH_INFO=path)
        assert answer.status_code == 404
        assert "Location" not in answer


def test_the_deploy_check_finds_nothing_in_a_production():
    check = production.runs("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (check.returncode, check.stderr) == (0, "")


@pytest.mark.parametrize(
    "changed",
    [
        {"SITE_URL": "http://portal.example.org"},
        {"ANYMAIL_WEBHOOK_SECRET": ""},
    ],
    ids=lambda each: next(iter(each)),
)
def test_the_deploy_check_finds_what_is_wrong(changed):
    check = production.runs("manage.py", "check", "--deploy", "--fail-level", "WARNING", **changed)
    assert check.returncode == 1
