"""Who may see and do what: staff by their place in the procurement queue, suppliers by their email address.

All staff may search the register and, but for auditors, say how a supplier did. Registrations, documents and
a supplier's standing are the procurement team's; what several suppliers share is its leads'. Auditors read
all of it and change nothing. A supplier's own people see what is theirs, and nothing of anybody else's.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from intake import access
from intake.access import AnyUser
from suppliers import procurement
from suppliers.models import Document, Registration, Supplier


def may_search(user: AnyUser) -> bool:
    """Return whether `user` may search the register."""
    return access.is_staff(user)


def may_rate(user: AnyUser) -> bool:
    """Return whether `user` may rate a supplier."""
    return access.may_act(user)


def may_read(user: AnyUser) -> bool:
    """Return whether `user` may see what the procurement team sees: they themselves, and auditors."""
    if access.reads_everything(user):
        return True
    return access.visible_queues(user).filter(pk__in=procurement.queues().values("pk")).exists()


def may_procure(user: AnyUser) -> bool:
    """Return whether `user` may review registrations and change a supplier's standing."""
    return access.may_act(user) and may_read(user)


def may_lead(user: AnyUser) -> bool:
    """Return whether `user` may debar, merge and import suppliers: the team's leads, and administrators."""
    if access.is_administrator(user):
        return True
    return access.led_queues(user).filter(pk__in=procurement.queues().values("pk")).exists()


def visible_suppliers(user: AnyUser) -> QuerySet[Supplier]:
    """Return the suppliers that `user` may see: the register; applicants are the procurement team's."""
    if not may_search(user):
        return Supplier.objects.none()
    if may_read(user):
        return Supplier.objects.all()
    return Supplier.objects.exclude(status=Supplier.Status.APPLICANT)


def visible_registrations(user: AnyUser) -> QuerySet[Registration]:
    """Return the registrations that `user` may see: those whose submission is in a queue of theirs."""
    return Registration.objects.filter(submission__in=access.visible_submissions(user))


def may_review(user: AnyUser, registration: Registration) -> bool:
    """Return whether `user` may decide on `registration`: the procurement team, while it is in their queue.

    One that was moved to another team's queue by mistake is not that team's to decide on.
    """
    return may_procure(user) and visible_registrations(user).filter(pk=registration.pk).exists()


def require(allowed: bool) -> None:
    """Let pass only who may.

    Raises:
        PermissionDenied: `allowed` is false.
    """
    if not allowed:
        raise PermissionDenied("This is the procurement team's to do.")


def suppliers_of(email: str) -> QuerySet[Supplier]:
    """Return the suppliers for which the owner of `email` acts."""
    return Supplier.objects.filter(people__email=email)


def registrations_of(email: str) -> QuerySet[Registration]:
    """Return the registrations that the owner of `email` may open: all of the suppliers they act for."""
    return Registration.objects.filter(supplier__people__email=email)


def documents_of(email: str) -> QuerySet[Document]:
    """Return the documents that the owner of `email` may download."""
    return Document.objects.filter(supplier__people__email=email)
