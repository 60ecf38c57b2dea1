"""Drafts: the answers of a form between its question page and its confirmation, open to one browser only."""

import hashlib
import hmac
import uuid
from typing import Any

from django.utils import timezone

from enquiries import versions
from enquiries.models import Draft, EnquiryType
from enquiries.traps import Trace
from enquiries.versions import LIFE_OF_DRAFT

_NOTHING = Trace()


class NotYours(Exception):
    """The token names a draft of another browser or type, or one that has expired."""


def find(*, token: str | None, browser: str) -> Draft | None:
    """Return the draft that `token` names, or None: unknown, expired and another browser's are all the same.

    Args:
        token: the form's token as posted, whatever that is.
        browser: the browser's secret.
    """
    draft = _stored(token)
    return draft if draft and _is_open_to(draft, browser) else None


def find_or_begin(
    *, token: str | None, enquiry_type: EnquiryType, browser: str, shown: str | None = None
) -> Draft:
    """Return the draft that `token` names, or a new one, not stored yet, where it names none.

    `shown` is the number of the version that the visitor was shown, as posted.

    Raises:
        NotYours: it names one that cannot be opened here.
    """
    draft = _stored(token)
    if not draft:
        return begin(enquiry_type=enquiry_type, browser=browser, token=token, shown=shown)
    if not _is_open_to(draft, browser) or draft.enquiry_type_id != enquiry_type.pk:
        raise NotYours
    return draft


def begin(
    *, enquiry_type: EnquiryType, browser: str, token: str | None = None, shown: str | None = None
) -> Draft:
    """Return a new draft, not stored yet, under `token` if that is a token, else under a new one."""
    return Draft(
        id=_parse_token(token) or uuid.uuid4(),
        enquiry_type=enquiry_type,
        version=versions.of_new_draft(enquiry_type, shown=shown),
        browser_hash=_hash(browser),
    )


def save(*, draft: Draft, answers: dict[str, Any], checked: bool, trace: Trace = _NOTHING) -> None:
    """Store the answers of `draft`, unless it has been sent meanwhile, and the first of what `trace` shows.

    A double click stores a new draft twice at the same time; the second finds it there, and that is all.
    """
    draft.answers, draft.checked = answers, checked
    draft.trap_filled = draft.trap_filled or trace.trap_filled
    draft.shown_at = draft.shown_at or trace.shown_at
    if draft._state.adding:
        Draft.objects.bulk_create([draft], ignore_conflicts=True)
        return
    Draft.objects.filter(pk=draft.pk, submission=None).update(
        answers=answers,
        checked=checked,
        trap_filled=draft.trap_filled,
        shown_at=draft.shown_at,
        updated_at=timezone.now(),
    )


def delete_old() -> int:
    """Delete the drafts that were not sent within two days; return how many there were."""
    return Draft.objects.filter(submission=None, created_at__lt=timezone.now() - LIFE_OF_DRAFT).delete()[0]


def _stored(token: str | None) -> Draft | None:
    key = _parse_token(token)
    if not key:
        return None
    drafts = Draft.objects.select_related("enquiry_type__usual_queue", "version", "submission__queue")
    return drafts.filter(pk=key).first()


def _is_open_to(draft: Draft, browser: str) -> bool:
    if not hmac.compare_digest(draft.browser_hash, _hash(browser)):
        return False
    if draft.submission_id:
        return True
    # Answers that no key of ours opens are as good as expired.
    return draft.answers is not None and draft.created_at >= timezone.now() - LIFE_OF_DRAFT


def _parse_token(token: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(token or "")
    except ValueError:
        return None


def _hash(browser: str) -> str:
    # A secret of 192 random bits: a plain digest cannot be searched backwards.
    return hashlib.sha256(browser.encode()).hexdigest()
