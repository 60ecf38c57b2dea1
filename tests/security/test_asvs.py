"""The table of the ASVS is whole, what it names exists, and the page says what the table says."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from scripts import asvs

ROOT = Path(__file__).resolve().parents[2]

#: How many requirements each section of ASVS 5.0.0 has, of all levels.
SECTIONS = {
    1: [2, 10, 12, 3, 3],
    2: [3, 3, 5, 2],
    3: [1, 3, 5, 8, 8, 1, 5],
    4: [5, 5, 2, 4],
    5: [1, 6, 3, 3],
    6: [3, 12, 8, 6, 8, 4, 2, 4],
    7: [3, 4, 2, 5, 3, 2],
    8: [4, 4, 3, 2],
    9: [3, 4],
    10: [2, 3, 5, 16, 5, 2, 3],
    11: [4, 5, 5, 4, 2, 2, 2],
    12: [5, 2, 5],
    13: [4, 6, 4, 7],
    14: [2, 8, 3],
    15: [5, 5, 7, 4],
    16: [1, 5, 4, 3, 4],
    17: [2, 8, 2],
}
#: Those of level 3, which the portal is not measured by.
LEVEL_3 = set(
    "1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3 3.7.4 3.7.5 "
    "4.1.4 4.1.5 4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 "
    "6.5.7 6.5.8 6.6.4 6.7.1 6.7.2 7.5.3 8.1.3 8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 10.2.3 10.3.5 10.4.12 10.4.13 "
    "10.4.14 10.4.15 10.4.16 11.1.3 11.1.4 11.2.4 11.2.5 11.3.4 11.3.5 11.5.2 11.6.2 11.7.1 11.7.2 12.1.4 "
    "12.1.5 12.3.5 13.1.2 13.1.3 13.1.4 13.2.6 13.3.3 13.3.4 13.4.6 13.4.7 14.2.5 14.2.6 14.2.7 14.2.8 "
    "15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2 15.4.3 15.4.4 16.5.4 17.1.2 17.2.5 17.2.6 17.2.7 "
    "17.2.8".split()
)
ITEMS = asvs.items()


def test_each_item_of_levels_1_and_2_is_there_once():
    every = {
        f"{chapter}.{section}.{number}"
        for chapter, sizes in SECTIONS.items()
        for section, size in enumerate(sizes, start=1)
        for number in range(1, size + 1)
    }
    # What the standard itself says of its size.
    assert (len(every), len(LEVEL_3)) == (345, 92)

    assert Counter(item.id for item in ITEMS) == Counter(every - LEVEL_3)
    assert Counter(item.level for item in ITEMS) == {"1": 70, "2": 183}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_what_shows_it_exists(item):
    assert item.status in asvs.STATES
    assert item.how
    assert item.shown_by or item.status in ("n/a", "not met"), "nothing shows it"
    missing = [each for each in item.shown_by if not exists(each)]
    assert missing == []


def test_the_page_says_what_the_table_says():
    assert asvs.PAGE.read_text() == asvs.page(ITEMS), "run python scripts/asvs.py"


def exists(evidence: str) -> bool:
    """Whether a file is there, and has the test or class that is named after two colons."""
    path, _, name = evidence.partition("::")
    return (ROOT / path).exists() and (not name or name in names(ROOT / path))


@cache
def names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
