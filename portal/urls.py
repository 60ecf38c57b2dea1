"""Every address of the site; what outside checks rely on is listed in docs/architecture.md."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from portal import policy_reports, views

urlpatterns = [
    path("", views.home, name="home"),
    path("contacts/", views.contacts, name="contacts"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("enquiries/", include("enquiries.urls")),
    path("suppliers/", include("suppliers.urls")),
    path("track/", include("intake.urls")),
    # What allauth calls its sign-in page is the admin's.
    path("admin/login/", admin.site.login, name="account_login"),
    path("admin/sign-in/", include("intake.sign_in_urls")),
    path("admin/", admin.site.urls),
    path("anymail/", include("intake.webhook_urls")),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path(settings.CSP_REPORTS.lstrip("/"), policy_reports.collect, name="csp-reports"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("", include("django_prometheus.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
