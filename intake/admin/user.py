"""Accounts of staff in the admin: who may sign in, what they may do, and in which queues they work."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from intake import access, accounts, staff_sessions
from intake.admin.audited import Audited
from intake.admin.permissions import AdministratorsOnly
from intake.directory import passwords
from intake.models import Auditor, QueueMembership

# Django's groups and model permissions decide nothing here: `access` does, by queues. So nobody is
# offered them.
admin.site.unregister(Group)
admin.site.unregister(User)
# Nor are second factors and addresses edited as rows: `signing_in` ends and adds them.
admin.site.unregister([Authenticator, EmailAddress])
# allauth's tables of other providers stay empty: the directory's client comes from the environment alone.
admin.site.unregister([SocialAccount, SocialApp, SocialToken])


_PRIVILEGES = frozenset({"is_active", "is_staff", "is_superuser", "is_auditor"})


class AccountForm(UserChangeForm):
    """An account, and whether it is an auditor's."""

    is_auditor = forms.BooleanField(
        label="Auditor",
        required=False,
        help_text=(
            "Reads every queue, page, history and setting, and changes nothing. "
            "Who becomes an auditor leaves their queues."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what the account is."""
        super().__init__(*args, **kwargs)
        self.initial["is_auditor"] = Auditor.objects.filter(user=self.instance.pk).exists()

    def clean(self) -> dict[str, Any]:
        """Refuse an account that reads only and may change everything."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_auditor") and (cleaned.get("is_superuser") or not cleaned.get("is_staff")):
            raise ValidationError({"is_auditor": "An auditor is staff, and no administrator."})
        return cleaned


class QueuesInline(AdministratorsOnly, admin.StackedInline):
    """The queues that the person works in."""

    model = QueueMembership
    extra = 1
    fields = (("queue", "role", "wants_alerts"),)
    verbose_name = "queue"
    verbose_name_plural = "queues"


@admin.register(User)
class StaffAdmin(Audited, AdministratorsOnly, UserAdmin):
    """An account: its name, address and password, and its part in the house."""

    form = AccountForm
    list_display = (
        *("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser"),
        "is_auditor",
    )
    list_filter = ("is_active", "is_staff", "is_superuser")
    list_select_related = ("auditor",)
    search_help_text = "A name or email address"
    readonly_fields = ("last_login", "date_joined", "signs_in_with")
    inlines = (QueuesInline,)
    filter_horizontal = ()
    actions = ("end_sign_in",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("May", {"fields": ("is_active", "is_staff", "is_superuser", "is_auditor")}),
        ("Sign-in", {"fields": ("signs_in_with", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "is_staff")}),
        ("Password", {"fields": ("usable_password", "password1", "password2")}),
    )

    @admin.action(
        description="Sign the chosen accounts out everywhere, and end their second steps",
        permissions=["change"],
    )
    def end_sign_in(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """End what a colleague who lost a telephone signs in with, but for the password."""
        ids = list(users.values_list("pk", flat=True))
        ended = accounts.end_sign_in(user_ids=ids, actor=access.signed_in(request.user))
        self.message_user(request, f"Accounts signed out everywhere, their second steps ended: {ended}.")

    @admin.display(description="auditor", boolean=True)
    def is_auditor(self, user: User) -> bool:
        """Whether it reads everything and changes nothing."""
        return access.is_auditor(user)

    @admin.display(description="signs in with")
    def signs_in_with(self, user: User) -> str:
        """What lets the person in."""
        if passwords.is_of_the_directory(user):
            return f"{settings.OIDC_NAME}, since {user.directory.since:%-d %B %Y}"
        return "a password of this portal" if passwords.may_have_one(user) else "nothing yet"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Return the accounts with what makes an auditor of them."""
        return super().get_queryset(request).select_related("auditor")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Show nothing of a password to who cannot change it."""
        fieldsets = super().get_fieldsets(request, obj)
        if not obj or (self.has_change_permission(request, obj) and passwords.may_have_one(obj)):
            return fieldsets
        return ((None, {"fields": ("username",)}), *fieldsets[1:])

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002 - Django’s
        """Set a password, where the account may have one."""
        user = self.get_object(request, id)
        if user and not passwords.may_have_one(user):
            raise PermissionDenied("This account signs in through the directory.")
        return super().user_change_password(request, id, form_url)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Add what is no column of the account, where nothing of it may be changed."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if self.has_change_permission(request, obj) else (*fixed, "is_auditor")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the queues, and what the form says of auditing."""
        super().save_related(request, form, formsets, change)
        if change:
            accounts.set_auditor(
                user_id=form.instance.pk,
                actor=access.signed_in(request.user),
                is_auditor=form.cleaned_data["is_auditor"],
            )
            if _PRIVILEGES.intersection(form.changed_data):
                self._end_sessions(request, form.instance)

    def _end_sessions(self, request: HttpRequest, user: User) -> None:
        """What an account may do has changed: its sessions end, but one's own goes on by a new key."""
        if user.pk == access.signed_in(request.user).pk:
            request.session.cycle_key()
        else:
            staff_sessions.end_all(user)
