"""Who may see and do what: the one place that decides, for admin, downloads and whatever comes later.

Administrators (superusers) may do everything. Auditors read everything and change nothing, whatever else
they are. Other staff see the queues they are members of; a queue's leads also manage it. docs/roles.md has
the table.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from intake.directory import passwords
from intake.models import (
    Attachment,
    BulkJob,
    EmailWording,
    ExportLog,
    InboundEmail,
    Queue,
    QueueMembership,
    ReplyTemplate,
    SavedView,
    Screening,
    Submission,
)
from intake.models.submission import OPEN_STATUSES

AnyUser = AbstractBaseUser | AnonymousUser


def is_staff(user: AnyUser) -> bool:
    """Return whether `user` is signed in and works for HLT."""
    return bool(getattr(user, "is_active", False) and getattr(user, "is_staff", False))


def is_administrator(user: AnyUser) -> bool:
    """Return whether `user` may do everything."""
    return is_staff(user) and bool(getattr(user, "is_superuser", False))


def is_auditor(user: AnyUser) -> bool:
    """Return whether `user` reads everything and changes nothing; an administrator is none."""
    if not is_staff(user) or is_administrator(user):
        return False
    try:
        # Fetched with the account itself where somebody is signed in, so that no page asks for it again.
        return signed_in(user).auditor is not None
    except ObjectDoesNotExist:
        return False


def reads_everything(user: AnyUser) -> bool:
    """Return whether `user` sees every queue and every setting: administrators and auditors do."""
    return is_administrator(user) or is_auditor(user)


def may_act(user: AnyUser) -> bool:
    """Return whether `user` may change anything at all: all staff but auditors."""
    return is_staff(user) and not is_auditor(user)


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
    if reads_everything(user):
        return Queue.objects.all()
    if not is_staff(user):
        return Queue.objects.none()
    return Queue.objects.filter(pk__in=_memberships(user).values("queue"))


def worked_queues(user: AnyUser) -> QuerySet[Queue]:
    """Return the queues in which `user` may enter something new: none, for an auditor."""
    queues = visible_queues(user).filter(active=True)
    return queues if may_act(user) else queues.none()


def led_queues(user: AnyUser) -> QuerySet[Queue]:
    """Return the queues that `user` manages."""
    if is_administrator(user):
        return Queue.objects.all()
    if not may_act(user):
        return Queue.objects.none()
    return Queue.objects.filter(
        pk__in=_memberships(user).filter(role=QueueMembership.Role.LEAD).values("queue")
    )


def managed_reply_templates(user: AnyUser) -> QuerySet[ReplyTemplate]:
    """Return the canned replies that `user` edits; those of every team are the administrators'."""
    if is_administrator(user):
        return ReplyTemplate.objects.all()
    return ReplyTemplate.objects.filter(queue__in=led_queues(user).values("pk"))


def visible_reply_templates(user: AnyUser) -> QuerySet[ReplyTemplate]:
    """Return the canned replies that `user` may look at where they are edited."""
    return ReplyTemplate.objects.all() if reads_everything(user) else managed_reply_templates(user)


def visible_email_wordings(user: AnyUser) -> QuerySet[EmailWording]:
    """Return the wordings of emails that `user` may look at; those of every team are the administrators'."""
    if reads_everything(user):
        return EmailWording.objects.all()
    return EmailWording.objects.filter(queue__in=led_queues(user).values("pk"))


def inspected_queues(user: AnyUser) -> QuerySet[Queue]:
    """Return the queues whose settings, team, history and lost emails `user` may look at."""
    return Queue.objects.all() if reads_everything(user) else led_queues(user)


def may_configure(user: AnyUser) -> bool:
    """Return whether `user` may edit what every queue shares: rules, tags, accounts, the list of queues."""
    return is_administrator(user)


def may_inspect_configuration(user: AnyUser) -> bool:
    """Return whether `user` may look at what every queue shares."""
    return reads_everything(user)


def may_inspect_privacy(user: AnyUser) -> bool:
    """Return whether `user` may look at what was erased and what is held; no report names a sender."""
    return reads_everything(user)


def may_read_audit_log(user: AnyUser) -> bool:
    """Return whether `user` may look at who did what."""
    return reads_everything(user)


def require_privacy(user: AnyUser) -> None:
    """Let pass only who may erase, hold, and give out all that is held of a person.

    Raises:
        PermissionDenied: they are no administrator.
    """
    if not is_administrator(user):
        raise PermissionDenied("This is for administrators.")


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
    if reads_everything(user):
        return Submission.objects.all()
    if not is_staff(user):
        return Submission.objects.none()
    return Submission.objects.filter(queue__in=_memberships(user).values("queue"))


def visible_screenings(user: AnyUser) -> QuerySet[Screening]:
    """Return why submissions were held, of those that `user` may see: a queue’s members decide on its own."""
    return Screening.objects.filter(submission__queue__in=visible_queues(user).order_by().values("pk"))


def visible_attachments(user: AnyUser) -> QuerySet[Attachment]:
    """Return the attachments that `user` may download: those of submissions that `user` may see.

    What was merged into a submission belongs to it, whatever queue it was in.
    """
    return Attachment.objects.filter(_with_merged(user))


def visible_inbound_emails(user: AnyUser) -> QuerySet[InboundEmail]:
    """Return the emails that `user` may download as they came: those of submissions that `user` may see.

    What belongs to no submission is the administrators' and auditors'.
    """
    if reads_everything(user):
        return InboundEmail.objects.all()
    return InboundEmail.objects.filter(_with_merged(user))


