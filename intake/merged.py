"""What was merged into a submission: looked at as part of it, wherever its rows are stored.

Nothing is moved when two submissions are merged (`merging` says how), so that it can be undone. These
functions put together what belongs together.
"""

from django.db.models import Q, QuerySet

from intake.models import Attachment, InboundEmail, Merge, Message, Submission


def kept_instead_of(submission: Submission) -> Submission:
    """Return the submission into which `submission` was merged; itself where it was not."""
    if submission.status != Submission.Status.MERGED:
        return submission
    merge = Merge.objects.filter(merged=submission.pk).select_related("kept__queue", "kept__assignee").first()
    return merge.kept if merge else submission


def into(submission: Submission) -> list[Merge]:
    """Return what was merged into `submission`, in the order in which that was done."""
    merges = Merge.objects.filter(kept=submission.pk)
    return list(merges.select_related("merged__queue", "made_by").defer("merged__search_text"))


def messages(submission: Submission) -> QuerySet[Message]:
    """Return the conversation of `submission` and of what was merged into it, the oldest first."""
    found = Message.objects.filter(_of(submission)).order_by("created_at", "id")
    return found.select_related("submission")


def attachments(submission: Submission) -> QuerySet[Attachment]:
    """Return the files of `submission` and of what was merged into it."""
    return Attachment.objects.filter(_of(submission))


def inbound_emails(submission: Submission) -> QuerySet[InboundEmail]:
    """Return the emails of `submission` and of what was merged into it."""
    return InboundEmail.objects.filter(_of(submission))


def _of(submission: Submission) -> Q:
    merged = Merge.objects.filter(kept=submission.pk).values("merged")
    return Q(submission=submission.pk) | Q(submission__in=merged)
