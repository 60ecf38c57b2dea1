"""The files of a form: stored as soon as they arrive, so that no error elsewhere in the form loses them."""

import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import ngettext

from intake import attachments
from intake.models import Attachment


def keep(
    *, upload_token: uuid.UUID, question: str, files: Iterable[UploadedFile], remove: Iterable[str] = ()
) -> tuple[list[Attachment], list[str]]:
    """Remove and add files of one question of a form.

    Args:
        upload_token: what they wait under until their form is sent.
        question: the question's name.
        files: those that came with this post; one that is kept already is not kept twice.
        remove: ids of kept files, as posted.

    Returns:
        The files kept now, and what to say of each one that could not be.
    """
    for identifier in remove:
        attachments.remove(upload_token=upload_token, attachment=_uuid(identifier))
    kept = list(attachments.waiting(upload_token).filter(question=question))
    problems = []
    for file in files:
        if len(kept) >= settings.ATTACHMENT_MAX_COUNT:
            problems.append(_one_too_many(file))
            continue
        try:
            stored = attachments.store(file=file, upload_token=upload_token, question=question)
        except ValidationError as error:
            problems.extend(error.messages)
            continue
        if _is_among(stored, kept):
            attachments.remove(upload_token=upload_token, attachment=stored.uuid)
        else:
            kept.append(stored)
    return kept, problems


def _one_too_many(file: UploadedFile) -> str:
    name = attachments.clean_name(file.name or "")
    most = settings.ATTACHMENT_MAX_COUNT
    said = ngettext(
        "You can send up to {most} file: “{name}” was not added",
        "You can send up to {most} files: “{name}” was not added",
        most,
    )
    return said.format(most=most, name=name)


def _is_among(file: Attachment, others: Sequence[Attachment]) -> bool:
    return any((file.name, file.sha256) == (other.name, other.sha256) for other in others)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
