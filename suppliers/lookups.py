"""What the forms' JavaScript asks while somebody types: categories by words, a company by its number."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from limits import RateLimitItemPerMinute

from intake import clients, rate_limits
from suppliers.forms import offer, organisation

#: What one client may ask in a minute of one process: more than anybody types, and than anybody looks up.
CATEGORIES_PER_MINUTE = 120
COMPANIES_PER_MINUTE = 10
View = Callable[[HttpRequest], HttpResponseBase]


def _limited(per_minute: int) -> Callable[[View], View]:
    """Answer a client that asks too often with 429; the forms work without an answer."""

    def decorate(view: View) -> View:
        rate = RateLimitItemPerMinute(per_minute, namespace=view.__name__)

        @wraps(view)
        def wrapped(request: HttpRequest) -> HttpResponseBase:
            if not rate_limits.limiter("").hit(rate, clients.address_of(request)):
                return JsonResponse({"message": gettext("Too many look-ups. Wait a minute.")}, status=429)
            return view(request)

        return wrapped

    return decorate


@require_safe
@_limited(CATEGORIES_PER_MINUTE)
@cache_control(public=True, max_age=3600)
def categories(request: HttpRequest) -> JsonResponse:
    """Suggest categories for what somebody types."""
    found = offer.found(request.GET.get("q", ""))
    return JsonResponse(
        {"categories": [{"code": each.code, "description": each.description} for each in found]}
    )


@require_safe
@_limited(COMPANIES_PER_MINUTE)
@cache_control(private=True, no_store=True)
def company(request: HttpRequest) -> JsonResponse:
    """Return what Companies House fills in for a company number, by field, and what to tell the person."""
    fields, message = organisation.look_up(request.GET.get("number", ""))
    return JsonResponse({"fields": fields, "message": message})
