"""Who may use an admin page of configuration, by `access` and not by Django's model permissions."""

from typing import Any

from django.http import HttpRequest

from intake import access


class AdministratorsOnly:
    """For a ModelAdmin or an inline that administrators alone may see and change."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """See the class."""
        return access.may_configure(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_configure(request.user)
