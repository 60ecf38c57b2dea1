"""Who may see and do what: the one place that decides, for admin, downloads and whatever comes later.

Administrators (superusers) may do everything. Other staff see the queues they are members of; a queue's leads
also manage it.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from intake.models import (
    Attachment,
    BulkJob,
    InboundEmail,
    Queue,
    QueueMembership,
    SavedView,
    Submission,
)

AnyUser = AbstractBaseUser | AnonymousUser


def is_staff(user: AnyUser) -> bool:
    """Return whether `user` is signed in and works for HLT."""
    return bool(getattr(user, "is_active", False) and getattr(user, "is_staff", False))


def is_administrator(user: AnyUser) -> bool:
    """Return whether `user` may do everything."""
    return is_staff(user) and bool(getattr(user, "is_superuser", False))


def signed_in(user: AnyUser) -> User:
    """Return `user` as the account that it is.

    Raises:
        PermissionDenied: nobody is signed in.
    """
    if not isinstance(user, User):
        raise PermissionDenied("Sign in first.")
    return user


def visible_queues(user: AnyUser) -> QuerySet[Queue]:
    """Return the queues whose submissions `user` may see."""
    if is_administrator(user):
        return Queue.objects.all()
    if not is_staff(user):
        return Queue.objects.none()
    return Queue.objects.filter(pk__in=_memberships(user).values("queue"))


def led_queues(user: AnyUser) -> QuerySet[Queue]:
    """Return the queues that `user` manages."""
    if is_administrator(user):
        return Queue.objects.all()
    if not is_staff(user):
        return Queue.objects.none()
    return Queue.objects.filter(
        pk__in=_memberships(user).filter(role=QueueMembership.Role.LEAD).values("queue")
    )


def may_configure(user: AnyUser) -> bool:
    """Return whether `user` may edit what every queue shares: rules, tags, types, the queues' list itself."""
    return is_administrator(user)


def may_manage(user: AnyUser, queue: Queue) -> bool:
    """Return whether `user` manages `queue`: its leads do, and administrators."""
    return led_queues(user).filter(pk=queue.pk).exists()


def fixed_queue_fields(user: AnyUser) -> tuple[str, ...]:
    """Return the fields of a queue that `user` may not change though they manage it.

    A lead runs the queue; what it is called and whether it exists touches every other team. Which queue is
    the catch-all is nobody's to type: `queues.make_catch_all` changes it.
    """
    if is_administrator(user):
        return ("is_catch_all",)
    return ("is_catch_all", "name", "slug", "active", "position", "retention_days")


def visible_submissions(user: AnyUser) -> QuerySet[Submission]:
    """Return the submissions that `user` may see: those in the queues of which they are a member."""
    if is_administrator(user):
        return Submission.objects.all()
    if not is_staff(user):
        return Submission.objects.none()
    return Submission.objects.filter(queue__in=_memberships(user).values("queue"))


def visible_attachments(user: AnyUser) -> QuerySet[Attachment]:
    """Return the attachments that `user` may download: those of submissions that `user` may see."""
    return Attachment.objects.filter(submission__in=visible_submissions(user))


def visible_inbound_emails(user: AnyUser) -> QuerySet[InboundEmail]:
    """Return the emails that `user` may download as they came: those of submissions that `user` may see.

    What belongs to no submission is the administrators'.
    """
    if is_administrator(user):
        return InboundEmail.objects.all()
    return InboundEmail.objects.filter(submission__in=visible_submissions(user))


def may_triage(user: AnyUser, submission: Submission) -> bool:
    """Return whether `user` may reply to, assign, move and close `submission`."""
    return visible_submissions(user).filter(pk=submission.pk).exists()


def require_triage(user: AnyUser, submission: Submission) -> None:
    """Let pass only who may triage `submission`.

    Raises:
        PermissionDenied: the submission is in no queue of theirs.
    """
    if not may_triage(user, submission):
        raise PermissionDenied("This submission is in a queue of which you are not a member.")


def assignable_users(queue: Queue) -> QuerySet[User]:
    """Return whom a submission in `queue` may be assigned to: its members, and administrators."""
    members = User.objects.filter(is_active=True, is_staff=True)
    return (members.filter(queues=queue) | members.filter(is_superuser=True)).distinct().order_by("username")


def colleagues(user: AnyUser) -> QuerySet[User]:
    """Return whose work `user` may look at: the members of the queues that they see, and administrators."""
    staff = User.objects.filter(is_active=True, is_staff=True)
    if is_administrator(user):
        return staff.order_by("username")
    in_queue = QueueMembership.objects.filter(queue__in=visible_queues(user))
    return staff.filter(Q(pk__in=in_queue.values("user")) | Q(is_superuser=True)).order_by("username")


def visible_saved_views(user: AnyUser) -> QuerySet[SavedView]:
    """Return the saved views that `user` has: their own, and those of the queues that they see."""
    if not is_staff(user):
        return SavedView.objects.none()
    own = Q(owner=signed_in(user), queue=None)
    return SavedView.objects.filter(own | Q(queue__in=visible_queues(user))).select_related("queue", "owner")


def may_change_saved_view(user: AnyUser, view: SavedView) -> bool:
    """Return whether `user` may replace or delete it: who made it may, and who manages its queue."""
    return view.owner_id == signed_in(user).pk or bool(view.queue and may_manage(user, view.queue))


def visible_bulk_jobs(user: AnyUser) -> QuerySet[BulkJob]:
    """Return the changes of many submissions whose progress `user` may follow: their own."""
    return BulkJob.objects.filter(actor=signed_in(user)) if is_staff(user) else BulkJob.objects.none()


def possible_members(*, queue_id: int | None = None) -> QuerySet[User]:
    """Return who may be made a member of a queue: everyone who works for HLT and may sign in.

    The present members of the queue `queue_id` are among them, also those who have left: they see nothing,
    and a lead takes them off the list in their own time.
    """
    staff = Q(is_active=True, is_staff=True)
    if queue_id:
        staff |= Q(pk__in=QueueMembership.objects.filter(queue=queue_id).values("user"))
    return User.objects.filter(staff).order_by("username")


def _memberships(user: AnyUser) -> QuerySet[QueueMembership]:
    return QueueMembership.objects.filter(user=signed_in(user))


class NameOrEmailBackend(ModelBackend):
    """Signs staff in by the account's name or its email address."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Return the user whose name or email address is `username`, if the password is theirs."""
        if username and "@" in username:
            named = User.objects.filter(email__iexact=username, is_active=True)
            # Two accounts with one address: neither is signed in by it. Nor may an address take an
            # account's name.
            usernames = list(named.values_list("username", flat=True)[:2])
            if len(usernames) == 1 and not User.objects.filter(username=username).exists():
                username = usernames[0]
        return super().authenticate(request, username=username, password=password, **kwargs)
