"""Every test's surroundings: a data folder of its own, real emails as files, no redis unless a test asks.

The environment is set while this file is imported, which is before Django reads the settings from it; that is
why pyproject.toml names no settings module.
"""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

_READ_BY_SETTINGS = (
    "DEBUG PORT SITE_URL SECRET_KEY ALLOWED_HOSTS STATIC_ROOT REDIS_URL EMAIL_BACKEND EMAIL_URL "
    "SECRET_KEY_FALLBACKS AUDIT_KEY DEFAULT_FROM_EMAIL STAFF_PASSWORD CLAMAV_URL SENTRY_DSN LOG_LEVEL "
    "COMPANIES_HOUSE_URL COMPANIES_HOUSE_API_KEY INBOUND_DOMAIN ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY "
    "REPLY_UNDO_SECONDS SUGGEST_QUEUE_FOR SUGGESTION_MOVES_AT PORTAL_PSEUDO_LOCALES STAFF_SECOND_FACTOR"
)
#: Nothing listens there, so that no test reaches a redis of the machine it runs on.
NO_REDIS = "redis://127.0.0.1:1/0"


def _surroundings() -> None:
    """Leave no setting to the machine's environment but the database."""
    several = [key for key in os.environ if key.startswith(("ANYMAIL_", "INBOUND_IMAP_", "SPAM_", "OIDC_"))]
    for name in [*_READ_BY_SETTINGS.split(), *several]:
        os.environ.pop(name, None)
    folder = tempfile.mkdtemp(prefix="portal-tests-")
    Path(folder, "static").mkdir()  # whitenoise warns where its folder is missing
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "PORTAL_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SITE_URL": "http://portal.example.org",
        "SECRET_KEY": "only for tests " * 4,
        "REDIS_URL": NO_REDIS,
        "EMAIL_BACKEND": "portal.eml.EmailBackend",
        "DEFAULT_FROM_EMAIL": "Hackney Learning Trust <no-reply@portal.example.org>",
        "REPLY_UNDO_SECONDS": "0",
    }


# A worker of pytest-xdist inherits the surroundings, and pytest-django has read the settings from them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    if settings.configured:
        raise pytest.UsageError("Run the tests without DJANGO_SETTINGS_MODULE: it is read too early.")
    _surroundings()
    django.setup()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --pictures and --database-only."""
    parser.addoption("--pictures", metavar="FOLDER", help="save a picture of each page of the browser tests")
    parser.addoption("--database-only", action="store_true", help="leave out tests that ask no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first what takes long, last what empties the database and browser tests; chance orders the rest.

    What asks no database comes before what does: while one worker makes it, the others have something to do.
    Playwright runs an event loop in the test's own thread, in which Django refuses to use the database. With
    --database-only, what asks no database is left out.
    """

    def turn(item: pytest.Item) -> int:
        if item.get_closest_marker("browser"):
            return 4
        if item.get_closest_marker("processes"):
            return 0
        database = item.get_closest_marker("django_db")
        if database and database.kwargs.get("transaction"):
            return 3
        return 2 if _asks_a_database(item) else 1

    items.sort(key=turn)
    for item in items:
        # In the report, where scripts/security.py counts them.
        if security := item.get_closest_marker("security"):
            item.user_properties.append(("security", security.args[0]))
    if config.getoption("--database-only"):
        left_out = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _asks_a_database(item)]


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all that was imported: a tenth of the tests' time."""
    gc.collect()
    gc.freeze()


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "rows_of_module"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db") or item.get_closest_marker("processes"))


@pytest.fixture(scope="session", autouse=True)
def test_settings(django_test_environment: None) -> Iterator[None]:
    """Real emails, as the embedded default writes them; static files without a manifest; quick passwords."""
    from django.conf import settings
    from django.template import Template
    from django.test import override_settings

    from tests.audit_log import let_tests_empty_it

    let_tests_empty_it()
    # Django tells each test of each template, with a copy of all it was given: no test asks for that.
    Template._render = lambda self, context: self.nodelist.render(context)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        EMAIL_BACKEND="portal.eml.EmailBackend",
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STAFF_SECOND_FACTOR="off",
    ):
        yield


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    """Nothing that is counted was counted in another test."""
    from intake import rate_limits

    rate_limits.limiter.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of this worker, instead of pytest-django's, which each worker would migrate for itself."""
    from tests.databases import copy_for

    marks = [item.get_closest_marker("django_db") for item in request.session.items]
    serialized = any(mark.kwargs.get("serialized_rollback") for mark in marks if mark)
    copy = copy_for(os.environ.get("PYTEST_XDIST_WORKER", "only"), serialized=serialized)
    with django_db_blocker.unblock():
        copy.__enter__()
    yield
    with django_db_blocker.unblock():
        copy.__exit__(None, None, None)


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For a fixture of a whole module: rows that all its tests read, gone after the last of them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def mailbox(settings, tmp_path: Path) -> Callable[[], list[EmailMessage]]:
    """A function that returns the emails written during this test, the oldest first."""
    settings.MAIL_DIR = tmp_path / "mail"

    def emails() -> list[EmailMessage]:
        files = sorted(settings.MAIL_DIR.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    return emails


@pytest.fixture
def deliver_outbox(mailbox) -> Callable[[], list[EmailMessage]]:
    """A function that sends what waits in the outbox, as the worker does, and returns every email so far."""
    from intake import delivery
    from intake.models import Message

    def send() -> list[EmailMessage]:
        for message_id in Message.objects.filter(state=Message.State.QUEUED).values_list("pk", flat=True):
            delivery.deliver(message_id)
        return mailbox()

    return send


@pytest.fixture
def catch_all(db):
    """The catch-all queue: the one that the site comes with, or a new one."""
    from tests.factories import catch_all_queue

    return catch_all_queue()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a real redis, started for the tests."""
    from tests.redis_server import running

    with running() as url:
        yield url


@pytest.fixture
def use_broker() -> Iterator[Callable[[str], None]]:
    """A function that makes the redis at an address Celery's broker for the rest of the test."""
    from tests.redis_server import set_broker

    yield set_broker
    set_broker(NO_REDIS)


@pytest.fixture(scope="session")
def real_clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The two addresses of a real virus scanner; where there is none, its protocol alone is tested."""
    from tests import clamd

    if not clamd.CLAMD:
        pytest.skip("there is no clamd on this machine")
    with clamd.running(tmp_path_factory.mktemp("clamd")) as addresses:
        yield addresses
