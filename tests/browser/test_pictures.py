"""The README’s pictures, made anew by `pytest tests/browser/test_pictures.py --pictures docs/images`."""

import re

import pytest

from tests.browser.forms import fill
from tests.processes.site import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

_LARGEST = 200 * 1024


@pytest.fixture
def picture(pictures, tmp_path):
    """A function that takes a picture of what the window shows."""

    def take(page, name):
        file = (pictures or tmp_path) / f"{name}.png"
        page.screenshot(path=file, animations="disabled")
        assert file.stat().st_size < _LARGEST
        assert f"docs/images/{name}.png" in (ROOT / "README.md").read_text()

    return take


def test_picture_of_the_form_for_journalists(page, picture):
    page.goto("/enquiries/press/")
    fill(page, {"name": "Jo Bloggs", "email": "jo.bloggs@example.org"})
    page.mouse.wheel(0, -2000)
    page.wait_for_function("window.scrollY == 0")

    picture(page, "press-form")


def test_picture_of_a_submission_as_its_team_sees_it(staff, picture):
    staff.goto("/admin/intake/submission/?view=everything")
    staff.get_by_role("link", name=re.compile("-")).first.click()

    picture(staff, "triage")
