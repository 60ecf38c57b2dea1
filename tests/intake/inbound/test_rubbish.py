"""Whatever bytes come in, they are stored, and end as some outcome."""

import pytest
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from intake.inbound import applying, quoting, reading, storing
from intake.models import InboundEmail, Submission
from intake.receivers import on_inbound
from tests.intake.inbound.conftest import raw_of
from tests.intake.inbound.test_corpus import CORPUS

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

quietly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SOURCES = [path.read_bytes()[:4000] for path in sorted(CORPUS.glob("*.eml"))]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An email of the corpus with some of its bytes cut out, replaced or repeated."""
    raw = draw(st.sampled_from(SOURCES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        raw = raw[:start] + draw(st.binary(max_size=30)) + raw[start + draw(st.integers(0, 200)) :]
    return raw


HEADERS = st.sampled_from(
    "From To Subject Message-ID In-Reply-To References Content-Type Content-Transfer-Encoding "
    "Content-Disposition Auto-Submitted Return-Path Date MIME-Version".split()
)
built = st.builds(
    lambda headers, body: (
        b"\n".join(name.encode() + b": " + value for name, value in headers) + b"\n\n" + body
    ),
    st.lists(st.tuples(HEADERS, st.binary(max_size=80)), max_size=12),
    st.binary(max_size=300),
)
anything = st.one_of(st.binary(max_size=2000), built, damaged())


def ends_well(raw: bytes, queue) -> None:
    stored = storing.store(raw, source="Test", key=f"rubbish:{InboundEmail.objects.count()}", queue=queue)
    applying.apply(stored.pk)
    stored.refresh_from_db()
    assert (stored.outcome not in ("pending", "failed"), stored.error) == (True, "")


@quietly
@given(raw=anything)
def test_anything_in_a_queues_mailbox_ends_as_some_outcome(raw, queue) -> None:
    ends_well(raw, queue)


@quietly
@example(raw=b":\rContenT-type:multipart/\r\x80")
@given(raw=anything)
def test_anything_that_a_provider_posts_is_stored_and_ends_as_some_outcome(raw, queue) -> None:
    message = AnymailInboundMessage.parse_raw_mime_bytes(raw)
    message.envelope_recipient = "widgets@example.org"
    event = AnymailInboundEvent(event_type="inbound", event_id="1", message=message)
    InboundEmail.objects.all().delete()
    on_inbound(sender=None, event=event, esp_name="Test")
    stored = InboundEmail.objects.get()
    applying.apply(stored.pk)
    stored.refresh_from_db()
    assert (stored.outcome not in ("pending", "failed"), stored.error) == (True, "")


@settings(deadline=None)
@given(text=st.text(alphabet="> \nOn wrote:-_From: Sent1@ä", max_size=300))
def test_no_word_is_lost_when_a_quote_is_folded(text) -> None:
    new, rest = quoting.split(text)
    assert sorted("".join(new + rest).split()) == sorted(text.split()) or (
        sorted("".join((new + rest).split())) == sorted("".join(text.split()))
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 400,
        b"From: " + b"(" * 50_000 + b"\n\nx",
        b"To: " + b"a@example.org, " * 20_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?b?" * 5_000 + b"\n\nx",
        b"Content-Type: text/html\n\n" + b"<div>" * 50_000,
        b"Content-Type: text/html\n\n" + b"<blockquote>" * 5_000 + b"x",
        b"\n\n" + b"On a b wrote\n" * 50_000,
        b"\n\n" + b"> x\ny\n" * 50_000,
        b"Content-Type: text/plain; charset=idna\n\n" + b"x" * 100_000,
    ],
    ids=range(9),
)
def test_what_is_made_to_take_long_takes_no_time(raw, queue) -> None:
    ends_well(raw, queue)


def test_an_email_that_cannot_be_applied_is_kept_with_the_reason(queue, monkeypatch) -> None:
    def broken(raw: bytes) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(reading, "read", broken)
    stored = storing.store(b"From: jo@example.com\n\nx", source="Test", key="1", queue=queue)
    applying.apply(stored.pk)
    stored.refresh_from_db()
    assert (stored.outcome, stored.error) == ("failed", "RuntimeError: no")
    assert (raw_of(stored), Submission.objects.count()) == (b"From: jo@example.com\n\nx", 0)
