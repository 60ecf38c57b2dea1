"""Faults: real processes that are killed, starved and cut off; docs/reliability.md says what must hold.

All of them run in one worker of pytest-xdist, one after the other: together they would starve each other.
"""

import pytest

MARKS = [
    pytest.mark.processes,
    pytest.mark.thorough,
    pytest.mark.timeout(1800),
    pytest.mark.xdist_group("faults"),
]
