"""A whole journey with a planted word: neither a log line nor an error report says it."""

import base64
import io
import json
import logging

import pytest
import sentry_sdk
from django.db import IntegrityError
from django.test import Client, override_settings
from django.urls import include, path

from intake import delivery, events, triage
from intake.inbound import applying, storing
from intake.models import DeliveryEvent, Message, Submission
from portal import error_reports, logs
from tests.enquiries.visitor import Visitor
from tests.factories import EnquiryTypeFactory, UserFactory

pytestmark = [pytest.mark.security("privacy"), pytest.mark.thorough]

MARKER = "plumquat"
ADDRESS = f"{MARKER}@example.org"


def _broken(request, **words):
    typed = request.POST.get("message", MARKER)
    if "row" in request.path:
        raise IntegrityError(f"duplicate key\nDETAIL:  Key (sender_name)=({typed}) already exists.")
    logging.getLogger("portal").error("%s did not go to %s", "It", ADDRESS)
    raise RuntimeError(f"cannot write to <{ADDRESS}>")


class WithFaults:
    """The site's addresses and two that fail."""

    urlpatterns = [
        path("track/<key>/broken/", _broken),
        path("row/", _broken),
        path("", include("portal.urls")),
    ]
    handler500 = "portal.views.server_error"


class FakeTransport(sentry_sdk.transport.Transport):
    """Keeps what would go to Sentry."""

    def __init__(self, options=None):
        super().__init__(options)
        self.sent: list[str] = []

    def capture_envelope(self, envelope) -> None:
        self.sent.append(envelope.serialize().decode(errors="replace"))


@pytest.fixture(params=[True, False], ids=["json", "terminal"])
def log(request):
    """What the portal prints, in both of its forms."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logs.formatter(json=request.param))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler.stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def sentry():
    """What goes to Sentry, with the options of the settings."""
    transport = FakeTransport()
    options = error_reports.options("http://key@127.0.0.1:9/1")
    sentry_sdk.init(**options, transport=transport, auto_session_tracking=False)
    yield transport.sent
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def journey() -> Submission:
    """A form is sent, refused once before, looked for, tracked, answered by email, noted."""
    visitor = Visitor(EnquiryTypeFactory(asks_who=True))
    visitor.opens()
    visitor.answers({"name": MARKER, "email": f"{MARKER}@", "message": MARKER})
    good = {"name": f"Jo {MARKER}", "email": ADDRESS, "message": f"I am {MARKER}, help.", "privacy": "on"}
    visitor.goes_through(good)
    submission = Submission.objects.get(sender_email=ADDRESS)
    staff = UserFactory(administrator=True)
    client = Client()
    client.force_login(staff)
    client.get(f"/admin/intake/submission/?q={MARKER}")
    client.post("/track/", {"reference": submission.reference, "email": ADDRESS})
    triage.note(submission_id=submission.pk, actor=staff, text=f"{MARKER} rang")
    raw = f"From: {ADDRESS}\nTo: x@example.org\nSubject: Re: {submission.reference}\n\n{MARKER}\n".encode()
    applying.apply(storing.store(raw, source="test", key="1").pk)
    return submission


def refused(monkeypatch, settings) -> None:
    """Every email is refused, in words that name the person."""
    from smtplib import SMTPRecipientsRefused

    from portal.eml import EmailBackend

    def refuse(self, payload, message):
        raise SMTPRecipientsRefused({ADDRESS: (550, f"no mailbox {ADDRESS} ({MARKER})".encode())})

    monkeypatch.setattr(EmailBackend, "post_to_esp", refuse)
    for pk in Message.objects.filter(state="queued").values_list("pk", flat=True):
        delivery.deliver(pk)


def told(submission: Submission, settings) -> None:
    """The provider tells by its webhook that the email bounced, and of one that cannot be read."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "hook:secret"}
    message = submission.messages.filter(direction="out").first()
    body = {
        "RecordType": "Bounce",
        "ID": 1,
        "Type": "HardBounce",
        "MessageID": "1",
        "Email": ADDRESS,
        "Description": f"{MARKER} is unknown",
        "BouncedAt": "2026-11-25T10:00:00Z",
        "Metadata": {"message": str(message.uuid)},
    }
    key = base64.b64encode(b"hook:secret").decode()
    for content in (json.dumps(body), json.dumps(body)[:-9]):
        Client(raise_request_exception=False).post(
            "/anymail/postmark/tracking/", content, "application/json", HTTP_AUTHORIZATION=f"Basic {key}"
        )
    events.apply_pending()


def goes_wrong() -> None:
    """Two pages raise; what was typed is in a variable, in the address, in the form, in the error's words."""
    broken = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=WithFaults):
        for url in ("/row/", f"/track/{MARKER}/broken/?q={MARKER}"):
            typed = {"message": f"I am {MARKER}", "email": ADDRESS}
            assert broken.post(url, typed, HTTP_REFERER=f"http://x/?q={MARKER}").status_code == 500


@pytest.mark.django_db
def test_a_whole_journey_leaves_nobody_in_the_logs_or_in_sentry(
    log,
    sentry,
    monkeypatch,
    settings,
    mailbox,
):
    submission = journey()
    refused(monkeypatch, settings)
    told(submission, settings)
    goes_wrong()

    printed = log()

    assert "It did not go to (an address)" in printed
    assert "RuntimeError" in printed
    assert DeliveryEvent.objects.filter(recipient=ADDRESS).exists()
    assert Message.objects.filter(last_error__contains=MARKER).exists()
    assert [line for line in printed.splitlines() if MARKER in line.lower()] == []
    reports = "\n".join(sentry)
    assert "RuntimeError" in reports
    assert "IntegrityError" in reports
    assert "_broken" in reports
    assert MARKER not in reports.lower()


def test_an_event_keeps_what_is_about_the_code_only():
    frame = {"function": "send", "lineno": 7, "vars": {"name": MARKER}}
    event = {
        "event_id": "1",
        "user": {"email": ADDRESS},
        "extra": {"celery-job": {"args": [MARKER]}},
        "tags": {"who": MARKER},
        "breadcrumbs": {"values": [{"message": MARKER}]},
        "contexts": {"runtime": {"name": "CPython"}, "form": {"name": MARKER}},
        "request": {
            "url": f"http://x/track/{MARKER}/?q={MARKER}",
            "data": MARKER,
            "cookies": MARKER,
            "method": "GET",
        },
        "exception": {"values": [{"type": "ValueError", "value": MARKER, "stacktrace": {"frames": [frame]}}]},
        "logentry": {"message": "no %s", "params": [MARKER], "formatted": f"no {MARKER}"},
    }

    kept = error_reports.without_anybody(event, {})

    assert MARKER not in str(kept)
    assert kept["request"] == {"method": "GET", "url": "http://x/track/…/"}
    assert kept["exception"]["values"][0]["stacktrace"] == {"frames": [{"function": "send", "lineno": 7}]}
    assert kept["logentry"] == {"message": "no %s"}


def test_each_way_to_sentry_is_cleaned():
    """Also those that are not used at present, or that carry what is cleaned once more."""
    options = error_reports.options("http://key@127.0.0.1:9/1")

    for name in ("before_send", "before_send_transaction"):
        assert options[name]({"user": {"email": ADDRESS}}, {}) == {"contexts": {"runtime": {}, "trace": {}}}
    assert options["before_breadcrumb"]({"message": MARKER}, {}) is None
    assert (options["max_breadcrumbs"], options["include_local_variables"]) == (0, False)
    assert options["max_request_body_size"] == "never"
    assert options["server_name"] == "portal"
    assert not options.get("send_default_pii")
