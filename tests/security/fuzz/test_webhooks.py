"""What a provider posts with the right secret: taken, kept or refused, and never an error of ours."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import strategies as st

from intake import events
from intake.inbound import applying
from intake.models import InboundEmail
from tests.factories import catch_all_queue
from tests.intake.inbound.test_webhooks import posted
from tests.intake.test_events import DELIVERY
from tests.security.fuzz.examples import ODD, texts, tried
from tests.security.fuzz.test_programs import JSON, webhooks

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("fuzz examples"),
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailWarning"),
    pytest.mark.thorough,
]

_SECRET = {"Authorization": "Basic dXNlcjpzZWNyZXQ="}
#: Words of an email, line ends and half characters among them, which no header of an email can have.
said = (
    texts
    | st.sampled_from(["a\nBcc: eve@evil.example", "\ud800", "=?utf-8?b?AAA", "a@b, c@d", "<>", '"'])
    | st.text()
)
_IN_EMAIL = [name for name in posted() if name not in ("FromFull", "ToFull", "Headers", "Attachments")]
emails = st.builds(
    lambda changed, headers, attachments, sender: posted(
        **changed | {"Headers": headers, "Attachments": attachments, "FromFull": sender}
    ),
    st.dictionaries(st.sampled_from([*_IN_EMAIL, "CcFull", "RawEmail"]), said | JSON, max_size=3),
    st.lists(st.fixed_dictionaries({"Name": said, "Value": said}) | JSON, max_size=2) | JSON,
    st.lists(
        st.fixed_dictionaries({"Name": said, "Content": said, "ContentType": said, "ContentID": said}),
        max_size=2,
    )
    | st.just([]),
    st.fixed_dictionaries({"Email": said, "Name": said}) | JSON,
)
deliveries = st.dictionaries(
    st.sampled_from([*DELIVERY, "Type", "Metadata", "ID", "Tag", "Description", "BouncedAt"]),
    said
    | JSON
    | st.sampled_from(["Bounce", "SubscriptionChange", "9999-12-31T23:59:59-12:00", "2026-02-30T00:00:00Z"]),
    max_size=3,
).map(lambda changed: DELIVERY | changed)
broken = st.tuples(st.binary(max_size=60) | JSON.map(lambda each: json.dumps(each).encode()), st.booleans())


@pytest.fixture
def client(settings) -> Client:
    settings.ANYMAIL = {"WEBHOOK_SECRET": "user:secret"}
    catch_all_queue()
    return Client(raise_request_exception=False, headers=_SECRET)


def post(client: Client, address: str, body: Any) -> int:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"/anymail/{address}/", text, content_type="application/json").status_code


def test_emails_that_come_in_are_all_kept(client, record_property):
    def check(email):
        assert post(client, "postmark/inbound", email) in (200, 404), email
        # 404: it says that it is no email that came in.
        if email.get("RecordType", "Inbound") == "Inbound":
            assert InboundEmail.objects.count() == 1
        applying.apply_pending()
        assert not InboundEmail.objects.filter(outcome="pending").exists()

    record_property("count", tried("webhooks", emails, check, parts=3))


def test_events_are_kept_or_refused(client, record_property):
    def check(event):
        assert post(client, "postmark/tracking", event) in (200, 400, 404), event
        events.apply_pending()

    record_property("count", tried("webhooks", deliveries, check, parts=3))


def test_every_provider_may_post_rubbish(client, record_property):
    addresses = sorted(name.removeprefix("anymail:").removesuffix("_webhook") for name in webhooks())
    paths = [_path(name) for name in addresses]

    def check(example):
        address, (body, as_form) = example
        content_type = "multipart/form-data; boundary=b" if as_form else "application/json"
        status = client.post(f"/anymail/{address}/", body, content_type=content_type).status_code
        assert status < 500, address

    record_property("count", tried("webhooks", st.tuples(st.sampled_from(paths), broken), check, parts=3))


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_an_email_with_any_of_these_in_its_subject_is_kept(client, odd):
    assert post(client, "postmark/inbound", posted(Subject=f"{odd}\n{odd}")) == 200
    assert InboundEmail.objects.count() == 1


def _path(name: str) -> str:
    provider, _, kind = name.rpartition("_")
    return f"{provider}/{kind}" if provider else name
