"""Every email provider of anymail's takes our emails, with nothing but its own settings."""

import base64
import json

import pytest
import requests
from botocore.httpsession import URLLib3Session

from intake import delivery
from intake.models import Message
from portal.settings import _anymail
from tests.factories import AttachmentFactory, MessageFactory
from tests.providers import smtp

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:django-anymail has dropped official support for SendGrid"),
]

#: What each provider must be told, by the names that docs/settings.md gives: ANYMAIL_ and anymail's own.
PROVIDERS = {
    "amazon_ses": {"AMAZON_SES_CLIENT_PARAMS": '{"region_name": "eu-west-2"}'},
    "brevo": {"BREVO_API_KEY": "12345"},
    "mailersend": {"MAILERSEND_API_TOKEN": "12345"},
    "mailgun": {"MAILGUN_API_KEY": "12345", "MAILGUN_SENDER_DOMAIN": "example.org"},
    "mailjet": {"MAILJET_API_KEY": "12345", "MAILJET_SECRET_KEY": "12345"},
    "mailtrap": {"MAILTRAP_API_TOKEN": "12345"},
    "mandrill": {"MANDRILL_API_KEY": "12345"},
    "postal": {"POSTAL_API_KEY": "12345", "POSTAL_API_URL": "https://postal.example.org/"},
    "postmark": {"POSTMARK_SERVER_TOKEN": "12345"},
    "resend": {"RESEND_API_KEY": "12345"},
    "scaleway": {"SCALEWAY_SECRET_KEY": "12345", "SCALEWAY_PROJECT_ID": "12345"},
    "sendgrid": {"SENDGRID_API_KEY": "12345"},
    "sparkpost": {"SPARKPOST_API_KEY": "12345"},
    "unisender_go": {
        "UNISENDER_GO_API_KEY": "12345",
        "UNISENDER_GO_API_URL": "https://go1.unisender.ru/ru/transactional/api/v1/",
    },
}


class Captured(Exception):
    """Nothing is sent: what would have been is kept."""


@pytest.fixture
def bodies(monkeypatch) -> list[str]:
    """What the providers' libraries would have posted."""
    kept: list[str] = []

    def keep(session, request, **kwargs):
        body = request.body if isinstance(request.body, str) else request.body.decode()
        kept.append(body)
        raise Captured

    monkeypatch.setattr(requests.Session, "send", keep)
    monkeypatch.setattr(URLLib3Session, "send", keep)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "12345")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "12345")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return kept


def an_email_with_everything() -> Message:
    message = MessageFactory(
        subject="Café – £5", reply_to="widgets@example.org", submission__queue__name="Café, “Bar”"
    )
    AttachmentFactory(submission=message.submission, message=message)
    return message


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_takes_our_emails(settings, bodies: list[str], provider: str) -> None:
    settings.EMAIL_BACKEND = f"anymail.backends.{provider}.EmailBackend"
    settings.ANYMAIL = _anymail({f"ANYMAIL_{name}": value for name, value in PROVIDERS[provider].items()})
    message = an_email_with_everything()

    delivery.deliver(message.pk)

    message.refresh_from_db()
    assert message.state == Message.State.QUEUED, message.last_error
    assert len(bodies) == 1, message.last_error
    body = bodies[0]
    if provider == "amazon_ses":
        body = base64.b64decode(json.loads(body)["Content"]["Raw"]["Data"]).decode()
    assert str(message.uuid) in body
    assert message.submission.reference in body


def test_smtp_takes_our_emails(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    message = an_email_with_everything()
    with smtp() as (settings.EMAIL_HOST, settings.EMAIL_PORT):
        delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.state == Message.State.SENT, message.last_error


def test_there_is_no_provider_that_we_have_not_tried() -> None:
    from pathlib import Path

    import anymail.backends

    (folder,) = anymail.backends.__path__
    found = {file.stem for file in Path(folder).glob("*.py")}
    # "sendinblue" is brevo's old name; the rest are no providers.
    assert found - set(PROVIDERS) == {"__init__", "base", "base_requests", "console", "sendinblue", "test"}


def test_anymails_settings_are_text_but_where_it_wants_something_else() -> None:
    environment = {
        "ANYMAIL_POSTMARK_SERVER_TOKEN": "123",
        "ANYMAIL_REQUESTS_TIMEOUT": "30",
        "ANYMAIL_IGNORE_UNSUPPORTED_FEATURES": "False",
        "ANYMAIL_AMAZON_SES_CLIENT_PARAMS": '{"region_name": "eu-west-2"}',
        "PATH": "/usr/bin",
    }
    assert _anymail(environment) == {
        "POSTMARK_SERVER_TOKEN": "123",
        "REQUESTS_TIMEOUT": 30,
        "IGNORE_UNSUPPORTED_FEATURES": False,
        "AMAZON_SES_CLIENT_PARAMS": {"region_name": "eu-west-2"},
    }
    assert _anymail({}) == {"REQUESTS_TIMEOUT": (5, 20)}
