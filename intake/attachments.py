"""Uploaded files: checked, stored privately, claimed by the submission they came with."""

import datetime as dt
import hashlib
import logging
import unicodedata
import uuid
from pathlib import PurePosixPath

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from intake import contents, file_rules, scanning
from intake.file_rules import ACCEPTED, FileRules
from intake.models import Attachment, Message, Submission
from intake.models.attachment import private_name

logger = logging.getLogger(__name__)

ABANDONED_AFTER = dt.timedelta(days=2)


def check(file: UploadedFile, rules: FileRules | None = None) -> str:
    """Return the content type of an uploaded file, sniffed from its content.

    Without `rules`, those of the site hold.

    Raises:
        ValidationError: it is empty, too large, of a type that is not accepted, not what its name says, or
            has something inside that we do not take.
    """
    rules = rules or file_rules.of_site()
    name = clean_name(file.name or "")
    if not file.size:
        raise ValidationError(gettext("“{name}” is empty.").format(name=name), code="empty")
    if file.size > rules.max_bytes:
        said = gettext("“{name}” must be smaller than {limit} MB.").format(name=name, limit=rules.megabytes)
        raise ValidationError(said, code="too_large")
    ending = PurePosixPath(name).suffix.lower()
    if ending not in rules.endings:
        said = gettext("“{name}” must be {types} file.").format(name=name, types=rules.types_in_words)
        raise ValidationError(said, code="wrong_type")
    file.seek(0)
    content = file.read()
    file.seek(0)
    contents.check(content, name=name, ending=ending)
    content_type = _sniff(content, ending)
    if not content_type:
        raise contents.not_real(name, ending)
    return content_type


@transaction.atomic
def store(
    *,
    file: UploadedFile,
    upload_token: uuid.UUID,
    question: str,
    kept: bool = False,
    is_ours: bool = False,
    rules: FileRules | None = None,
) -> Attachment:
    """Keep an uploaded file until its form is sent; with `kept`, for as long as another record wants it.

    Nobody can open it before it is scanned for viruses, where there is a scanner; what the portal has made
    itself, `is_ours`, is not.

    Raises:
        ValidationError: as `check` does.
    """
    content_type = check(file, rules)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    attachment = Attachment(
        upload_token=upload_token,
        kept=kept,
        question=question,
        name=clean_name(file.name or ""),
        content_type=content_type,
        size=file.size or 0,
        sha256=digest.hexdigest(),
        scan=Attachment.Scan.NOT_SCANNED if is_ours else scanning.first_state(),
    )
    _write(attachment, file)
    return attachment


def _write(attachment: Attachment, file: UploadedFile) -> None:
    """Write the file and its row, both or neither: no half file stays where the disk is full."""
    storage, name = attachment.file.storage, private_name(attachment, "")
    try:
        attachment.file.save(attachment.name, file, save=False)
        attachment.save(force_insert=True)
        scanning.begin(attachment)
    except OSError as error:
        storage.delete(name)
        logger.error("an uploaded file could not be kept: %s", error.strerror)
        raise ValidationError(
            gettext(
                "We could not keep “{name}”: our storage does not take files at the moment. Try again later, "
                "or go on without it."
            ).format(name=attachment.name),
            code="storage",
        ) from error
    except DatabaseError:
        storage.delete(name)
        raise


def waiting(upload_token: uuid.UUID) -> QuerySet[Attachment]:
    """Return the files of a form that was not sent yet."""
    return Attachment.objects.filter(upload_token=upload_token, submission=None)


def claim(*, submission: Submission, upload_token: uuid.UUID, message: Message | None = None) -> int:
    """Give the files stored under `upload_token` to `submission`; return how many there were.

    With `message` they came with that message of its conversation.
    """
    return waiting(upload_token).update(submission=submission, message=message)


def remove(*, upload_token: uuid.UUID, attachment: uuid.UUID) -> None:
    """Delete one file of a form that was not sent yet; nothing happens where there is none."""
    for found in waiting(upload_token).filter(uuid=attachment):
        _delete(found)


def delete_abandoned() -> int:
    """Delete the files of forms that were not sent within two days; return how many there were."""
    abandoned = Attachment.objects.filter(
        submission=None, kept=False, created_at__lt=timezone.now() - ABANDONED_AFTER
    )
    count = 0
    for attachment in abandoned.iterator():
        _delete(attachment)
        count += 1
    return count


def clean_name(name: str) -> str:
    """Return a sender's file name fit to show: no path, no control or direction marks, 150 characters."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C").strip(". ")
    path = PurePosixPath(visible or "file")
    return path.stem[: 150 - len(path.suffix)] + path.suffix[:20]


def _delete(attachment: Attachment) -> None:
    attachment.delete()
    attachment.file.delete(save=False)


def _sniff(content: bytes, ending: str) -> str:
    if not ACCEPTED[ending]:
        return "text/csv" if _is_text(content) else ""
    try:
        guesses = puremagic.magic_string(content, filename=f"file{ending}")
    except (puremagic.PureError, ValueError):
        return ""
    return next((guess.mime_type for guess in guesses if guess.mime_type in ACCEPTED[ending]), "")


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return all(byte >= 32 or byte in b"\t\r\n" for byte in content)
    return True
