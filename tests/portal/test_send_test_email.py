"""`manage.py send_test_email`: one email at once, and what became of it in words."""

import pytest
from django.core.management import CommandError, call_command

from tests.providers import postmark


@pytest.fixture
def provider(settings):
    """A provider on the loopback address, through anymail's own Postmark backend."""
    with postmark() as running:
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token", "POSTMARK_API_URL": running.url}
        yield running


def test_what_the_provider_took_is_said_with_its_id(provider, capsys):
    call_command("send_test_email", "jo@example.com")

    said = capsys.readouterr().out
    assert "The provider took it." in said
    assert "pm-1" in said
    assert [email["To"] for email in provider.posted] == ["jo@example.com"]


@pytest.mark.parametrize(
    ("status", "words"), [(401, "refuses the key"), (429, "may pass"), (422, "would not be tried again")]
)
def test_what_it_did_not_take_is_said_with_what_that_means(provider, status, words):
    provider.answers = [status]
    with pytest.raises(CommandError, match=words):
        call_command("send_test_email", "jo@example.com")


def test_what_is_no_address_is_said(db):
    with pytest.raises(CommandError, match="no email address"):
        call_command("send_test_email", "jo")
