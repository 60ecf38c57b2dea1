"""What a submission's page shows of the submissions that belong to it."""

from typing import Any

from django import template

from intake import access, duplicates, links, merged
from intake.models import Submission

register = template.Library()


@register.inclusion_tag("admin/intake/submission/related.html", takes_context=True)
def related(context: dict[str, Any], submission: Submission) -> dict[str, Any]:
    """Show what `submission` is merged into, or what into it; links, probable duplicates, and the buttons."""
    user = access.signed_in(context["request"].user)
    merges = merged.into(submission)
    visible = access.visible_submissions(user).filter(pk__in=[merge.merged_id for merge in merges])
    own = set(visible.values_list("pk", flat=True)) if merges else set()
    is_merged = submission.status == Submission.Status.MERGED
    return {
        "submission": submission,
        "kept": merged.kept_instead_of(submission) if is_merged else None,
        "merges": [(merge.merged, merge, merge.merged_id in own) for merge in merges],
        "linked": links.linked(submission, user),
        "suggestions": duplicates.suggestions(submission, user),
    }
