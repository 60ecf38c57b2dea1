"""What an auditor asks of the ASVS that no other test says: configuration, cryptography, methods, caches."""

import ast
import io
import json
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import Client, override_settings
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from portal import logs
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "intake", "enquiries", "suppliers")
MODULES = [
    path.relative_to(ROOT)
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if not {"migrations", "demo"} & set(path.parts)
]
INVENTORY = (ROOT / "docs" / "security-inventory.md").read_text()
CRYPTOGRAPHY = {"hashlib", "hmac", "secrets", "random", "cryptography", "jwt"}
DJANGOS = {"django.core.signing", "django.utils.crypto"}


# ------------------------------------------------------------------------------------- cryptography
def imported(module: Path) -> set[str]:
    """The full names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_use_of_cryptography_is_in_the_inventory():
    users = [
        m for m in MODULES if {n.split(".")[0] for n in imported(m)} & CRYPTOGRAPHY or imported(m) & DJANGOS
    ]

    assert len(users) > 20
    assert [str(module) for module in users if f"`{module}`" not in INVENTORY] == []


def test_no_weak_hash_is_used():
    weak = re.compile(r"\b(md5|sha1|MD5|SHA1|RC4|ARC4|TripleDES|Blowfish|ECB)\b")
    # Without an algorithm, Django's salted_hmac takes SHA-1.
    bare = re.compile(r"salted_hmac\((?![^)]*algorithm=\"sha256\")")
    for module in MODULES:
        text = (ROOT / module).read_text()
        assert weak.search(text) is None, module
        assert bare.search(text) is None, module


def test_passwords_are_kept_by_a_function_that_takes_its_time():
    from django.conf import global_settings

    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        kept = make_password("correct horse battery")
        hasher = identify_hasher(kept)
        decoded = hasher.decode(kept)
    assert "PASSWORD_HASHERS" not in (ROOT / "portal" / "settings.py").read_text()
    assert hasher.algorithm == "pbkdf2_sha256"
    # OWASP's figure of 2023; Django's grows with each version.
    assert decoded["iterations"] >= 600_000


# --------------------------------------------------------------------------------------------- HTTP
@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/", "/enquiries/press/", "/track/", "/admin/login/", "/.well-known/security.txt", "/no/page/"],
)
def test_text_says_its_charset(client, address):
    kind = client.get(address).headers["Content-Type"]
    assert re.fullmatch(r"text/(html|plain); charset=utf-8", kind)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/enquiries/press/", "/track/", "/suppliers/", "/admin/", "/healthz"]
)
def test_trace_tells_nothing(client, address):
    answer = client.trace(address, HTTP_X_MARKER="planted-marker")
    assert "planted-marker" not in answer.content.decode()
    assert "message/http" not in answer.headers.get("Content-Type", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/.git/HEAD",
        "/.env",
        "/manage.py",
        "/portal/settings.py",
        "/static/",
        "/static/portal/",
        "/uploads/",
        "/static/../manage.py",
    ],
)
def test_nothing_of_the_repository_is_served(client, address):
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert "Index of" not in answer.content.decode()


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
    ],
)
def test_gunicorn_refuses_a_request_with_two_lengths(lengths):
    head = f"POST / HTTP/1.1\r\nHost: portal.example.org\r\n{lengths}\r\n\r\n"
    raw = f"{head}0\r\n\r\nGET /admin/ HTTP/1.1\r\n\r\n"
    with pytest.raises(ParseException):
        next(RequestParser(Config(), io.BytesIO(raw.encode()), ("192.0.2.1", 1)))


@pytest.mark.django_db
def test_an_answer_in_the_address_is_none(client):
    page = client.post("/track/?reference=HLT-4KX9-RT2H-4&email=jo@example.com", {})
    assert "jo@example.com" not in page.content.decode()
    assert page.status_code in (200, 422)


# ------------------------------------------------------------------------------------------ browsers
@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/intake/submission/", "/admin/auth/user/", "/admin/suppliers/supplier/"]
)
def test_staff_pages_are_not_kept_by_the_browser(client, address):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    answer = client.get(address)
    assert answer.status_code == 200
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


def test_scripts_keep_nothing_but_the_addresses_of_rows():
    kept = {
        (path.name, line.strip())
        for app in APPS
        for path in (ROOT / app).rglob("*.js")
        for line in path.read_text().splitlines()
        if re.search(r"localStorage|sessionStorage\.setItem|indexedDB|caches\.open", line)
    }
    assert {name for name, _ in kept} <= {"keys.js"}
    assert all('sessionStorage.setItem("list"' in line for _, line in kept)


@pytest.mark.django_db
def test_a_password_is_masked_and_may_be_pasted():
    page = Client().get("/admin/login/").content.decode()
    fields = re.findall(r"<input[^>]*name=\"password\"[^>]*>", page)
    assert len(fields) == 1
    assert 'type="password"' in fields[0]
    assert "onpaste" not in page
    assert 'autocomplete="off"' not in fields[0]
    scripts = [path.read_text() for app in APPS for path in (ROOT / app).rglob("*.js")]
    assert not any("paste" in script and "password" in script for script in scripts)


# ---------------------------------------------------------------------------------------------- logs
@pytest.fixture
def lines():
    """A logger whose lines are those of a production, and what it has printed."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logs.formatter(json=True))
    logger = logging.getLogger("tests.asvs")
    logger.addHandler(handler)
    yield logger, lambda: handler.stream.getvalue().splitlines()
    logger.removeHandler(handler)


def test_a_log_line_is_in_utc(lines):
    logger, printed = lines
    logger.warning("something")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", json.loads(printed()[0])["timestamp"])


def test_a_line_break_makes_no_second_log_line(lines):
    logger, printed = lines
    logger.warning("refused: %s", 'x"}\r\n{"event": "all is well"}\u2028\x1b[2J')
    (line,) = printed()
    assert json.loads(line)["event"].startswith("refused")


def test_a_production_takes_earlier_keys_from_its_environment():
    assert settings.SECRET_KEY_FALLBACKS == []
    assert 'env.list("SECRET_KEY_FALLBACKS"' in (ROOT / "portal" / "settings.py").read_text()
