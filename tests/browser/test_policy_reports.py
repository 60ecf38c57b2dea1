"""A page that breaks the content security policy makes a report, which an administrator sees counted."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.policy_report_scenes import LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.security("URLs"), pytest.mark.thorough]
_SCRIPT = "<script>document.title = 'taken over'</script>"


def put_in_a_script(route: Route) -> None:
    """Answer as the portal does, with a script in the page as somebody would smuggle it in."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</body>", f"{_SCRIPT}</body>"))


def test_a_script_that_was_smuggled_in_does_not_run_and_is_reported(page: Page, staff: Page, complaints):
    page.route("**/contacts/", put_in_a_script)
    page.goto("/contacts/")

    assert page.title() != "taken over"
    wait_until(lambda: complaints)
    assert "Content Security Policy directive" in complaints[0]
    complaints.clear()

    def row() -> str:
        staff.goto(LIST)
        rows = staff.locator("#result_list tbody tr").all_inner_texts()
        return next((each for each in rows if "/contacts/" in each), "")

    wait_until(row, seconds=20)
    assert "script-src" in row()
    assert "inline" in row()
