"""The system checks: a production with a bad setting is told which; the embedded default never is."""

import pytest

from portal.checks import production_settings, scanner_settings, sign_in_settings

GOOD = {
    "EMBEDDED": False,
    "SITE_URL": "https://portal.example.org",
    "SECRET_KEY": "x" * 50,
    "EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
    "ANYMAIL": {"WEBHOOK_SECRET": "name:password"},
    "COMPANIES_HOUSE_API_KEY": "",
    "COMPANIES_HOUSE_URL": "https://api.example.org",
}


@pytest.fixture
def refused(settings):
    """A function that returns the checks that refuse a production with some settings changed."""

    def check(**changed):
        for name, value in {**GOOD, **changed}.items():
            setattr(settings, name, value)
        return [error.id for error in production_settings(None)]

    return check


def test_a_good_production_is_not_refused(refused):
    assert refused() == []


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"SITE_URL": "portal.example.org"}, "E001"),
        ({"SECRET_KEY": "short"}, "E002"),
        ({"EMAIL_BACKEND": ""}, "E003"),
        ({"DEFAULT_FROM_EMAIL": ""}, "E004"),
        ({"ANYMAIL": {}}, "E005"),
        ({"ANYMAIL": {"MAILGUN_API_KEY": "another provider's"}}, "E005"),
        ({"COMPANIES_HOUSE_API_KEY": "key", "COMPANIES_HOUSE_URL": "http://api.example.org"}, "E006"),
    ],
)
def test_each_bad_setting_is_named(refused, changed, number):
    assert refused(**changed) == [f"portal.{number}"]


@pytest.mark.parametrize(
    "changed",
    [
        {"EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend", "ANYMAIL": {"MAILGUN_API_KEY": "key"}},
        {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "ANYMAIL": {}},
        {"EMBEDDED": True, "SECRET_KEY": "", "EMAIL_BACKEND": "", "ANYMAIL": {}},
    ],
    ids=["signed webhooks", "SMTP", "embedded"],
)
def test_what_needs_no_secret_is_not_refused(refused, changed):
    assert refused(**changed) == []


@pytest.mark.parametrize(
    ("url", "errors"),
    [("", []), ("tcp://clamav:3310", []), ("unix:///run/clamd.ctl", []), ("clamav:3310", ["portal.E007"])],
)
def test_a_scanner_with_no_address_is_named(settings, url, errors):
    settings.CLAMAV_URL = url
    assert [error.id for error in scanner_settings(None)] == errors


@pytest.mark.security("sign-in")
@pytest.mark.parametrize(
    ("embedded", "factor", "problems"),
    [
        (False, "on", []),
        (True, "on", []),
        (True, "off", []),
        (False, "off", ["portal.E031"]),
        (False, "", ["portal.E030"]),
        (True, "of", ["portal.E030"]),
    ],
)
def test_only_the_embedded_default_lets_staff_in_by_a_password_alone(settings, embedded, factor, problems):
    settings.EMBEDDED, settings.STAFF_SECOND_FACTOR = embedded, factor
    assert [error.id for error in sign_in_settings(None)] == problems
