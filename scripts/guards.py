"""`make guards`: take each guard of the security out, one by one, and see the tests that hold it fail.

The guards are listed in `tests/security/guards/`, a TOML file for each part of the proof:

    [[guard]]
    name = "A reply goes to one address"      # what the guard does, in words
    file = "intake/delivery.py"               # where it is
    old = "if _is_one_address(to) else None"  # what is taken out: stands exactly once in the file
    new = "if to else None"                   # what is put in its place
    tests = ["tests/security/test_header_injection.py"]
    migrates = true                           # only where it works while a database is made, by a migration

First all their tests run with every guard in place. Then each guard is taken out of a copy of the tree, in
which its tests run on SQLite. One without which nothing fails is none: the command says which, and ends with
1. The first test that failed is kept beside the list, in a CSV file for each part, so that some can be tried
again by themselves, and told in docs/guards.md.
"""

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "tests" / "security" / "guards"
REPORT = ROOT / "docs" / "guards.md"
#: Links in a copy of the tree: installed or built, so that they are no guard's.
SHARED = (".venv", "node_modules", "build/vendor")
#: What pytest ends with if tests failed, and nothing worse happened.
TESTS_FAILED = 1
SECONDS_AT_MOST = 600

HEAD = """# Guards

What keeps the portal safe, taken out piece by piece: `make guards` removes each of these from a copy of the
code, runs the tests that hold it, and fails if they still pass. This page is what it wrote; the list is in
`tests/security/guards/`.
"""


@dataclass(frozen=True)
class Guard:
    """A piece of code that keeps somebody out, and the tests that hold it."""

    part: str
    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    migrates: bool = False

    def taken_out_of(self, text: str) -> str:
        """Return the file's text without the guard.

        Raises LookupError if the guard does not stand in it exactly once.
        """
        if text.count(self.old) != 1:
            raise LookupError(f"{self.name}: stands {text.count(self.old)} times in {self.file}")
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Outcome:
    """What happened without a guard."""

    guard: Guard
    failed: str = ""
    trouble: str = ""

    @property
    def is_held(self) -> bool:
        """Whether tests failed, as they must."""
        return bool(self.failed) and not self.trouble

    def __str__(self) -> str:
        said = self.trouble or self.failed or "NOTHING FAILED"
        return f"{self.guard.part}: {self.guard.name}: {said}"


