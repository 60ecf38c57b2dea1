"""The list of what is known to be bad: how entries are written, and where they occur."""

import pytest
from django.core.exceptions import ValidationError

from intake.models import KnownBad
from intake.screening import known_bad


def found(kind: str, value: str, **given) -> bool:
    asked = {"email": "Jo@Mail.Evil.example", "text": "", "hosts": [], "client": "", **given}
    return known_bad.found([(kind, known_bad.normal(kind, value))], **asked) != []


def test_an_address_is_found_however_it_is_written():
    assert found("address", "jo@mail.evil.example")
    assert not found("address", "o@mail.evil.example")


def test_a_domain_is_found_in_the_address_and_in_links_and_below_itself():
    assert found("domain", "@Evil.example")
    assert found("domain", "evil.example", email="", hosts=["shop.evil.example"])
    assert not found("domain", "evil.example", email="jo@notevil.example")
    assert not found("domain", "evil.example", email="")


def test_words_are_found_whole_over_line_breaks_and_in_any_letters():
    assert found("words", "cheap  pills", text="Buy CHEAP\npills!")
    assert not found("words", "ass", text="In class today")


@pytest.mark.parametrize(
    ("network", "client", "is_in"),
    [
        ("203.0.113.0/24", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.0/24", "203.0.114.7", False),
        ("2001:db8::/32", "2001:db8:1::5", True),
        ("203.0.113.0/24", "2001:db8::1", False),
        ("203.0.113.0/24", "unknown", False),
        ("203.0.113.0/24", "", False),
    ],
)
def test_a_network_is_compared_with_the_clients_address(network, client, is_in):
    assert found("network", network, client=client) is is_in


@pytest.mark.parametrize(
    ("kind", "value"),
    [("address", "example.com"), ("domain", "http://x.example/"), ("domain", "x"), ("network", "the moon")],
)
def test_an_entry_that_could_never_be_found_is_refused(kind, value):
    with pytest.raises(ValidationError, match="Enter a"):
        KnownBad(kind=kind, value=value).clean()


def test_nobody_shuts_out_a_great_part_of_the_internet():
    with pytest.raises(ValidationError, match="smaller network"):
        KnownBad(kind="network", value="0.0.0.0/0").clean()