def visible_exports(user: AnyUser) -> QuerySet[ExportLog]:
    """Return the exports that `user` may know of: those with submissions of the queues that they manage."""
    if reads_everything(user):
        return ExportLog.objects.all()
    concerning = ExportLog.queues.through.objects.filter(queue__in=led_queues(user).values("pk"))
    return ExportLog.objects.filter(pk__in=concerning.values("exportlog"))


def may_triage(user: AnyUser, submission: Submission) -> bool:
    """Return whether `user` may reply to, assign, move and close `submission`."""
    if submission.erased_at or not may_act(user):
        return False
    return visible_submissions(user).filter(pk=submission.pk).exists()


def require_triage(user: AnyUser, submission: Submission) -> None:
    """Let pass only who may triage `submission`.

    Raises:
        PermissionDenied: the submission is in no queue of theirs, or they are an auditor.
    """
    require_act(user)
    if submission.erased_at:
        raise PermissionDenied("This submission was erased. Nothing can be done to it any more.")
    if not may_triage(user, submission):
        raise PermissionDenied("This submission is in a queue of which you are not a member.")


def leads(user: AnyUser, person: User) -> bool:
    """Return whether `user` leads a queue in which `person` works: as a member, or with open work in it."""
    if is_administrator(user):
        return True
    led = led_queues(user)
    if led.filter(memberships__user=person).exists():
        return True
    return Submission.objects.filter(queue__in=led, assignee=person, status__in=OPEN_STATUSES).exists()


def may_mark_away(user: AnyUser, person: User) -> bool:
    """Return whether `user` may say when `person` is away: their own days, and those of whom they lead."""
    return may_act(user) and (user.pk == person.pk or leads(user, person))


def led_people(user: AnyUser) -> QuerySet[User]:
    """Return the members of the queues that `user` manages who may sign in; all staff, for administrators."""
    staff = User.objects.filter(is_active=True, is_staff=True).order_by("username")
    if is_administrator(user):
        return staff
    members = QueueMembership.objects.filter(queue__in=led_queues(user))
    return staff.filter(pk__in=members.values("user"))


def require_act(user: AnyUser) -> None:
    """Let pass only who may change anything.

    Raises:
        PermissionDenied: they are an auditor, or do not work here.
    """
    if is_auditor(user):
        raise PermissionDenied("Auditors read everything and change nothing.")
    if not may_act(user):
        raise PermissionDenied("This is for staff.")


def assignable_users(queue: Queue) -> QuerySet[User]:
    """Return whom a submission in `queue` may be assigned to: its members, and administrators."""
    members = _who_act()
    return (members.filter(queues=queue) | members.filter(is_superuser=True)).distinct().order_by("username")


def assignable_in(queues: QuerySet) -> QuerySet[User]:
    """Return to whom work in any of `queues` (their ids) may be handed: their members, and administrators."""
    staff = _who_act()
    members = staff.filter(pk__in=QueueMembership.objects.filter(queue__in=queues).values("user"))
    return (members | staff.filter(is_superuser=True)).order_by("username")


def working_members() -> QuerySet[QueueMembership]:
    """Return the places in teams of who may sign in; one who has left keeps theirs until a lead takes it."""
    return QueueMembership.objects.filter(user__is_active=True, user__is_staff=True)


def colleagues(user: AnyUser) -> QuerySet[User]:
    """Return whose work `user` may look at: the members of the queues that they see, and administrators."""
    staff = _who_act()
    if reads_everything(user):
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
    """Return who may be made a member of a queue: everyone who works for HLT, may sign in and is no auditor.

    The present members of the queue `queue_id` are among them, also those who have left: they see nothing,
    and a lead takes them off the list in their own time.
    """
    staff = Q(pk__in=_who_act().values("pk"))
    if queue_id:
        staff |= Q(pk__in=QueueMembership.objects.filter(queue=queue_id).values("user"))
    return User.objects.filter(staff).order_by("username")


def _with_merged(user: AnyUser) -> Q:
    # By queues, of which there are few: no database is quick with “one of so many submissions, or of others”.
    queues = visible_queues(user).order_by().values("pk")
    return Q(submission__queue__in=queues) | Q(submission__merge__kept__queue__in=queues)


def _who_act() -> QuerySet[User]:
    """Everyone who may sign in and is no auditor; an administrator is none whatever the rows say."""
    return User.objects.filter(Q(auditor=None) | Q(is_superuser=True), is_active=True, is_staff=True)


def _memberships(user: AnyUser) -> QuerySet[QueueMembership]:
    return QueueMembership.objects.filter(user=signed_in(user))


class NameOrEmailBackend(ModelBackend):
    """Signs staff in by the account's name or its email address."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the account of a session, with what is asked of it on each page, unless it is closed."""
        user = User.objects.select_related("auditor", "directory").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Return the user whose name or email address is `username`, if the password is theirs."""
        if username and "@" in username:
            # Whoever has no password here does not stand in the way with an address of their own choice.
            named = passwords.holders().filter(email__iexact=username, is_active=True)
            # Two accounts with one address: neither is signed in by it. Nor may an address take an
            # account's name.
            usernames = list(named.values_list("username", flat=True)[:2])
            if len(usernames) == 1 and not User.objects.filter(username=username).exists():
                username = usernames[0]
        user = super().authenticate(request, username=username, password=password, **kwargs)
        return user if user and passwords.may_have_one(user) else None
