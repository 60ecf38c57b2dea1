"""A copy of all that is held of one person, for them (UK GDPR, Article 15), by their email address.

A ZIP with a page to read, the same as JSON, and the files. What staff noted of them is in it. Email addresses
of others are masked; names in texts are not known to a machine, so a person reads it before it goes out.
"""

import json
import logging
import zipfile
from collections.abc import Iterator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.contrib.auth.models import User
from django.core.files import File as DjangoFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from intake import access, audit, outbox
from intake.models import Queue, SubjectAccess, Submission
from intake.privacy import people, requests
from intake.privacy.people import Person
from intake.privacy.telling import Part, masked

logger = logging.getLogger(__name__)

_SHOWN = 30
_IN_MEMORY = 5_000_000
_GONE = " (gone from the storage)"


@transaction.atomic
def ask(*, address: str, actor: User | None) -> SubjectAccess:
    """Have a copy made of what is held of `address`, and write down who asked for it.

    Args:
        address: the person's email address.
        actor: who asks; None on the command line.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: it is no address, or a colleague's.
    """
    if actor:
        access.require_privacy(actor)
    address = requests.normal(address)
    copy = SubjectAccess.objects.create(
        address=address, address_digest=requests.digest(address), asked_by=actor
    )
    transaction.on_commit(partial(outbox.ring_for, "make_subject_access", copy.pk), robust=True)
    audit.record(audit.Action.ASKED_FOR_COPY, actor=actor, about=copy)
    return copy


def make(copy_id: int) -> None:
    """Make one copy that was asked for; nothing happens where it is there, or was erased meanwhile."""
    copy = SubjectAccess.objects.filter(pk=copy_id, made_at=None).exclude(address="").first()
    if not copy:
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        rows, files = write(copy.address, file)
        file.seek(0)
        copy.file.save(f"{copy.uuid}.zip", DjangoFile(file), save=False)
    kept = SubjectAccess.objects.filter(pk=copy.pk, made_at=None).exclude(address="")
    if not kept.update(file=copy.file.name, rows=rows, files=files, made_at=timezone.now()):
        # Another worker was quicker, or the person was erased.
        copy.file.delete(save=False)
    logger.info("copy %s for a person: %s rows, %s files", copy.pk, rows, files)


def make_waiting() -> None:
    """Make the copies that no worker was told of."""
    waiting = SubjectAccess.objects.filter(made_at=None).exclude(address="")
    for pk in waiting.values_list("pk", flat=True):
        make(pk)


@transaction.atomic
def take(*, copy_id: int, actor: User) -> SubjectAccess:
    """Return a copy that is made, to be downloaded by `actor`, and write that down.

    Raises:
        PermissionDenied: `actor` is no administrator.
        DoesNotExist: there is none, or its file was deleted.
    """
    access.require_privacy(actor)
    copy = SubjectAccess.objects.select_for_update(of=("self",)).exclude(file="").get(pk=copy_id)
    copy.taken_at, copy.taken_by = timezone.now(), actor
    copy.save(update_fields=["taken_at", "taken_by"])
    audit.record(audit.Action.DOWNLOADED_COPY, actor=actor, about=copy)
    return copy


def newest(*, actor: User) -> list[SubjectAccess]:
    """Return the copies that were asked for last, whose files are there or not.

    Raises:
        PermissionDenied: `actor` is no administrator.
    """
    access.require_privacy(actor)
    return list(SubjectAccess.objects.select_related("asked_by", "taken_by")[:_SHOWN])


def write(address: str, file: IO[bytes]) -> tuple[int, int]:
    """Write the ZIP of what is held of `address` into `file`; return how many rows and files are in it."""
    own = Submission.objects.filter(sender_email__iexact=address)
    person = Person(address, tuple(own.values_list("reference", flat=True)))
    known = {address, *_our_own()}
    said: list[dict[str, Any]] = []
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in _parts(person):
            names = [_add(archive, name, stored) for name, stored in part.files]
            count += len(names)
            said.append({"title": part.title, "rows": masked(part.rows, own=known), "files": names})
        context = {"address": address, "parts": said, "made_at": timezone.now()}
        archive.writestr("read-me-first.html", render_to_string("intake/subject-access.html", context))
        archive.writestr("data.json", json.dumps(said, indent=2, ensure_ascii=False))
    return sum(len(part["rows"]) for part in said), count


def _parts(person: Person) -> Iterator[Part]:
    for store in people.stores():
        for part in store.held(person):
            if part.rows or part.files:
                yield part


def _add(archive: zipfile.ZipFile, name: str, stored: Any) -> str:
    try:
        with stored.open("rb") as content:
            archive.writestr(name, content.read())
    except FileNotFoundError:
        return name + _GONE
    return name


def _our_own() -> set[str]:
    """The addresses of our queues, which are nobody's in particular."""
    pairs = Queue.objects.values_list("reply_to", "alert_address")
    return {address.lower() for pair in pairs for address in pair if address}
