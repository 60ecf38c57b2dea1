"""What becomes of somebody whom the directory has signed in: found or made, brought into line, or refused.

A person is found by the provider and its number for them (`sub`), and by nothing else: names and addresses
change hands. Once, an account of before may be taken over by its email address: see `_account_to_link`.
"""

import logging

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from intake import accounts, audit, signing_in
from intake.directory import mapping
from intake.directory.claims import Person
from intake.directory.mapping import Grant
from intake.models import DirectoryAccount, QueueMembership

log = logging.getLogger(__name__)

_WHY = "a group of the directory"


class Refused(Exception):
    """Somebody whom the directory knows, and who does not get in here; `reason` is for them to read."""

    def __init__(self, code: str, reason: str) -> None:
        """Keep one word for the log, and a sentence or two for the person."""
        super().__init__(code)
        self.code = code
        self.reason = reason


OTHER_ISSUER = Refused("other_issuer", "You were signed in by another provider than this portal’s own.")
OTHER_DOMAIN = Refused(
    "other_domain", "Only accounts of this organisation may sign in here. Use your work account."
)
TOO_MANY_GROUPS = Refused(
    "too_many_groups",
    "You are in more groups than the directory tells us, so we cannot see what you may do. Ask whoever looks "
    "after it to send this portal only the groups that it needs.",
)
CLOSED = Refused(
    "closed", "Your account here is closed. Ask an administrator of this portal to open it again."
)
NO_GROUP = Refused(
    "no_group",
    "You are known, but none of your groups may use this portal. Ask your manager to have you put into the "
    "group of your team, then sign in again.",
)


def sign_in(*, person: Person) -> User:
    """Return the account of `person`, with the roles and queues that their groups give, and no others.

    Who was let in by a group and is in none any more loses here what groups gave, before they are refused.

    Raises:
        Refused: they do not get in, and are told why.
    """
    try:
        user, refused = _sign_in(person)
    except IntegrityError:
        # Their first sign-in, twice at once: by now the other one is done.
        user, refused = _sign_in(person)
    if refused:
        log.info("Sign-in through the directory refused: %s", refused.code)
        raise refused
    return user


@transaction.atomic
def _sign_in(person: Person) -> tuple[User, Refused | None]:
    if refused := _refused_at_the_door(person):
        return User(), refused
    known = _known(person)
    if known and not known.is_active:
        return known, CLOSED
    grant = mapping.granted(person.groups)
    if known and not grant.administrator and _is_last_administrator(known):
        log.warning("The last administrator is in no group of administrators any more, and stays one.")
        grant = Grant(staff=True, administrator=True, queues=grant.queues)
    if not known:
        if not grant.staff:
            return User(), NO_GROUP
        if _closed_before(person):
            return User(), CLOSED
        known = _linked(person)
    # Whatever second factor they had here, or have added since: it is the directory's affair.
    signing_in.end_second_factors(known)
    _set_details(known, person)
    _set_roles(known, grant)
    return known, None if grant.staff else NO_GROUP


def _refused_at_the_door(person: Person) -> Refused | None:
    if person.issuer != settings.OIDC_SERVER_URL:
        return OTHER_ISSUER
    if settings.OIDC_ALLOWED_DOMAINS and person.domain not in settings.OIDC_ALLOWED_DOMAINS:
        return OTHER_DOMAIN
    return TOO_MANY_GROUPS if person.groups_left_out else None


def _known(person: Person) -> User | None:
    return User.objects.filter(directory__issuer=person.issuer, directory__subject=person.subject).first()


def _of_before(person: Person) -> list[User]:
    """The accounts with the person's address that are nobody's of the directory, and no administrator's."""
    if not person.email:
        return []
    accounts_of_before = User.objects.filter(email__iexact=person.email, directory=None, is_superuser=False)
    return list(accounts_of_before.order_by("pk"))


def _closed_before(person: Person) -> bool:
    """Whether they had an account here that was closed: the directory does not open it again.

    Their address need not be verified for that: whoever makes one up shuts out only themselves.
    """
    found = _of_before(person)
    return bool(found) and not any(user.is_active for user in found)


def _account_to_link(person: Person) -> User | None:
    """The account of before that becomes this person's, with its work and its queues.

    Only where the provider vouches for the address: where it does not, its people write what they like there,
    and could take over a colleague's account. No administrator's either: that is what the break-glass
    accounts are, and no address may ever lead into one.
    """
    if not person.email_is_verified:
        return None
    found = [user for user in _of_before(person) if user.is_active]
    return found[0] if len(found) == 1 else None


def _linked(person: Person) -> User:
    user = _account_to_link(person) or User(username=accounts.free_username(person.email))
    # There is no local password from now on; sessions that were opened with the old one end.
    user.set_unusable_password()
    user.save()
    DirectoryAccount.objects.create(user=user, issuer=person.issuer, subject=person.subject)
    return user


def _set_details(user: User, person: Person) -> None:
    user.first_name = person.first_name or user.first_name
    user.last_name = person.last_name or user.last_name
    user.email = person.email or user.email
    user.save(update_fields=["first_name", "last_name", "email"])


def _set_roles(user: User, grant: Grant) -> None:
    before = user.is_staff, user.is_superuser
    user.is_staff, user.is_superuser = grant.staff, grant.administrator
    if before != (grant.staff, grant.administrator):
        user.save(update_fields=["is_staff", "is_superuser"])
        detail = {"staff": grant.staff, "administrator": grant.administrator}
        audit.record(audit.Action.ROLES_MAPPED, about=user, detail=detail)
    accounts.record_auditor(user, is_auditor=grant.auditor, actor=None)
    _set_queues(user, grant)


def _set_queues(user: User, grant: Grant) -> None:
    """Put the person into the queues that groups give; of those that no row names, nothing is touched."""
    rows = QueueMembership.objects.filter(user=user, queue__in=mapping.decided_queues())
    have = {membership.queue_id: membership for membership in rows}
    for queue_id, membership in have.items():
        if queue_id not in grant.queues:
            _because(membership).delete()
    for queue_id, role in grant.queues.items():
        place = have.get(queue_id) or QueueMembership(queue_id=queue_id, user=user, role="")
        if place.role != role:
            place.role = role
            _because(place).save()


def _because(membership: QueueMembership) -> QueueMembership:
    # simple_history's own, of which the model knows nothing: nobody of the staff did it.
    vars(membership).update(_history_user=None, _change_reason=_WHY)
    return membership


def _is_last_administrator(user: User) -> bool:
    """Whether nobody else could sign in and put things right."""
    if not user.is_superuser:
        return False
    active = User.objects.filter(is_superuser=True, is_staff=True, is_active=True).select_related("directory")
    # Locked in one order, so that of two who lose their group at once one stays, and neither waits for ever.
    locked = list(active.select_for_update(of=("self",)).order_by("pk"))
    others = (other for other in locked if other.pk != user.pk)
    return not any(other.has_usable_password() or hasattr(other, "directory") for other in others)
