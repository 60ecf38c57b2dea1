"""The pages that belong to no single room: home, contacts, notices, errors, health."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries.models import EnquiryType
from portal import contacts as public_contacts
from portal import cookies, health, posted_again, security_contact
from portal.context import site


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what one can do here."""
    return render(request, "portal/home.html", {"types": EnquiryType.objects.offered()})


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """List the teams, what each is for, and how to reach it."""
    return render(request, "portal/contacts.html", {"contacts": public_contacts.listed()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what becomes of personal data (UK GDPR, Articles 13 and 14)."""
    context = {"retention": public_contacts.retention(), "cookies": cookies.in_use()}
    return render(request, "portal/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is (Public Sector Bodies Accessibility Regulations 2018, reg. 8)."""
    return render(request, "portal/accessibility.html")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole (RFC 9116)."""
    return HttpResponse(security_contact.text(now=timezone.now()), content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process runs; asks nothing of anything else."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database and what sends the emails are there; 503 where pages cannot do their work."""
    state = health.readiness()
    return JsonResponse(state, status=503 if state["status"] == "down" else 200)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that no browser makes by itself."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refuse what this person may not do."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, without the database and whatever else may be what broke."""
    return HttpResponse(render_to_string("500.html", site(request)), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what to do about a form that was open for too long, and give its answers back to be sent again."""
    return render(request, "portal/csrf-failure.html", posted_again.context(request), status=403)
