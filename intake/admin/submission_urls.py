"""The addresses of the pages beside a submission's own."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from intake.admin.call_page import call_page
from intake.admin.forward_page import ForwardPage
from intake.admin.related_pages import LinkPage, MergePage, SplitPage, UnlinkButton, UnmergeButton
from intake.admin.revoke_page import RevokePage
from intake.admin.side_page import SidePage, side_page


def beside(site: AdminSite) -> list[URLPattern]:
    """Return the addresses below /admin/intake/submission/ of what is done on pages of its own."""

    def call(request: HttpRequest) -> HttpResponse:
        return call_page(request, site)

    pages: list[tuple[str, str, type[SidePage]]] = [
        ("<int:submission_id>/merge/", "merge", MergePage),
        ("<int:submission_id>/unmerge/", "unmerge", UnmergeButton),
        ("<int:submission_id>/link/", "link", LinkPage),
        ("<int:submission_id>/unlink/", "unlink", UnlinkButton),
        ("<int:submission_id>/split/<int:message_id>/", "split", SplitPage),
        ("<int:submission_id>/forward/", "forward", ForwardPage),
        ("<int:submission_id>/revoke-links/", "revoke_links", RevokePage),
    ]
    return [
        path("call/", site.admin_view(call), name="intake_submission_call"),
        *(
            path(address, site.admin_view(_view(page, site)), name=f"intake_submission_{name}")
            for address, name, page in pages
        ),
    ]


def _view(page: type[SidePage], site: AdminSite) -> Any:
    def view(request: HttpRequest, submission_id: int, **more: int) -> HttpResponse:
        return side_page(page, request, site, submission_id, **more)

    return view
