"""What was published of a form: looking at it, putting it back, calling it off, editing from it."""

from typing import ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from enquiries import definitions, type_preview, versions
from enquiries.admin.editor_base import EditorPage
from enquiries.definitions import Definition
from enquiries.models import Version
from intake import paging


class Preview(EditorPage):
    """The form as the public would see it: as it is edited, or as it was published."""

    for_looking = True

    def get(self) -> HttpResponse:
        """Show it."""
        return type_preview.page(self.request, wanted_form(self))


class Look(EditorPage):
    """The preview as on a telephone and on a computer, side by side."""

    template = "admin/enquiries/enquirytype/editor/look.html"
    for_looking = True

    def get(self) -> HttpResponse:
        """Show both."""
        form = wanted_form(self)
        names = [page.name for page in form.pages]
        page = self.request.GET.get("page", "")
        return self.shown(
            f"Version {form.version.number}" if form.version else "Preview",
            form=form,
            page=page if page in names else names[0],
        )


class OneVersion(EditorPage):
    """Asks whether something is to be done with a version, and does it."""

    template = "admin/enquiries/enquirytype/editor/version.html"
    _HEADINGS: ClassVar[dict[str, str]] = {
        "back": "Put back on the site",
        "edit": "Edit from this version",
        "cancel": "Call off",
    }

    def get(self) -> HttpResponse:
        """Ask."""
        version = self._version()
        return self.shown(
            f"{self._HEADINGS[self._action]}: version {version.number}",
            version=version,
            action=self._action,
            button=self._HEADINGS[self._action],
            unpublished=versions.has_unpublished_changes(self.enquiry_type),
        )

    def post(self) -> HttpResponse:
        """Do it."""
        version = self._version()
        try:
            return self.back(self._do(version), anchor="publish")
        except versions.NotPublished as error:
            return self.back(refused=str(error))

    def _do(self, version: Version) -> str:
        if self._action == "back":
            made = versions.roll_back(version_id=version.pk, by=self.user)
            return f"Version {version.number} is back on the site, as version {made.number}."
        if self._action == "cancel":
            versions.cancel(version_id=version.pk)
            return f"Version {version.number} is called off."
        form = definitions.of_version(self.enquiry_type, version)
        versions.replace_working_copy(enquiry_type_id=self.enquiry_type.pk, form=form)
        return f"You now edit from version {version.number}. What is on the site has not changed."

    @property
    def _action(self) -> str:
        return str(self.wanted["action"])

    def _version(self) -> Version:
        if self._action not in self._HEADINGS:
            raise Http404("Nothing like that is done with a version.")
        known = self.enquiry_type.versions.select_related("published_by")
        return get_object_or_404(known, number=self.wanted["number"])


def wanted_form(page: EditorPage) -> Definition:
    """Return the form that the address asks for: a version by its number, else as it is edited."""
    number = page.request.GET.get("version", "")
    if not number:
        return page.working_copy()
    if not paging.is_id(number):
        raise Http404("There is no such version.")
    version = get_object_or_404(page.enquiry_type.versions, number=int(number))
    return definitions.of_version(page.enquiry_type, version)
