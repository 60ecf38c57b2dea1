"""What is done to staff's accounts as a whole."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from intake import access, audit, sign_in_limits, signing_in, staff_sessions
from intake.models import Auditor, QueueMembership

_LONGEST_USERNAME = 100


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
    if is_auditor and user.is_superuser:
        raise ValidationError("An administrator may change everything, so they cannot be an auditor.")
    if is_auditor and not user.is_staff:
        raise ValidationError("An auditor must be staff to sign in.")
    record_auditor(user, is_auditor=is_auditor, actor=actor)


def record_auditor(user: User, *, is_auditor: bool, actor: User | None) -> None:
    """Note who is an auditor and leaves their queues, where `actor` or, if None, the directory said so.

    Must be in a transaction.
    """
    if not is_auditor:
        if Auditor.objects.filter(user=user).delete()[0]:
            audit.record(audit.Action.CHANGED, actor=actor, about=user, detail={"auditor": False})
        return
    _, made = Auditor.objects.get_or_create(user=user)
    QueueMembership.objects.filter(user=user).delete()
    if made:
        audit.record(audit.Action.CHANGED, actor=actor, about=user, detail={"auditor": True})


def free_username(email: str) -> str:
    """Return a name that no account has: what stands before the @, with a number where that is taken."""
    wanted = slugify(email.partition("@")[0].replace(".", "-"))[:_LONGEST_USERNAME] or "colleague"
    taken = set(User.objects.filter(username__startswith=wanted).values_list("username", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def end_sign_in(*, user_ids: Iterable[int], actor: User) -> int:
    """End the second factors and the sessions of accounts, whose owners lost a telephone, or more than that.

    Their passwords stay; the next time they sign in they set up a second factor anew. Returns how many.

    Raises:
        PermissionDenied: `actor` is no administrator.
    """
    if not access.may_configure(actor):
        raise PermissionDenied("Only administrators end what others sign in with.")
    users = list(User.objects.filter(pk__in=user_ids))
    for user in users:
        signing_in.end_second_factors(user)
        sign_in_limits.forgive_account(user)
        staff_sessions.end_all(user)
    return len(users)
