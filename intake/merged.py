"""What was merged into a submission: looked at as part of it, wherever its rows are stored.

Nothing is moved when two submissions are merged (`merging` says how), so that it can be undone. These
functions put together what belongs together.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from intake.models import Attachment, InboundEmail, Merge, Message, Submission


@dataclass(frozen=True)
class Whole:
    """A submission with what was merged into it, by the ids of all of them."""

    ids: list[int]

    def messages(self) -> QuerySet[Message]:
        """Return the conversation of all of them, the oldest first."""
        found = Message.objects.filter(submission__in=self.ids).order_by("created_at", "id")
        return found.select_related("submission")

    def attachments(self) -> QuerySet[Attachment]:
        """Return the files of all of them."""
        return Attachment.objects.filter(submission__in=self.ids)

    def inbound_emails(self) -> QuerySet[InboundEmail]:
        """Return the emails of all of them."""
        return InboundEmail.objects.filter(submission__in=self.ids)


def whole(submission: Submission) -> Whole:
    """Return `submission` with what was merged into it.

    The ids are asked for first: no database finds rows quickly by “this one, or those in a subquery”.
    """
    merges = Merge.objects.filter(kept=submission.pk).order_by("pk")
    return Whole([submission.pk, *merges.values_list("merged", flat=True)])


def kept_instead_of(submission: Submission) -> Submission:
    """Return the submission into which `submission` was merged; itself where it was not."""
    if submission.status != Submission.Status.MERGED:
        return submission
    found = Merge.objects.filter(merged=submission.pk)
    merge = found.select_related("kept__queue", "kept__assignee", "kept__feedback").first()
    return merge.kept if merge else submission


def into(submission: Submission) -> list[Merge]:
    """Return what was merged into `submission`, in the order in which that was done."""
    merges = Merge.objects.filter(kept=submission.pk)
    return list(merges.select_related("merged__queue", "made_by").defer("merged__search_text"))
