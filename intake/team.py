"""A queue's team: who is added and invited, by its leads, and what of it has changed.

Each function checks access and owns its transaction; the history of the membership says who did it.
"""

import functools
import operator
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from intake import access, accounts, audit, invitations
from intake.models import Message, Queue, QueueMembership

Role = QueueMembership.Role
FOUND_AT_MOST = 10
_CHANGES_SHOWN = 100


def find(*, queue: Queue, actor: User, typed: str) -> list[User]:
    """Return the colleagues, not in `queue` yet, whom `typed` names: by name, account or email address.

    Raises:
        PermissionDenied: `actor` does not manage the queue.
    """
    _require(actor, queue)
    words = typed.split()
    if not words:
        return []
    named = functools.reduce(operator.and_, (_named(word) for word in words))
    found = access.possible_members().filter(named).exclude(queue_memberships__queue=queue)
    return list(found[:FOUND_AT_MOST])


@transaction.atomic
def add(*, queue_id: int, actor: User, user_id: int, role: str = Role.MEMBER) -> QueueMembership:
    """Make a colleague who has an account a member or a lead of the queue.

    Raises:
        PermissionDenied: `actor` does not manage the queue.
        ValidationError: the account is in the queue already, or cannot work in one.
    """
    queue = _locked(queue_id, actor)
    user = access.possible_members().filter(pk=user_id).first()
    if not user:
        raise ValidationError("There is no such account, or it cannot work in a queue.")
    if QueueMembership.objects.filter(queue=queue, user=user).exists():
        raise ValidationError(f"{user.get_full_name() or user} is in {queue} already.")
    return _add(queue, user, role, actor)


@transaction.atomic
def invite(
    *, queue_id: int, actor: User, email: str, first_name: str, last_name: str, role: str = Role.MEMBER
) -> User:
    """Make an account for a colleague who has none, put it into the queue, and email them a link.

    With the link they choose their password; until then nobody can sign in to the account.

    Raises:
        PermissionDenied: `actor` does not manage the queue.
        ValidationError: a name is missing, the address is none, or an account has it already.
    """
    queue = _locked(queue_id, actor)
    email, first_name, last_name = email.strip(), first_name.strip(), last_name.strip()
    _check_invited(email, first_name, last_name)
    if settings.OIDC_SERVER_URL:
        raise ValidationError(
            "Colleagues are not invited here: their groups in the directory let them in, from their first "
            "sign-in on. Ask an administrator which group is this queue’s."
        )
    user = User(
        username=accounts.free_username(email),
        email=email,
        first_name=first_name,
        last_name=last_name,
        is_staff=True,
    )
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise ValidationError("Somebody has just made an account of that name. Try again.") from error
    _add(queue, user, role, actor)
    invitations.send(user=user, queue=queue, actor=actor)
    audit.record(audit.Action.ADDED, actor=actor, about=user, detail={"queue": queue.pk})
    return user


@transaction.atomic
def invite_again(*, queue_id: int, actor: User, user_id: int) -> User:
    """Email a new link to somebody of the queue who has not chosen a password yet.

    Raises:
        PermissionDenied: `actor` does not manage the queue.
        ValidationError: nobody of the queue waits for a link under this id.
    """
    queue = _locked(queue_id, actor)
    user = next((each for each in invited(queue) if each.pk == user_id), None)
    if not user:
        raise ValidationError("They can sign in already, or are not in this queue any more.")
    invitations.send(user=user, queue=queue, actor=actor)
    return user


def invited(queue: Queue) -> list[User]:
    """Return the members of `queue` who were invited to it and have not chosen a password yet."""
    emails = Message.objects.filter(kind=Message.Kind.INVITATION, queue=queue).values("recipient")
    members = User.objects.filter(queue_memberships__queue=queue, email__in=emails)
    found = members.order_by("first_name", "last_name", "pk")
    return [user for user in found if invitations.is_open(user)]


def changes(queue_id: int) -> QuerySet:
    """Return the newest changes of a queue's team, with who made them."""
    history: QuerySet = QueueMembership.history.filter(queue_id=queue_id)
    return history.select_related("user", "history_user").order_by("-history_date", "-history_id")[
        :_CHANGES_SHOWN
    ]


def _named(word: str) -> Q:
    fields: Sequence[str] = ("first_name", "last_name", "username", "email")
    return functools.reduce(operator.or_, (Q(**{f"{field}__icontains": word}) for field in fields))


def _require(actor: User, queue: Queue) -> None:
    if not access.may_manage(actor, queue):
        raise PermissionDenied("Only the leads of a queue change its team.")


def _locked(queue_id: int, actor: User) -> Queue:
    queue = Queue.objects.select_for_update().get(pk=queue_id)
    _require(actor, queue)
    return queue


def _add(queue: Queue, user: User, role: str, actor: User) -> QueueMembership:
    membership = QueueMembership(queue=queue, user=user, role=Role(role))
    setattr(membership, "_history_user", actor)  # noqa: B010 - simple_history's, of which the model knows nothing
    membership.save()
    return membership


def _check_invited(email: str, first_name: str, last_name: str) -> None:
    if not first_name or not last_name:
        raise ValidationError("Give the first and the last name.")
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(
            "There is an account with this address already. Look for it above; "
            "if it is not found, ask an administrator."
        )
