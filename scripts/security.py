"""`make security`: the proof of security, row by row, on SQLite and on a real PostgreSQL.

Runs the tests that are marked `security("what is counted")` and prints how many rows of each kind passed. One
test case is one row, unless it says how many it holds: `record_property("count", n)`. Ends with 1 if a row
failed, or if there is none of a kind.
"""

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import run_tests

#: What is counted, and what one row of it is.
KINDS = {
    "permission rows": "an address, a role and a queue",
    "URLs": "an address with its headers and cookies",
    "files": "a file that is sent, opened or kept away",
    "header strings": "a string, in a field that reaches a header",
    "formulas": "a formula, in a cell of a file",
    "fuzz examples": "an example that Hypothesis made",
    "tokens": "a link, cookie or signature: guessed, forged, used twice, expired, revoked",
    "hosts": "a forged Host header",
    "audit": "what the audit log holds, and holds out",
    "sign-in": "a way in, or out, or past it",
    "privacy": "what is erased, handed over, or never written",
    "supply chain": "what the portal is made of",
}
OUTCOMES = ("passed", "failed", "skipped")


@dataclass
class Rows:
    """How many rows of each kind came out how, in one pass or several."""

    counted: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, kind: str, outcome: str, count: int) -> None:
        """Count a test case."""
        self.counted.setdefault(kind, Counter())[outcome] += count

    def of(self, kind: str, outcome: str) -> int:
        """Return how many rows of a kind came out so."""
        return self.counted.get(kind, Counter())[outcome]


def main() -> int:
    """Run the marked tests; print the table; return the exit code."""
    outcomes = run_tests.both_passes(sys.argv[1:], "security")
    passes = {each.name.split()[0]: read(run_tests.report_of(each.name)) for each in outcomes}
    print(f"\n{table(passes)}")
    complaints = wrong(passes) + [f"{each.name}: ended with {each.code}" for each in outcomes if each.code]
    print("\n".join(["", *complaints]) if complaints else "\nEvery row passed.")
    return int(bool(complaints))


def read(report: Path) -> Rows:
    """Return the rows of a report in JUnit's form; none, if the pass did not come to write one."""
    rows = Rows()
    if not report.exists():
        return rows
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - our own file
        said = {each.get("name"): each.get("value", "") for each in case.iter("property")}
        if kind := said.get("security"):
            rows.add(kind, outcome_of(case), int(said.get("count", "1")))
    return rows


def outcome_of(case: ET.Element) -> str:
    """Return how a test case came out: an error in what it needs is a failure."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def wrong(passes: dict[str, Rows]) -> list[str]:
    """Return what stands against the proof: kinds without a row, unknown ones, and rows that failed."""
    seen = {kind for rows in passes.values() for kind in rows.counted}
    complaints = [
        f"No row: {kind}" for kind in KINDS if not any(r.of(kind, "passed") for r in passes.values())
    ]
    complaints += [f"Unknown kind: {kind}" for kind in sorted(seen - set(KINDS))]
    for name, rows in passes.items():
        complaints += [f"Failed on {name}: {kind}" for kind in rows.counted if rows.of(kind, "failed")]
    return complaints


def table(passes: dict[str, Rows]) -> str:
    """Return the counts as lines of text: a kind a line, and the sum."""
    seen = {kind for rows in passes.values() for kind in rows.counted}
    kinds = [*KINDS, *sorted(seen - set(KINDS))]
    columns = [(name, each) for name in passes for each in OUTCOMES]
    lines = [_line("", *(f"{name} {each}" for name, each in columns))]
    lines += [_line(kind, *(f"{passes[name].of(kind, each):,}" for name, each in columns)) for kind in kinds]
    sums = (sum(passes[name].of(kind, each) for kind in kinds) for name, each in columns)
    return "\n".join([*lines, _line("together", *(f"{each:,}" for each in sums))])


def _line(first: str, *cells: str) -> str:
    return f"{first:<17}" + "".join(f"{cell:>20}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
