"""A form of several pages in a real browser, with JavaScript and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.forms import fill, press
from tests.browser.steps_scenes import DETAILS, PARTY, event, go_on, party
from tests.processes.site import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

_ONLY_IF = ROOT / "portal" / "assets" / "portal" / "only-if.js"
_ASKING = """
<form>
  <input name="town">
  <input type="checkbox" name="topic" value="a"><input type="checkbox" name="topic" value="ab">
  <input type="file" name="plan"><input type="checkbox" name="photo-remove" value="1" id="remove">
  {}
</form>
"""
_ASKED = """
<div class="govuk-form-group" id="{}">
  <p data-only-if="{}" data-only-if-operator="{}" data-only-if-value="{}">If</p>
</div>
"""
_CONDITIONS = {
    "london": ("town", "equals", "London"),
    "elsewhere": ("town", "not_equals", "london"),
    "north": ("town", "includes", "North"),
    "anywhere": ("town", "filled", ""),
    "topic-a": ("topic", "includes", "a"),
    "plan": ("plan", "filled", ""),
    "photo": ("photo", "filled", ""),
}


def test_long_form_is_answered_changed_and_sent(page, portal):
    party(page, portal)
    expect(page.get_by_label("Which dishes?")).to_be_hidden()
    page.get_by_label("Yes").check()
    expect(page.get_by_label("Which dishes?")).to_be_visible()
    page.get_by_label("How many guests?").fill("About forty")
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("heading", name="What you plan").wait_for()
    press(page, "Continue")
    expect(page.get_by_label("How many guests?")).to_have_value("About forty")
    expect(page.get_by_label("Yes")).to_be_checked()
    send_with_a_change(page)


def test_long_form_is_answered_changed_and_sent_without_javascript(browse, portal):
    page = browse(java_script_enabled=False)
    event(page, portal)
    go_on(page, {"event": "party"}, "Your party")
    fill(page, {"guests": "About forty"})
    press(page, "Save and go back")
    page.get_by_role("heading", name="What you plan").wait_for()
    press(page, "Continue")
    expect(page.get_by_label("How many guests?")).to_have_value("About forty")
    expect(page.get_by_text("Only if you answered “Yes” to “Will there be food?”.")).to_be_visible()
    send_with_a_change(page)


def send_with_a_change(page: Page) -> None:
    """From the page about the party to the confirmation; at the check it has become a meeting."""
    go_on(page, PARTY, "The day")
    go_on(page, DETAILS, "Check your answers")
    page.get_by_role("link", name="Change what is it?").click()
    go_on(page, {"event": "meeting"}, "Check your answers")
    expect(page.get_by_text("How many guests?")).to_have_count(0)
    press(page, "Send")
    assert forms.reference(page).startswith("HLT-")


def test_each_comparison_shows_what_it_asks_for(page):
    asked = "".join(_ASKED.format(name, *condition) for name, condition in _CONDITIONS.items())
    page.set_content(_ASKING.format(asked))
    page.add_script_tag(path=_ONLY_IF, type="module")

    def shown() -> set[str]:
        return {name for name in _CONDITIONS if page.locator(f"#{name}").is_visible()}

    page.locator("#london[hidden]").wait_for(state="attached")
    page.locator(".govuk-form-group p").evaluate_all("all => all.forEach(each => (each.hidden = false))")
    assert shown() == {"photo"}
    page.locator("[name=town]").fill(" LONDON ")
    assert shown() == {"london", "anywhere", "photo"}
    page.locator("[name=town]").fill("Northolt")
    assert shown() == {"elsewhere", "north", "anywhere", "photo"}
    page.locator("[name=town]").fill("")
    page.locator("[value=ab]").check()
    assert shown() == {"photo"}
    page.locator("[value=a]").check()
    page.locator("[name=plan]").set_input_files(forms.FILE)
    page.locator("#remove").check()
    assert shown() == {"topic-a", "plan"}
