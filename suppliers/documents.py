"""The documents of a supplier: versions of their kind, the newest of which counts; none is overwritten."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from intake import attachments
from intake.models import Attachment
from suppliers.facts import DOCUMENT_OF_EXPIRY
from suppliers.models import Document, DocumentKind, Registration
from suppliers.models.registration import EDITABLE_STATES

#: How many files go with one registration, and how many times they may be replaced.
AT_MOST, UPLOADS_AT_MOST = 10, 50


def newest(registration: Registration) -> dict[str, Document]:
    """Return the newest document of each kind of the registration's supplier; of others, the last."""
    current = Document.objects.filter(supplier=registration.supplier_id, replaced_at=None)
    return {document.kind: document for document in current.select_related("attachment").order_by("id")}


def store_all(*, registration: Registration, kind: str, files: Iterable[UploadedFile], by: str) -> list[str]:
    """Store files of one kind, and return what to say of each that could not be kept."""
    problems = []
    for file in files:
        try:
            store(registration_id=registration.pk, kind=kind, file=file, by=by)
        except ValidationError as error:
            problems.extend(error.messages)
    return problems


@transaction.atomic
def store(*, registration_id: uuid.UUID, kind: str, file: UploadedFile, by: str) -> Document:
    """Store a file as the newest document of its kind; the same file again is not stored twice.

    Raises:
        ValidationError: it is no file that we take, or there are too many; or the registration is sent.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    if registration.state not in EDITABLE_STATES:
        raise ValidationError(gettext("This registration has been sent: its documents cannot be changed now"))
    name = attachments.clean_name(file.name or "")
    same_kind = Document.objects.filter(supplier=registration.supplier_id, kind=kind)
    replaced = same_kind.filter(replaced_at=None) if kind != DocumentKind.OTHER else same_kind.none()
    _require_room(registration, replaces=replaced.filter(registration=registration).exists(), name=name)
    attachment = _stored(file, registration, kind, name)
    same = same_kind.filter(replaced_at=None, attachment__sha256=attachment.sha256).first()
    if same:
        attachments.remove(upload_token=registration.pk, attachment=attachment.uuid)
        return same
    replaced.update(replaced_at=timezone.now())
    last = same_kind.order_by("-version").values_list("version", flat=True).first() or 0
    Registration.objects.filter(pk=registration.pk).update(touched_at=timezone.now())
    return Document.objects.create(
        supplier_id=registration.supplier_id,
        registration=registration,
        kind=kind,
        attachment=attachment,
        version=last + 1,
        uploaded_by=by,
    )


def note_expiries(*, supplier_id: int, expiries: Mapping[Any, dt.date]) -> None:
    """Note on the newest documents until when they hold, as the answers say; `expiries` by what expires."""
    for expiry, kind in DOCUMENT_OF_EXPIRY.items():
        Document.objects.filter(supplier=supplier_id, kind=kind, replaced_at=None).update(
            expires_on=expiries.get(expiry)
        )


def _require_room(registration: Registration, *, replaces: bool, name: str) -> None:
    uploaded = Document.objects.filter(registration=registration)
    if not replaces and uploaded.filter(replaced_at=None).count() >= AT_MOST:
        raise ValidationError(
            gettext(
                "You can send up to {most} files with a registration: “{name}” was not added. Put several "
                "pages into one file"
            ).format(most=AT_MOST, name=name)
        )
    if uploaded.count() >= UPLOADS_AT_MOST:
        raise ValidationError(
            gettext(
                "You have replaced files very often: “{name}” was not added. Ask our procurement team to help"
            ).format(name=name)
        )


def _stored(file: UploadedFile, registration: Registration, kind: str, name: str) -> Attachment:
    try:
        return attachments.store(file=file, upload_token=registration.pk, question=kind, kept=True)
    except ValidationError as error:
        if error.code != "too_large":
            raise
    limit = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
    raise ValidationError(
        gettext(
            "“{name}” must be smaller than {limit} MB. Scan it in grey instead of colour, at 150 dots per "
            "inch, and send only the pages that we ask for"
        ).format(name=name, limit=limit),
        code="too_large",
    )
