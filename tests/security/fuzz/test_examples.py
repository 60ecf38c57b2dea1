"""No example is left out."""

from tests.security.fuzz.examples import SHARES


def test_all_examples_are_shared_out():
    assert sum(SHARES.values()) == 100
