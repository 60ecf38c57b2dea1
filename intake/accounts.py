"""What is done to staff's accounts as a whole."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from intake import access, audit
from intake.models import Auditor, QueueMembership


@transaction.atomic
def set_auditor(*, user_id: int, actor: User, is_auditor: bool) -> None:
    """Make an account an auditor's, or none any more.

    An auditor is in no team: who becomes one leaves their queues, and gets none of their emails.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: the account is an administrator's, or not of staff.
    """
    if not access.may_configure(actor):
        raise PermissionDenied("Only administrators say who is an auditor.")
    user = User.objects.select_for_update().get(pk=user_id)
    if not is_auditor:
        if Auditor.objects.filter(user=user).delete()[0]:
            audit.record(audit.Action.CHANGED, actor=actor, about=user, detail={"auditor": False})
        return
    if user.is_superuser:
        raise ValidationError("An administrator may change everything, so they cannot be an auditor.")
    if not user.is_staff:
        raise ValidationError("An auditor must be staff to sign in.")
    _, made = Auditor.objects.get_or_create(user=user)
    QueueMembership.objects.filter(user=user).delete()
    if made:
        audit.record(audit.Action.CHANGED, actor=actor, about=user, detail={"auditor": True})
