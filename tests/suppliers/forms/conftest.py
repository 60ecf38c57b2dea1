from collections.abc import Iterator

import pytest
import time_machine

from tests.suppliers.forms import TODAY


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield
