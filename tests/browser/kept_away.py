"""Files that nobody may open, stored in a portal that runs in processes of its own."""

from urllib.parse import urlsplit

from intake import tracking
from intake.models import Attachment, Queue, TimelineEntry
from tests.factories import AttachmentFactory, SubmissionFactory


def make() -> dict[str, str]:
    """Make a submission with a file in each state, and return the paths of its two pages."""
    submission = SubmissionFactory(
        queue=Queue.objects.get(is_catch_all=True), subject="Papers for the school", status="open"
    )
    for scan in Attachment.Scan.values:
        AttachmentFactory(submission=submission, name=f"a-file-that-is-{scan}.pdf", scan=scan)
    TimelineEntry.objects.create(
        submission=submission,
        event=TimelineEntry.Event.FILE_KEPT_AWAY,
        text="A virus was found in “a-file-that-is-infected.pdf” (Eicar-Test). Nobody can open it, and it is "
        "deleted after 30 days.",
    )
    return {
        "staff": f"/admin/intake/submission/{submission.pk}/change/",
        "sender": urlsplit(tracking.new_link(submission)).path,
    }
