"""Who may use an admin page of configuration, by `access` and not by Django's model permissions."""

from typing import Any

from django.http import HttpRequest

from intake import access
from intake.models import Queue


class AdministratorsOnly:
    """For a ModelAdmin or an inline that administrators alone may change, and auditors read."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """See the class."""
        return access.may_inspect_configuration(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_inspect_configuration(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)


class MadeElsewhere:
    """For a ModelAdmin of rows that are neither added nor deleted on Django's pages, by nobody."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return False


class ReadOnly(MadeElsewhere):
    """For a ModelAdmin of rows that nobody changes on Django's pages either."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return False


def may_manage(request: HttpRequest, queue: Queue | None) -> bool:
    """Return whether the person manages `queue`, or any queue where it is None; asked once for each page."""
    if access.may_configure(request.user):
        return True
    # Asked many times for each page, and the answer is the same for all of one.
    led = getattr(request, "led_queues", None)
    if led is None:
        led = frozenset(access.led_queues(request.user).values_list("pk", flat=True))
        request.led_queues = led  # type: ignore[attr-defined]
    return queue.pk in led if queue and queue.pk else bool(led)


def may_inspect(request: HttpRequest, queue: Queue | None) -> bool:
    """Return whether the person may look at the settings of `queue`, or of any queue where it is None."""
    return access.may_inspect_configuration(request.user) or may_manage(request, queue)
