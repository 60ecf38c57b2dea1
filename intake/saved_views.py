"""Views of the list by name: a person's own, or shared with a queue by one of its members."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from intake import access
from intake.models import Queue, SavedView

#: More of one person's, or of one queue's, would be no help to anybody.
AT_MOST = 30


def save(*, user: User, name: str, query: Mapping[str, str], queue: Queue | None = None) -> SavedView:
    """Keep a view under a name, for `user` alone or for all of `queue`.

    One's own of the same name is replaced, whatever it was; another person's shared one is not.

    Raises:
        PermissionDenied: `user` is no member of `queue`.
        ValidationError: there is no name, another person's view has it, or there are too many already.
    """
    name = " ".join(name.split())
    if not name:
        raise ValidationError("Give the view a name.")
    if queue and not access.visible_queues(user).filter(pk=queue.pk).exists():
        raise PermissionDenied("You share with the queues that you are a member of.")
    others = access.visible_saved_views(user).filter(queue=queue)
    existing = others.filter(name__iexact=name).first()
    if existing and not access.may_change_saved_view(user, existing):
        raise ValidationError(f"{queue} has a view called “{existing.name}” already. Choose another name.")
    if existing:
        existing.name, existing.query = name, dict(query)
        existing.save()
        return existing
    if others.count() >= AT_MOST:
        raise ValidationError(f"There are {AT_MOST} saved views already. Delete one first.")
    try:
        with transaction.atomic():
            return SavedView.objects.create(name=name, owner=user, queue=queue, query=dict(query))
    except IntegrityError:
        raise ValidationError("A view of this name has just been saved. Look at it first.") from None


def delete(*, user: User, view_id: int) -> SavedView:
    """Delete a saved view; nothing else changes.

    Raises:
        PermissionDenied: it is neither theirs nor of a queue that they manage.
        DoesNotExist: there is no such view, or `user` does not have it.
    """
    view = access.visible_saved_views(user).get(pk=view_id)
    if not access.may_change_saved_view(user, view):
        raise PermissionDenied("Only who shared it, or a lead of the queue, may delete it.")
    SavedView.objects.filter(pk=view.pk).delete()
    return view
