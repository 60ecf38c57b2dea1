"""What every sender shares, whatever they sent: following it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from intake import progress, tracking
from intake.forms import TrackingLinkForm


@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a reference and an email address, and have a link emailed if they belong together."""
    if request.method != "POST":
        return render(request, "intake/tracking-lookup.html", {"form": TrackingLinkForm()})
    form = TrackingLinkForm(request.POST)
    if not form.is_valid():
        return render(request, "intake/tracking-lookup.html", {"form": form}, status=422)
    tracking.send_link(**form.cleaned_data)
    response = redirect("intake:tracking-link-sent")
    response.status_code = 303
    return response


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody, so that a stranger does not learn what exists."""
    return render(request, "intake/tracking-link-sent.html")


def _secret(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Keep an address that opens something out of caches, search engines and other sites' logs."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@require_safe
@_secret
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Show a sender where their submission stands; changes nothing."""
    submission = tracking.submission_for(token)
    if not submission:
        return render(
            request, "intake/tracking-unknown.html", {"link_life_days": tracking.LINK_LIFE.days}, status=404
        )
    context = {
        "submission": submission,
        "progress": progress.of(submission),
        "replies": progress.replies(submission),
    }
    return render(request, "intake/tracking.html", context)
