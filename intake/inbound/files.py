"""The files of an email, kept as any upload; what is not kept is said."""

import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from intake import attachments
from intake.inbound.reading import File
from intake.models import Attachment, Submission, TimelineEntry

_AT_MOST = 20


@dataclass
class Kept:
    """What became of the files.

    Attributes:
        token: under which those that are kept are stored until the submission claims them.
        files: those that are kept.
        refused: why each of the others is not, in words.
    """

    token: uuid.UUID
    files: list[Attachment] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def note(self, submission: Submission) -> None:
        """Say in the timeline what was not kept."""
        if self.refused:
            text = "Files of the email that were not kept: " + " ".join(self.refused)
            TimelineEntry.objects.create(
                submission=submission, event=TimelineEntry.Event.NOTED, text=text[:2000]
            )

    def discard(self) -> None:
        """Take the files from the storage again: the database has forgotten them."""
        for attachment in self.files:
            attachment.file.delete(save=False)


def keep(files: list[File], kept: Kept) -> None:
    """Store each of `files` that may be uploaded, and note in `kept` what became of it."""
    for number, file in enumerate(files):
        name = attachments.clean_name(file.name)
        if number >= _AT_MOST:
            kept.refused.append(f"“{name}” is one file more than the {_AT_MOST} that are kept of an email.")
        elif file.is_winmail:
            kept.refused.append(f"“{name}” is Outlook’s own wrapping: ask the sender for the files again.")
        else:
            _keep_one(SimpleUploadedFile(name, file.content, file.content_type), kept)


def _keep_one(file: SimpleUploadedFile, kept: Kept) -> None:
    try:
        stored = attachments.store(file=file, upload_token=kept.token, question="email")
    except ValidationError as error:
        if error.code == "storage":
            # Not the file is refused: the disk takes none. The whole email waits until it does.
            raise OSError("no file can be stored") from error
        kept.refused.extend(error.messages)
    else:
        kept.files.append(stored)
