"""Every email that the public gets, as it is with all that it may have to say."""

import datetime as dt
from types import SimpleNamespace

from django.conf import settings

from intake import email_wordings, outbox
from intake.models.email_wording import WordedEmail
from tests.factories import QueueFactory, SubmissionFactory

#: What staff get; the rest is for the public.
OF_STAFF = {
    *("alert", "assigned", "daily-digest", "deadline-near", "deadline-passed", "forward-answered"),
    *("forward-not-delivered", "given-many", "handed-over", "mentioned", "not-delivered", "sender-wrote"),
    *("solved", "staff-invitation", "supplier-changed-team", "supplier-expiry-digest", "withdrawn", "test"),
}
FOLDER = settings.BASE_DIR / "templates" / "emails"
PUBLIC = sorted({path.name.removesuffix("-subject.txt") for path in FOLDER.glob("*-subject.txt")} - OF_STAFF)


def rendered(name: str) -> tuple[str, str, str]:
    """Return the subject, text and HTML of the email called `name`, in the language that is active."""
    submission = SubmissionFactory(queue=QueueFactory(contact_name="Widget Desk"))
    frame = {
        "submission": submission,
        "text": "Yes.\n\nAt nine.",
        "author_name": "Ada Okoro",
        "merged_reference": "HLT-234-567-89A",
        "tracking_url": "http://portal.example.org/track/x/",
        "link": "http://portal.example.org/suppliers/",
        "stop_link": "http://portal.example.org/suppliers/stop/x/",
        "by": "ada@example.org",
        "address": "sam@example.org",
        "labels": ["Offer: price", "Contacts: name"],
        "minutes": 30,
        "what": "registration",
        "erased_on": dt.date(2026, 12, 3),
        "supplier": "Firm & Co",
        "lapses": True,
        "in_short": "Insurance expires soon",
        "expiries": [_expiry("Insurance"), _expiry("A “certificate”")],
    }
    if name in WordedEmail.values:
        frame = email_wordings.context_of(name, next_steps="First this.\n\nThen that.", **frame)
    return outbox.rendered(name, frame)


def _expiry(what: str) -> SimpleNamespace:
    return SimpleNamespace(get_kind_display=what, expires_on=dt.date(2026, 12, 3))
