"""Tracking links: made for an email, found again from a link, asked for by reference and address, revoked."""

import datetime as dt
import hashlib
import re
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from intake import email_wordings, kinds, merged, outbox, references, steps
from intake.models import Message, Submission, TimelineEntry, TrackingToken

LINK_LIFE = dt.timedelta(days=90)


def new_link(submission: Submission) -> str:
    """Return a new tracking link for `submission`, whole, on SITE_URL; the database keeps only its hash.

    Where its kind has a page of its own for senders, that page's address is returned: it has its own door.
    """
    own_page = kinds.sender_page(submission)
    if own_page:
        return settings.SITE_URL + own_page
    token = secrets.token_urlsafe(24)
    TrackingToken.objects.create(
        submission=submission, token_hash=_hash(token), expires_at=timezone.now() + LINK_LIFE
    )
    return settings.SITE_URL + reverse("intake:tracking", args=[token])


def submission_for(token: str) -> Submission | None:
    """Return the submission that `token` opens, or None where it is unknown, expired or revoked.

    A link to what was merged into another one opens that one.
    """
    found = (
        TrackingToken.objects.filter(
            token_hash=_hash(token), expires_at__gt=timezone.now(), revoked_at__isnull=True
        )
        .select_related("submission__queue", "submission__feedback")
        .first()
    )
    return merged.kept_instead_of(found.submission) if found else None


@transaction.atomic
def send_link(*, reference: str, email: str) -> None:
    """Email a new tracking link to the sender of `reference`, if `email` is that sender's address.

    Says nothing of whether it was: a stranger must not learn what exists. One link an hour at most.
    """
    submission = (
        Submission.objects.select_related("queue")
        .filter(reference=references.normalise(reference), sender_email__iexact=email.strip())
        .exclude(status=Submission.Status.SPAM)
        .first()
    )
    if not submission:
        return
    key = f"tracking:{submission.pk}:{timezone.now():%Y%m%d%H}"
    if Message.objects.filter(dedupe_key=key).exists():
        return
    outbox.send(
        submission=submission,
        kind=Message.Kind.TRACKING_LINK,
        recipients=[submission.sender_email],
        template="tracking-link",
        context=email_wordings.context_of("tracking-link", submission, tracking_url=new_link(submission)),
        dedupe_key=key,
    )


def live_links(submission: Submission) -> QuerySet[TrackingToken]:
    """Return the links that open `submission` now, those of what was merged into it among them."""
    return TrackingToken.objects.filter(
        submission__in=merged.whole(submission).ids, expires_at__gt=timezone.now(), revoked_at=None
    )


@transaction.atomic
def revoke_links(*, submission_id: int, actor: User) -> int:
    """Revoke every link to the submission that its sender has, and return how many there were.

    The sender can ask for a new one at once; it goes to their own address.

    Raises:
        PermissionDenied: `actor` may not triage it.
        ValidationError: there is no link that works.
    """
    submission = steps.locked(submission_id, actor, None)
    revoked = live_links(submission).update(revoked_at=timezone.now())
    if not revoked:
        raise ValidationError("There is no link that works, so there is nothing to revoke.")
    # Who was sent a link within this hour may be sent one again.
    asked = Message.objects.filter(submission=submission, kind=Message.Kind.TRACKING_LINK)
    asked.update(dedupe_key=None)
    said = "1 link" if revoked == 1 else f"{revoked} links"
    steps.record(submission, TimelineEntry.Event.LINKS_REVOKED, actor, said)
    return revoked


def without_links(text: str) -> str:
    """Return an email's text with the sender's keys taken out, for staff, who are not the sender."""
    start = re.escape(settings.SITE_URL + reverse("intake:tracking", args=["_"]).removesuffix("_/"))
    return re.sub(start + r"[\w-]+/?(feedback/[?\w=]*)?", "(the sender’s own tracking link)", text)


def _hash(token: str) -> str:
    # A token has 192 random bits: a plain digest cannot be searched backwards, and the lookup by an index
    # on the digest gives no timing of the token itself.
    return hashlib.sha256(token.encode()).hexdigest()
