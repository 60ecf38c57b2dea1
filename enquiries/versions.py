"""Publishing a type's form: what is on the site, from when, and how to go back.

The rows of a type are its working copy. What is on the site is the newest version whose time has come; a type
that was never published is on the site as its rows stand.
"""

import datetime as dt
import re
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from enquiries import definitions, type_check
from enquiries.definitions import Definition
from enquiries.models import Draft, EnquiryType, Page, Question, Version
from intake import audit
from intake.audit import changes

#: As long as `intake.attachments` keeps the files of a form that is not sent.
LIFE_OF_DRAFT = dt.timedelta(days=2)


class NotPublished(Exception):
    """What is to be published or called off cannot be; says why, for the person who wants it."""


def in_force(enquiry_type: EnquiryType, *, at: dt.datetime | None = None) -> Version | None:
    """Return the version of `enquiry_type` that is on the site `at` a time (now), or None: no version is."""
    due = enquiry_type.versions.filter(cancelled_at=None, in_force_from__lte=at or timezone.now())
    return due.order_by("-in_force_from", "-number").first()


def on_the_site(enquiry_type: EnquiryType) -> Definition:
    """Return the form of `enquiry_type` that a visitor gets who begins now."""
    return _form(enquiry_type, in_force(enquiry_type))


def of_draft(draft: Draft) -> Definition:
    """Return the form that `draft` fills in, whatever has been published since it was begun."""
    version = draft.version
    if not version and not draft._state.adding:
        # Where nothing was published when it was begun, version 1 keeps what was there.
        version = draft.enquiry_type.versions.order_by("number").first()
    return _form(draft.enquiry_type, version)


def scheduled(enquiry_type: EnquiryType) -> list[Version]:
    """Return the versions of `enquiry_type` whose time is still to come, the next first."""
    to_come = enquiry_type.versions.filter(cancelled_at=None, in_force_from__gt=timezone.now())
    return list(to_come.order_by("in_force_from", "number"))


def has_unpublished_changes(enquiry_type: EnquiryType) -> bool:
    """Return whether the working copy says what the newest version, on the site or to come, does not."""
    newest = enquiry_type.versions.filter(cancelled_at=None).first()
    now = definitions.content_of(definitions.working_copy(enquiry_type))
    return newest is not None and newest.content != now


@transaction.atomic
def keep_what_is_on_the_site(*, enquiry_type_id: int) -> None:
    """Make version 1 of a type that has none: call it before its rows are changed for the first time."""
    enquiry_type = _locked(enquiry_type_id)
    if not enquiry_type.versions.exists():
        _add(enquiry_type, definitions.working_copy(enquiry_type), note="As it was before it was edited")


@transaction.atomic
def publish(
    *, enquiry_type_id: int, by: User | None, at: dt.datetime | None = None, note: str = ""
) -> Version:
    """Put the working copy on the site, now or `at` a later time.

    Args:
        enquiry_type_id: the type.
        by: who does it.
        at: from when it is on the site; now, if None or past.
        note: what has changed, for colleagues.

    Raises:
        NotPublished: something is wrong with the form as a whole, or nothing has changed.
    """
    enquiry_type = _locked(enquiry_type_id)
    form = definitions.working_copy(enquiry_type)
    problems = type_check.problems_of_form(form)
    if problems:
        raise NotPublished(problems[0])
    if enquiry_type.versions.exists() and not has_unpublished_changes(enquiry_type):
        raise NotPublished("Nothing has changed since the newest version.")
    return _add(enquiry_type, form, by=by, at=at, note=note)


@transaction.atomic
def roll_back(*, version_id: int, by: User | None) -> Version:
    """Put an earlier version on the site again, as a new one; the working copy stays as it is.

    Raises:
        NotPublished: it is the one that is on the site.
    """
    earlier = Version.objects.get(pk=version_id)
    enquiry_type = _locked(earlier.enquiry_type_id)
    now = in_force(enquiry_type)
    if now and now.content == earlier.content:
        raise NotPublished("This is what is on the site.")
    form = definitions.of_version(enquiry_type, earlier)
    return _add(enquiry_type, form, by=by, note=f"Back to version {earlier.number}")


