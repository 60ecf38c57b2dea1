"""The staff site: Django's admin with the portal's name, its sign-in form and the person's work first."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path

from intake import access, sign_in_page, signing_in, staff_sessions
from intake.directory import pages as directory_pages
from intake.invitation_page import InvitationPage, RescuePage
from intake.models import Submission


class TriageAdminSite(AdminSite):
    """The admin site of the portal. It is no part of `intake.admin`, so that loading it registers nothing."""

    site_header = "Hackney Learning Trust"
    site_title = "Hackney Learning Trust"
    index_title = "My work"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may be here at all, and owes no second factor."""
        return access.is_staff(request.user) and not staff_sessions.owes_second_factor(request.session)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the pages behind the links for who cannot sign in yet, or no more."""
        return [
            path("invitation/<uidb64>/<token>/", self.invitation_view, name="invitation"),
            path("rescue/<uidb64>/<token>/", self.rescue_view, name="rescue"),
            path("sign-in/directory/", self.directory_view, name="directory_start"),
            path("sign-in/directory/callback/", self.directory_callback_view, name="directory_callback"),
            *super().get_urls(),
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add what the council's directory is called, where staff sign in through it."""
        return {
            **super().each_context(request),
            "directory_name": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
        }

    def directory_view(self, request: HttpRequest) -> HttpResponseBase:
        """Send a colleague to the directory to sign in."""
        return directory_pages.start(request)

    def directory_callback_view(self, request: HttpRequest) -> HttpResponseBase:
        """Take the directory's answer."""
        return directory_pages.callback(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the sign-in page: allauth's, which also asks for a second factor."""
        return sign_in_page.page(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Have a colleague choose another password, and record it."""
        response = super().password_change(request, extra_context)
        if response.status_code == HTTPStatus.FOUND:
            signing_in.password_changed(access.signed_in(request.user))
        return response

    def invitation_view(self, request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
        """Have a new colleague choose their password."""
        return InvitationPage.as_view()(request, uidb64=uidb64, token=token)

    def rescue_view(self, request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
        """Have a locked-out administrator choose a new password."""
        return RescuePage.as_view()(request, uidb64=uidb64, token=token)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the desk: the list of submissions, with what else there is below it."""
        context = {
            "title": self.index_title,
            "app_list": self.get_app_list(request),
            **(extra_context or {}),
        }
        submissions: Any = self._registry[Submission]
        return submissions.desk_view(request, context)