def main() -> int:
    """Take out all guards, or those that the command line means; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only guards whose part or name has one of these words")
    parser.add_argument("--at-once", type=int, default=2, help="how many at the same time")
    arguments = parser.parse_args()
    guards = [each for each in listed() if _is_meant(each, arguments.words)]
    outcomes = []
    with database() as ready, trees(arguments.at_once) as free, ThreadPoolExecutor(arguments.at_once) as pool:
        tree = free.get()
        if said := failing_anyway(guards, tree, ready):
            print(f"Tests fail with every guard in place:\n{said}")
            return 1
        free.put(tree)
        for outcome in pool.map(lambda guard: tried(guard, free, ready), guards):
            print(outcome, flush=True)
            outcomes.append(outcome)
    remember(outcomes)
    REPORT.write_text(page(listed(), seen()))
    loose = [each for each in outcomes if not each.is_held]
    print(f"\n{len(outcomes)} guards taken out, {len(outcomes) - len(loose)} of them missed by tests.")
    return int(bool(loose))


def listed(folder: Path = LISTS) -> list[Guard]:
    """Return the guards of all lists, in the order of the files."""
    rows = [
        (_part(file), row)
        for file in sorted(folder.glob("*.toml"))
        for row in tomllib.loads(file.read_text())["guard"]
    ]
    return [Guard(part=part, **row | {"tests": tuple(row["tests"])}) for part, row in rows]


def _is_meant(guard: Guard, words: list[str]) -> bool:
    return not words or any(word in f"{guard.part} {guard.name}" for word in words)


@contextmanager
def database() -> Iterator[Path]:
    """A migrated database of SQLite, which the tests of all guards copy."""
    with tempfile.TemporaryDirectory(prefix="portal-guards-") as folder:
        command = [sys.executable, "manage.py", "migrate", "-v0"]
        environment = os.environ | {"PORTAL_DATA_DIR": folder}
        environment.pop("DATABASE_URL", None)
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)
        yield Path(folder, "portal.sqlite3")


@contextmanager
def trees(count: int) -> Iterator[SimpleQueue]:
    """Copies of the tree as it is now, for as many guards at once."""
    free: SimpleQueue = SimpleQueue()
    with tempfile.TemporaryDirectory(prefix="portal-guards-") as folder:
        for number in range(count):
            free.put(_copy_of_tree(Path(folder, str(number))))
        yield free


def _copy_of_tree(copy: Path) -> Path:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in (name for name in files if (ROOT / name).is_file()):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    # Some tests ask git which files there are.
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    subprocess.run(["git", "add", "--all"], cwd=copy, check=True)
    for name in SHARED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).symlink_to((ROOT / name).resolve())
    return copy


def tried(guard: Guard, free: SimpleQueue, ready: Path) -> Outcome:
    """Take a guard out of a free tree, run its tests there, and put it back."""
    tree = free.get()
    file = tree / guard.file
    text = file.read_text()
    try:
        file.write_text(guard.taken_out_of(text))
        return _outcome(guard, tree, ready)
    except LookupError as error:
        return Outcome(guard, trouble=str(error))
    finally:
        file.write_text(text)
        free.put(tree)


def _outcome(guard: Guard, tree: Path, ready: Path) -> Outcome:
    try:
        # What makes the database is no test, which must end within two minutes.
        patience = ["--timeout", str(SECONDS_AT_MOST)] if guard.migrates else []
        options = ["-x", "-n", "0", *patience, *guard.tests]
        ran = _pytest(tree, options, None if guard.migrates else ready, SECONDS_AT_MOST)
    except subprocess.TimeoutExpired:
        return Outcome(guard, trouble=f"ran for over {SECONDS_AT_MOST} seconds")
    if ran.returncode not in (0, TESTS_FAILED):
        return Outcome(guard, trouble=f"pytest ended with {ran.returncode}: {ran.stdout.strip()[-300:]}")
    failed = re.search(r"^FAILED tests/(\S+?::\w+)", ran.stdout, re.MULTILINE)
    return Outcome(guard, failed.group(1) if failed else "")


def failing_anyway(guards: list[Guard], tree: Path, ready: Path) -> str:
    """Return what pytest says if tests fail with every guard in place, which prove nothing then; else ""."""
    tests = sorted({test for guard in guards for test in guard.tests})
    ran = _pytest(tree, ["-n", "2", "--dist", "loadgroup", *tests], ready)
    return ran.stdout.strip()[-2000:] if ran.returncode else ""


def _pytest(
    tree: Path, options: list[str], ready: Path | None, seconds: int | None = None
) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    for name in ("DATABASE_URL", "PORTAL_DATA_DIR", "DJANGO_SETTINGS_MODULE", "MIGRATED_DATABASE"):
        environment.pop(name, None)
    if ready:
        environment["MIGRATED_DATABASE"] = str(ready)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:cacheprovider", *options],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def seen(folder: Path = LISTS) -> dict[tuple[str, str], str]:
    """Return the test that was seen to fail without each guard, by its part and its name."""
    found: dict[tuple[str, str], str] = {}
    for file in folder.glob("*.csv"):
        with file.open(newline="") as rows:
            found |= {(_part(file), row["guard"]): row["failed"] for row in csv.DictReader(rows)}
    return found


def remember(outcomes: list[Outcome], folder: Path = LISTS) -> None:
    """Keep what was seen of these guards beside their lists; of one that nothing missed, nothing is kept."""
    known = seen(folder)
    for each in outcomes:
        known.pop((each.guard.part, each.guard.name), None)
        if each.is_held:
            known[each.guard.part, each.guard.name] = each.failed
    listed_ones = listed(folder)
    for part in {each.guard.part for each in outcomes}:
        names = [each.name for each in listed_ones if each.part == part and (part, each.name) in known]
        with (folder / f"{part.replace(' ', '_')}.csv").open("w", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["guard", "failed"])
            rows.writerows([name, known[part, name]] for name in names)


def page(guards: list[Guard], known: dict[tuple[str, str], str]) -> str:
    """Return the page that tells of all guards: a table for each part."""
    lines = [HEAD]
    for part in dict.fromkeys(each.part for each in guards):
        of_part = [each for each in guards if each.part == part]
        lines += [f"## {part.capitalize()}", "", "| guard | where | a test that fails without it |"]
        lines.append("| --- | --- | --- |")
        lines += [f"| {each.name} | `{each.file}` | {_row(each, known)} |" for each in of_part]
        lines.append("")
    return "\n".join(lines)


def _row(guard: Guard, known: dict[tuple[str, str], str]) -> str:
    failed = known.get((guard.part, guard.name))
    return f"`{failed}`" if failed else "**not seen**"


def _part(file: Path) -> str:
    return file.stem.replace("_", " ")


if __name__ == "__main__":
    sys.exit(main())
