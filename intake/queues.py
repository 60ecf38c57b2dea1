"""What is done to queues as a whole."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from intake import access
from intake.models import Queue


@transaction.atomic
def make_catch_all(*, queue_id: int, actor: User) -> Queue:
    """Make a queue the catch-all in place of the present one, so that there is one at every moment.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: the queue is not active.
    """
    if not access.may_configure(actor):
        raise PermissionDenied("Only an administrator chooses the catch-all queue.")
    queue = Queue.objects.select_for_update().get(pk=queue_id)
    if not queue.active:
        raise ValidationError(f"{queue} takes no new submissions, so it cannot be the catch-all.")
    # Saved one by one, not by update(): the history of each queue then says so.
    for other in Queue.objects.select_for_update().filter(is_catch_all=True).exclude(pk=queue.pk):
        other.is_catch_all = False
        setattr(other, "_history_user", actor)  # noqa: B010 - simple_history's, of which the model knows nothing
        other.save(update_fields=["is_catch_all"])
    queue.is_catch_all = True
    setattr(queue, "_history_user", actor)  # noqa: B010 - simple_history's, of which the model knows nothing
    queue.save(update_fields=["is_catch_all"])
    return queue