@transaction.atomic
def cancel(*, version_id: int) -> None:
    """Call a version off that is not on the site yet.

    Raises:
        NotPublished: it is, or was.
    """
    version = Version.objects.select_for_update().get(pk=version_id)
    if version.in_force_from <= timezone.now():
        raise NotPublished(
            "It is on the site already. Publish another version, or go back to an earlier one."
        )
    version.cancelled_at = timezone.now()
    version.save(update_fields=["cancelled_at"])
    audit.record(
        audit.Action.CALLED_OFF,
        actor=changes.at_work(),
        about=("enquirytype", version.enquiry_type_id),
        detail={"version": version.number},
    )


@transaction.atomic
def replace_working_copy(*, enquiry_type_id: int, form: Definition) -> None:
    """Make the rows of a type say what `form` says: an earlier version, or one from a file.

    What has the same name stays the same row, so that its history goes on.
    """
    keep_what_is_on_the_site(enquiry_type_id=enquiry_type_id)
    enquiry_type = _locked(enquiry_type_id)
    enquiry_type.introduction, enquiry_type.next_steps = form.introduction, form.next_steps
    enquiry_type.save(update_fields=["introduction", "next_steps"])
    named = [page for page in form.pages if page.name]
    _replace(list(enquiry_type.pages.all()), named)
    _replace(list(enquiry_type.questions.all()), form.questions)
    # A notice has no name to know it by.
    for notice in enquiry_type.notices.all():
        notice.delete()
    for notice in form.notices:
        notice.save()


def of_new_draft(enquiry_type: EnquiryType, *, shown: str | None = None) -> Version | None:
    """Return the version that a new draft fills in: the one that the visitor was shown, if it may still be.

    Args:
        enquiry_type: the type.
        shown: the number of the version that was shown, as posted, whatever that is.
    """
    now = in_force(enquiry_type)
    if not now or not shown or shown == str(now.number) or not re.fullmatch(r"[0-9]{1,9}", shown):
        return now
    lately = timezone.now() - LIFE_OF_DRAFT
    if now.in_force_from < lately:
        return now
    published = enquiry_type.versions.filter(cancelled_at=None, in_force_from__lte=timezone.now())
    return published.filter(number=int(shown)).first() or now


def _form(enquiry_type: EnquiryType, version: Version | None) -> Definition:
    return (
        definitions.of_version(enquiry_type, version) if version else definitions.working_copy(enquiry_type)
    )


def _locked(enquiry_type_id: int) -> EnquiryType:
    return EnquiryType.objects.select_for_update().get(pk=enquiry_type_id)


def _add(
    enquiry_type: EnquiryType,
    form: Definition,
    *,
    by: User | None = None,
    at: dt.datetime | None = None,
    note: str = "",
) -> Version:
    newest = enquiry_type.versions.first()
    now = timezone.now()
    version = Version.objects.create(
        enquiry_type=enquiry_type,
        number=newest.number + 1 if newest else 1,
        content=definitions.content_of(form),
        in_force_from=max(at or now, now),
        published_at=now,
        published_by=by,
        note=note,
    )
    audit.record(audit.Action.PUBLISHED, actor=by, about=enquiry_type, detail={"version": version.number})
    return version


def _replace(before: Sequence[Page | Question], after: Sequence[Page | Question]) -> None:
    known = {row.name: row for row in before}
    for row in before:
        if row.name not in {each.name for each in after}:
            row.delete()
    for row in after:
        same = known.get(row.name)
        if same:
            row.pk = same.pk
            row._state.adding = False
        if isinstance(row, Question):
            # Saved by now, if it is one that has a name.
            row.page = row.page if row.page and row.page.pk else None
        row.save()
