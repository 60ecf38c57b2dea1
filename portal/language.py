"""In which language a request is answered: the visitor’s on public pages, always English on the staff’s."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class LanguageMiddleware:
    """Answers in the language that a visitor's cookie or browser asks for, as far as there are several.

    Django's own says so in headers even where there is only one language, and serves the staff with it too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the right language."""
        if len(settings.LANGUAGES) == 1:
            return self.get_response(request)
        if request.path_info.startswith(reverse("admin:index")):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response
