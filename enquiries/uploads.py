"""The files of a form: stored as soon as they arrive, so that no error elsewhere in the form loses them."""

import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from intake import attachments
from intake.models import Attachment


def keep(
    *, draft_id: uuid.UUID, question: str, files: Iterable[UploadedFile], remove: Iterable[str] = ()
) -> tuple[list[Attachment], list[str]]:
    """Remove and add files of one question of a draft.

    Args:
        draft_id: the draft, under whose id they wait for the form to be sent.
        question: the question's name.
        files: those that came with this post; one that is kept already is not kept twice.
        remove: ids of kept files, as posted.

    Returns:
        The files kept now, and what to say of each one that could not be.
    """
    for identifier in remove:
        attachments.remove(upload_token=draft_id, attachment=_uuid(identifier))
    kept = list(attachments.waiting(draft_id).filter(question=question))
    problems = []
    for file in files:
        if len(kept) >= settings.ATTACHMENT_MAX_COUNT:
            problems.append(_one_too_many(file))
            continue
        try:
            stored = attachments.store(file=file, upload_token=draft_id, question=question)
        except ValidationError as error:
            problems.extend(error.messages)
            continue
        if _is_among(stored, kept):
            attachments.remove(upload_token=draft_id, attachment=stored.uuid)
        else:
            kept.append(stored)
    return kept, problems


def _one_too_many(file: UploadedFile) -> str:
    name = attachments.clean_name(file.name or "")
    return f"You can send up to {settings.ATTACHMENT_MAX_COUNT} files: “{name}” was not added"


def _is_among(file: Attachment, others: Sequence[Attachment]) -> bool:
    return any((file.name, file.sha256) == (other.name, other.sha256) for other in others)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
