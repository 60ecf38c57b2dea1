"""The addresses of the form editor, and who may open them."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.clickjacking import xframe_options_sameorigin

from enquiries import access
from enquiries.admin.editor import Editor, Publish
from enquiries.admin.editor_base import EditorPage
from enquiries.admin.editor_delete import DeletePart
from enquiries.admin.editor_parts import NoticeOfForm, PageOfForm, WordsOfForm
from enquiries.admin.editor_questions import Arrange, MoveQuestion, QuestionOfForm
from enquiries.admin.editor_versions import Look, OneVersion, Preview

_PAGES: list[tuple[str, str, type[EditorPage]]] = [
    ("", "editor", Editor),
    ("look/", "look", Look),
    ("publish/", "publish", Publish),
    ("arrange/", "arrange", Arrange),
    ("words/", "words", WordsOfForm),
    ("question/add/", "question_add", QuestionOfForm),
    ("question/<int:part_id>/", "question", QuestionOfForm),
    ("question/<int:part_id>/move/", "question_move", MoveQuestion),
    ("page/add/", "page_add", PageOfForm),
    ("page/<int:part_id>/", "page", PageOfForm),
    ("notice/add/", "notice_add", NoticeOfForm),
    ("notice/<int:part_id>/", "notice", NoticeOfForm),
    ("<slug:part>/<int:part_id>/delete/", "part_delete", DeletePart),
    ("version/<int:number>/<slug:action>/", "version", OneVersion),
]


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses below that of the types."""
    # Another page of the portal, and no other site's, may show the preview in a frame.
    framed = csp_replace({"frame-ancestors": [SELF]})(xframe_options_sameorigin(_view(site, Preview)))
    # The page that does.
    look = csp_update({"frame-src": [SELF]})
    return [
        path("<int:pk>/preview/", framed, name="enquiries_enquirytype_preview"),
        *(
            path(
                f"<int:pk>/form/{address}",
                look(_view(site, page)) if page is Look else _view(site, page),
                name=f"enquiries_enquirytype_{name}",
            )
            for address, name, page in _PAGES
        ),
    ]


def _view(site: AdminSite, page: type[EditorPage]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, pk: int, **wanted: Any) -> HttpResponse:
        types = access.visible_types(request.user).select_related("usual_queue")
        enquiry_type = get_object_or_404(types, pk=pk)
        looks = page.for_looking and request.method in ("GET", "HEAD")
        if not looks and not access.may_edit(request.user, enquiry_type):
            raise PermissionDenied
        return page(request, site, enquiry_type, **wanted).answer()

    return site.admin_view(view)
