"""The rules of how long a type of submission is kept, where its queue's own time is not the right one."""

from django.contrib.auth.models import User
from django.db import transaction

from intake import access
from intake.models import Queue, RetentionRule


@transaction.atomic
def set_rule(*, actor: User, kind: str, queue: Queue | None, days: int, reason: str) -> RetentionRule:
    """Keep closed submissions of `kind`, in `queue` or in every queue, for `days`; replaces an earlier rule.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: the days or the reason cannot be.
    """
    access.require_privacy(actor)
    rule = RetentionRule.objects.select_for_update(of=("self",)).filter(kind=kind, queue=queue).first()
    rule = rule or RetentionRule(kind=kind, queue=queue)
    rule.days, rule.reason = days, reason.strip()
    rule.full_clean()
    setattr(rule, "_history_user", actor)  # noqa: B010 - simple_history's, of which the model knows nothing
    rule.save()
    return rule


@transaction.atomic
def remove(*, actor: User, rule_id: int) -> None:
    """Let the queue's own time, or the rule for every queue, hold again; nothing happens where there is none.

    Raises:
        PermissionDenied: `actor` is no administrator.
    """
    access.require_privacy(actor)
    for rule in RetentionRule.objects.filter(pk=rule_id):
        setattr(rule, "_history_user", actor)  # noqa: B010 - simple_history's, of which the model knows nothing
        rule.delete()
