"""The form editor's pages, and how a browser gets there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene

_TYPES = "/admin/enquiries/enquirytype/"
#: What the buttons of the editor's first page post to.
NO_PAGES = {"admin:enquiries_enquirytype_arrange", "admin:enquiries_enquirytype_publish"}
Show = Callable[[Page, Portal], object]


def _at(address: str = "") -> Show:
    return lambda page, portal: page.goto(f"{_TYPES}{portal.form}/form/{address}")


def _followed(name: str, first: str = "Edit: ") -> Show:
    """The page behind a link of the editor's first page."""

    def show(page: Page, portal: Portal) -> None:
        _at()(page, portal)
        page.get_by_role("link", name=f"{first}{name}").first.click()
        page.get_by_role("link", name="Back to the form").wait_for()

    return show


def _conditional(page: Page, portal: Portal) -> None:
    _followed("How many people")(page, portal)
    page.locator("details.kind summary").click()


def _refused_question(page: Page, portal: Portal) -> None:
    _at("question/add/?kind=one_of")(page, portal)
    press(page, "Save")
    page.get_by_role("alert").wait_for()


def _refused_publishing(page: Page, portal: Portal) -> None:
    """Of the press form, where nothing is wrong."""
    page.goto(_TYPES)
    page.get_by_role("link", name="General enquiry", exact=True).click()
    page.get_by_role("link", name="Edit the form").click()
    page.get_by_label("At the date and time below").check()
    press(page, "Publish")
    page.get_by_role("alert").wait_for()


SCENES = [
    Scene("editor", "admin:enquiries_enquirytype_editor", _at()),
    Scene("editor-publish-refused", "admin:enquiries_enquirytype_editor", _refused_publishing),
    Scene("editor-look", "admin:enquiries_enquirytype_look", _at("look/?page=the-event")),
    Scene("editor-words", "admin:enquiries_enquirytype_words", _at("words/")),
    Scene("editor-question-add", "admin:enquiries_enquirytype_question_add", _refused_question),
    Scene("editor-files-add", "admin:enquiries_enquirytype_question_add", _at("question/add/?kind=files")),
    Scene("editor-question", "admin:enquiries_enquirytype_question", _conditional),
    Scene(
        "editor-question-move",
        "admin:enquiries_enquirytype_question_move",
        _followed("Which hall?", "Move to…: "),
    ),
    Scene("editor-page-add", "admin:enquiries_enquirytype_page_add", _at("page/add/")),
    Scene("editor-page", "admin:enquiries_enquirytype_page", _followed("page Money")),
    Scene("editor-notice-add", "admin:enquiries_enquirytype_notice_add", _at("notice/add/")),
    Scene("editor-notice", "admin:enquiries_enquirytype_notice", _followed("Closed in August.")),
    Scene("editor-delete", "admin:enquiries_enquirytype_part_delete", _followed("Which hall?", "Delete: ")),
    Scene(
        "editor-version",
        "admin:enquiries_enquirytype_version",
        _followed("version 1", "Put back on the site: "),
    ),
]
