"""The page on which a type's file is imported, and how a browser gets there."""

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene

_TYPES = "/admin/enquiries/enquirytype/"
#: A download: no page.
NO_PAGES = {"admin:enquiries_enquirytype_export"}


def upload(page: Page, content: str) -> None:
    page.get_by_label("YAML file").set_input_files(
        {"name": "press.yaml", "mimeType": "application/yaml", "buffer": content.encode()}
    )
    press(page, "Show what it would change")


def open_type(page: Page) -> None:
    page.goto(_TYPES)
    page.get_by_role("link", name="Press enquiry").first.click()


def exported(page: Page) -> str:
    """The file of the type whose page is open."""
    link = page.get_by_role("link", name="Export as YAML").get_attribute("href")
    return page.request.get(link).text()


def _empty(page: Page, portal: Portal) -> None:
    open_type(page)
    page.get_by_role("link", name="Import from YAML").click()


def difference(page: Page, portal: Portal) -> None:
    open_type(page)
    file = exported(page)
    page.get_by_role("link", name="Import from YAML").click()
    upload(page, file.replace("label: Your name", f"label: Your {'full ' * 20}name"))
    page.get_by_role("button", name="Import this").wait_for()


def _refused(page: Page, portal: Portal) -> None:
    _empty(page, portal)
    upload(page, "format: 1\nname: Press\nslug: press\nquestoins: []\n")
    page.get_by_role("alert").wait_for()


_VIEW = "admin:enquiries_enquirytype_import"
SCENES = [
    Scene("type-import", _VIEW, _empty),
    Scene("type-import-difference", _VIEW, difference),
    Scene("type-import-refused", _VIEW, _refused),
]
