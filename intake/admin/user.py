"""Accounts of staff in the admin: who may sign in, and in which queues they work."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from intake.admin.permissions import AdministratorsOnly
from intake.models import QueueMembership

# Django's groups and model permissions decide nothing here: `access` does, by queues. So nobody is
# offered them.
admin.site.unregister(Group)
admin.site.unregister(User)


class QueuesInline(AdministratorsOnly, admin.StackedInline):
    """The queues that the person works in."""

    model = QueueMembership
    extra = 1
    fields = (("queue", "role", "wants_alerts"),)
    verbose_name = "queue"
    verbose_name_plural = "queues"


@admin.register(User)
class StaffAdmin(AdministratorsOnly, UserAdmin):
    """An account: its name, address and password, and whether it is an administrator's."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_help_text = "A name or email address"
    readonly_fields = ("last_login", "date_joined")
    inlines = (QueuesInline,)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("May", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "is_staff")}),
        ("Password", {"fields": ("usable_password", "password1", "password2")}),
    )
