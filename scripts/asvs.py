"""Writes docs/asvs.md from tests/security/asvs.csv: each item of the ASVS, and what shows that it is met.

`python scripts/asvs.py` writes the page anew. A test compares both, and holds that all evidence exists.
"""

import csv
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "security" / "asvs.csv"
PAGE = ROOT / "docs" / "asvs.md"
STATES = {"met": "met", "part": "met in part", "not met": "not met", "n/a": "does not apply"}
CHAPTERS = (
    "Encoding and Sanitization",
    "Validation and Business Logic",
    "Web Frontend Security",
    "API and Web Service",
    "File Handling",
    "Authentication",
    "Session Management",
    "Authorization",
    "Self-contained Tokens",
    "OAuth and OIDC",
    "Cryptography",
    "Secure Communication",
    "Configuration",
    "Data Protection",
    "Secure Coding and Architecture",
    "Security Logging and Error Handling",
    "WebRTC",
)
HEAD = """# ASVS 5.0, level 2

Every item of levels 1 and 2 of the [OWASP Application Security Verification Standard
5.0.0](https://github.com/OWASP/ASVS/tree/v5.0.0), and what shows that the portal meets it, or why not. It is
our own assessment, not an auditor’s. The requirements are shortened: the standard’s words count. Written by
`python scripts/asvs.py` from `tests/security/asvs.csv`; a test holds that each item and each test is there.

*Part of this page is adapted from the OWASP Application Security Verification Standard 5.0.0, © The
OWASP Foundation, [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/); this page and its table are
under the same licence. Changes: requirements are shortened; state and evidence are added.*
"""


@dataclass(frozen=True)
class Item:
    """A requirement, and what is said of it."""

    id: str
    level: str
    requirement: str
    status: str
    how: str
    evidence: str

    @property
    def chapter(self) -> int:
        """Return the number of its chapter."""
        return int(self.id.partition(".")[0])

    @property
    def shown_by(self) -> list[str]:
        """Return the paths of what shows it: a file, or a test in one after two colons."""
        return self.evidence.split()


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(items()))
    return 0


def items() -> list[Item]:
    """Return the rows of the table."""
    with TABLE.open(newline="") as file:
        return [Item(**row) for row in csv.DictReader(file, delimiter="|")]


def page(rows: list[Item]) -> str:
    """Return the page: how many are met, what is not, and all by chapter."""
    parts = [HEAD, "## How it stands", "", _counts(rows), "", "### Not met, or in part", ""]
    parts += [
        f"- **{row.id}** {row.requirement} ({STATES[row.status]}). {row.how}."
        for row in rows
        if row.status in ("part", "not met")
    ]
    for number, name in enumerate(CHAPTERS, start=1):
        parts += ["", f"## V{number} {name}", "", "| item | level | requirement | state | how | shown by |"]
        parts += ["| --- | --- | --- | --- | --- | --- |"]
        parts += [_row(row) for row in rows if row.chapter == number]
    return "\n".join(parts) + "\n"


def _counts(rows: list[Item]) -> str:
    lines = ["| level | items | met | met in part | not met | does not apply |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for level in ("1", "2"):
        counted = Counter(row.status for row in rows if row.level == level)
        cells = " | ".join(str(counted[state]) for state in STATES)
        lines.append(f"| {level} | {counted.total()} | {cells} |")
    return "\n".join(lines)


def _row(row: Item) -> str:
    evidence = "<br>".join(_linked(each) for each in row.shown_by)
    return f"| {row.id} | {row.level} | {row.requirement} | {STATES[row.status]} | {row.how} | {evidence} |"


def _linked(path: str) -> str:
    """Return a page of the documentation as a link, and code as its path."""
    if path.startswith("docs/") and path.endswith(".md"):
        target = os.path.relpath(path, "docs")
        return f"[{target.removesuffix('.md')}]({target})"
    return f"`{path}`"


if __name__ == "__main__":
    sys.exit(main())
