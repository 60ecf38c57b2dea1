"""The settings of the council's directory: what is missing is said in words."""

import pytest

from portal.checks import directory_settings

GOOD = {
    "OIDC_SERVER_URL": "https://id.example.org",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "secret",
    "OIDC_GROUPS_CLAIM": "groups",
}
OFF = dict.fromkeys(GOOD, "")
ENTRA = "https://login.microsoftonline.com"


@pytest.fixture
def refused(settings):
    """A function that returns the checks that refuse these settings."""

    def check(given):
        for name, value in given.items():
            setattr(settings, name, value)
        return [error.id for error in directory_settings(None)]

    return check


@pytest.mark.parametrize(
    "given",
    [
        GOOD,
        OFF,
        {**GOOD, "OIDC_SERVER_URL": f"{ENTRA}/7d2c/v2.0"},
        {**GOOD, "OIDC_SERVER_URL": "http://localhost:9000"},
    ],
    ids=["on", "off", "Entra ID", "on this machine"],
)
def test_what_works_is_not_refused(refused, given):
    assert refused(given) == []


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"OIDC_CLIENT_ID": ""}, "E041"),
        ({"OIDC_CLIENT_SECRET": ""}, "E041"),
        ({"OIDC_SERVER_URL": "http://id.example.org"}, "E042"),
        ({"OIDC_SERVER_URL": "id.example.org"}, "E042"),
        ({"OIDC_GROUPS_CLAIM": ""}, "E043"),
        ({"OIDC_SERVER_URL": f"{ENTRA}/common/v2.0"}, "E044"),
        ({"OIDC_SERVER_URL": f"{ENTRA}/organizations/v2.0"}, "E044"),
    ],
)
def test_each_bad_setting_is_named(refused, changed, number):
    assert refused({**GOOD, **changed}) == [f"portal.{number}"]


def test_what_is_of_no_use_without_the_providers_address(refused):
    assert refused({**OFF, "OIDC_CLIENT_ID": "portal"}) == ["portal.E040"]
