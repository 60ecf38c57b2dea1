"""What a form in the middle holds of a person, and how it is erased at their request."""

from collections.abc import Iterator

from enquiries.models import Draft
from intake.models import Attachment
from intake.privacy import tombstone
from intake.privacy.people import Person, Store
from intake.privacy.telling import File, Part


def stores() -> list[Store]:
    """Return the places there are."""
    return [Store("Forms that were not sent", _erase, _held)]


def _held(person: Person) -> Iterator[Part]:
    for draft in Draft.objects.filter(submission=None).select_related("enquiry_type").iterator():
        if draft.answers and person.address in str(draft.answers).lower():
            files = Attachment.objects.filter(upload_token=draft.pk, submission=None, kept=False)
            yield Part(
                f"Begun and not sent: {draft.enquiry_type}",
                [{name: said for name, said in draft.answers.items() if said}],
                tuple(File(f"files/begun/{file.pk}-{file.name}", file.file) for file in files),
            )


def _erase(person: Person) -> int:
    """Drafts are encrypted, and live for two days: each is looked into."""
    count = 0
    for draft in Draft.objects.select_related("submission").iterator():
        sent_by = draft.submission.sender_email.lower() if draft.submission else ""
        if sent_by == person.address or person.address in str(draft.answers).lower():
            files = Attachment.objects.filter(upload_token=draft.pk, submission=None, kept=False)
            tombstone.delete_files(files, "file")
            count += draft.delete()[0]
    return count
