"""A type's file goes out of the admin and comes back changed, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.forms import press
from tests.browser.type_file_scenes import difference, exported, open_type

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_a_file_is_seen_imported_and_taken_back(browse, signed_in, portal, with_script):
    staff = browse(storage_state=signed_in, java_script_enabled=with_script)
    open_type(staff)
    before = exported(staff)
    difference(staff, portal)
    press(staff, "Import this")
    expect(staff.get_by_text("The file is imported.")).to_be_visible()
    assert "full full" in exported(staff).replace("\n", " ")
    staff.get_by_role("link", name="Import from YAML").click()
    staff.get_by_label("YAML file").set_input_files(
        {"name": "press.yaml", "mimeType": "application/yaml", "buffer": before.encode()}
    )
    press(staff, "Show what it would change")
    press(staff, "Import this")
    assert exported(staff) == before
