"""The first staff account of a new portal."""

import secrets

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from intake.models import Queue, QueueMembership

NAME = "staff"
EMAIL = "staff@example.org"


@transaction.atomic
def create(*, password: str = "") -> str | None:
    """Create the administrator called `staff`, a lead of every queue, unless there is one already.

    Args:
        password: the account's password; one is made where it is empty.

    Returns:
        The password, or None where there was an administrator, or an account of that name, already.
    """
    if User.objects.filter(Q(is_superuser=True) | Q(username=NAME)).exists():
        return None
    password = password or secrets.token_urlsafe(12)
    user = User.objects.create_superuser(NAME, EMAIL, password)
    QueueMembership.objects.bulk_create(
        QueueMembership(queue=queue, user=user, role=QueueMembership.Role.LEAD)
        for queue in Queue.objects.all()
    )
    return password
