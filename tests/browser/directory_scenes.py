"""The pages on which administrators say what the groups of the council's directory are here."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

GROUPS = "/admin/intake/groupmapping/"
#: The way to the directory and back; what they show is in test_openid.py, where there is a directory.
NO_PAGES = {"admin:directory_start", "admin:directory_callback"}


def a_group(page: Page, portal: Portal, *, group: str = "press", queue: str = "Press") -> None:
    """The form of a group, which is made first: the portal begins with none."""
    page.goto(f"{GROUPS}?q={group}")
    if not page.locator("#result_list").count():
        page.goto(f"{GROUPS}add/")
        page.get_by_label("Group:").fill(group)
        page.get_by_label("What the group is called:").fill("Press officers")
        page.get_by_label("Role:").select_option("member")
        page.get_by_label("Queue:").select_option(queue)
        press(page, "Save")
    page.get_by_role("link", name=group, exact=True).first.click()


def _refused(page: Page, portal: Portal) -> None:
    page.goto(f"{GROUPS}add/")
    page.get_by_label("Group:").fill("press")
    page.get_by_label("Role:").select_option("lead")
    press(page, "Save")
    page.get_by_text("Members and leads need a queue").first.wait_for()


def _list(page: Page, portal: Portal) -> None:
    a_group(page, portal)
    page.goto(GROUPS)


def _ofa_group(page_name: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        a_group(page, portal)
        page.goto(page.url.partition("?")[0].replace("/change/", f"/{page_name}/"))

    return show


SCENES = [
    Scene("groups", "admin:intake_groupmapping_changelist", _list),
    Scene("groups-add", "admin:intake_groupmapping_add", at(f"{GROUPS}add/")),
    Scene("groups-refused", "admin:intake_groupmapping_add", _refused),
    *(
        Scene(f"groups-{page}", f"admin:intake_groupmapping_{page}", _ofa_group(page))
        for page in ("change", "history", "delete")
    ),
]
