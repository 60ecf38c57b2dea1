"""The files of a form: stored as soon as they arrive, so that no error elsewhere in the form loses them."""

import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from intake import attachments, file_rules
from intake.file_rules import FileRules
from intake.models import Attachment


def keep(
    *,
    upload_token: uuid.UUID,
    question: str,
    files: Iterable[UploadedFile],
    remove: Iterable[str] = (),
    rules: FileRules | None = None,
) -> tuple[list[Attachment], list[str]]:
    """Remove and add files of one question of a form.

    Args:
        upload_token: what they wait under until their form is sent.
        question: the question's name.
        files: those that came with this post; one that is kept already is not kept twice.
        remove: ids of kept files, as posted.
        rules: which files the question takes; without, those that the site takes.

    Returns:
        The files kept now, and what to say of each one that could not be.
    """
    rules = rules or file_rules.of_site()
    for identifier in remove:
        attachments.remove(upload_token=upload_token, attachment=_uuid(identifier))
    kept = list(attachments.waiting(upload_token).filter(question=question))
    problems = []
    for file in files:
        if len(kept) >= rules.at_most:
            problems.append(_one_too_many(file, rules))
            continue
        try:
            stored = attachments.store(file=file, upload_token=upload_token, question=question, rules=rules)
        except ValidationError as error:
            problems.extend(error.messages)
            continue
        if _is_among(stored, kept):
            attachments.remove(upload_token=upload_token, attachment=stored.uuid)
        else:
            kept.append(stored)
    return kept, problems


def _one_too_many(file: UploadedFile, rules: FileRules) -> str:
    name = attachments.clean_name(file.name or "")
    files = "1 file" if rules.at_most == 1 else f"up to {rules.at_most} files"
    return f"You can send {files}: “{name}” was not added"


def _is_among(file: Attachment, others: Sequence[Attachment]) -> bool:
    return any((file.name, file.sha256) == (other.name, other.sha256) for other in others)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
