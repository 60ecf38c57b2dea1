"""Asks the registries for known holes in the locked libraries, of Python and of the pages.

Ends with 0 where there is none, 1 where there is one, and 2 where a registry gave no answer, which is never
called clean.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CLEAN, HOLES, UNKNOWN = range(3)
_PIP_AUDIT = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt", "--no-deps"),
    *("--disable-pip", "--strict", "--progress-spinner", "off", "--format", "json"),
)
_NPM_AUDIT = ("npm", "audit", "--omit=dev", "--json")


class NoAnswer(Exception):
    """The registry was not reached, or what came is no list of holes."""


@dataclass(frozen=True)
class Found:
    """How many libraries were asked for, and a line for each hole."""

    asked: int
    holes: list[str]


def main() -> int:
    """Ask both registries; return the worse of the two answers."""
    return max(
        _ask("The libraries of requirements.txt", _PIP_AUDIT, of_python),
        _ask("The packages of package-lock.json", _NPM_AUDIT, of_pages),
    )


def of_python(said: Any) -> Found:
    """Read what pip-audit says."""
    libraries = said["dependencies"]
    left_out = [each["name"] for each in libraries if "skip_reason" in each]
    if left_out:
        raise NoAnswer(f"nothing is known of {', '.join(left_out)}")
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in {hole['fix_versions'] or 'no version'}"
        for each in libraries
        for hole in each["vulns"]
    ]
    return Found(len(libraries), holes)


def of_pages(said: Any) -> Found:
    """Read what npm says."""
    if "error" in said:
        raise NoAnswer(str(said.get("message") or said["error"].get("summary") or "an error"))
    holes = [f"{name}: {each['severity']}" for name, each in said["vulnerabilities"].items()]
    return Found(int(said["metadata"]["dependencies"]["total"]), holes)


def _ask(what: str, command: tuple[str, ...], read: Callable[[Any], Found]) -> int:
    try:
        found = _found(command, read)
    except NoAnswer as why:
        print(f"{what}: NOT KNOWN. {why}")
        print("  This is no clean result: ask again where the registry can be reached.")
        return UNKNOWN
    if found.holes:
        print(f"{what}: {len(found.holes)} known holes.", *found.holes, sep="\n  ")
        return HOLES
    print(f"{what}: no known hole in {found.asked}.")
    return CLEAN


def _found(command: tuple[str, ...], read: Callable[[Any], Found]) -> Found:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NoAnswer(f"{command[0]} does not start: {error}") from error
    try:
        found = read(json.loads(done.stdout))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise NoAnswer(f"The registry gave no answer: {said[-1]}") from error
    if not found.asked:
        raise NoAnswer("It was asked of no library at all.")
    return found


if __name__ == "__main__":
    sys.exit(main())
