"""By keyboard alone, and without JavaScript: everything that the forms promise works."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.forms import fill, press
from tests.browser.staff_scenes import LIST, RULES

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

_STOPS_AT_MOST = 120


def test_enquiry_is_sent_by_keyboard_alone(page):
    page.goto("/")
    tab_to(page, "General enquiry")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="General enquiry").wait_for()
    for name, keys in (
        ("name", "Jo Bloggs"),
        ("email", "jo@example.org"),
        ("about", "ArrowDown"),
        ("i_am", "Space"),
        ("message", "When do the school meals menus change?"),
        ("privacy", "Space"),
    ):
        tab_to(page, name)
        if keys in ("Space", "ArrowDown"):
            page.keyboard.press(keys)
        else:
            page.keyboard.type(keys)
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Check your answers").wait_for()
    tab_to(page, "Send")
    page.keyboard.press("Enter")

    assert forms.reference(page).startswith("HLT-")


def test_skip_link_leads_past_the_menu(page):
    page.goto("/contacts/")

    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert focused(page).startswith("020 8820 7000")


def test_error_summary_takes_the_focus_and_leads_to_the_answers(page):
    page.goto("/enquiries/press/")
    press(page, "Continue")

    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    for link in summary.get_by_role("link").all():
        link.click()
        said = page.evaluate("document.activeElement.closest('.govuk-form-group--error').innerText")
        assert link.inner_text() in said
    assert page.title().startswith("Error: ")


def test_suggested_school_is_taken_by_keyboard(page):
    page.goto("/enquiries/general/")
    page.get_by_label("School (optional)").press_sequentially("almond green")
    page.get_by_role("option").first.wait_for()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("[name=school]")).to_have_value("Almond Green Primary School (900041)")


def test_question_shows_only_while_it_is_asked(page):
    page.goto("/enquiries/press/")
    asked = page.get_by_label("When does the embargo end?")

    expect(asked).to_be_hidden()
    fill(page, {"embargo": "yes"})
    expect(asked).to_be_visible()
    fill(page, {"embargo": "no"})
    expect(asked).to_be_hidden()


@pytest.mark.parametrize("address", ["/", "/enquiries/general/", "/track/"])
def test_focus_is_seen_on_every_stop_of_a_public_page(address, page):
    page.goto(address)

    assert stops_without_a_mark(page) == []


@pytest.mark.parametrize("address", ["/admin/", LIST, RULES, "/admin/intake/queue/1/change/"])
def test_focus_is_seen_on_every_stop_of_a_staff_page(address, staff):
    staff.goto(address)

    assert stops_without_a_mark(staff) == []


@pytest.mark.parametrize("slug", forms.SLUGS)
def test_form_is_sent_without_javascript(slug, browse):
    page = browse(java_script_enabled=False)

    page.goto(f"/enquiries/{slug}/")
    press(page, "Continue")
    page.get_by_role("link", name="Enter your name").click()
    fill(page, forms.answers(slug))
    press(page, "Continue")
    press(page, "Send")

    assert forms.reference(page).startswith("HLT-")


def test_rule_is_moved_by_keyboard_alone_and_without_javascript(browse, signed_in):
    staff = browse(java_script_enabled=False, storage_state=signed_in)
    staff.goto(RULES)
    names = staff.locator("#result_list .field-name")
    first, second = names.nth(0).inner_text(), names.nth(1).inner_text()
    for button in (f"Down: {first}", f"Up: {first}"):
        staff.get_by_role("button", name=button, exact=True).focus()
        staff.keyboard.press("Enter")
        expect(staff.get_by_text(f"“{first}” is now at position")).to_be_visible()
        expect(names.nth(0)).to_have_text(second if button.startswith("Down") else first)


def test_reply_is_sent_without_javascript(browse, signed_in):
    staff = browse(java_script_enabled=False, storage_state=signed_in)

    staff.goto(LIST)
    staff.locator(".cell-reference a").first.click()
    staff.get_by_label("Your reply").fill("We will telephone you today.")
    press(staff, "Send reply")

    expect(staff.get_by_text("Your reply is on its way")).to_be_visible()


def test_foreign_script_is_refused_and_noticed(page):
    page.goto("/")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'taken over'";
            document.head.append(script);
        }"""
    )

    assert page.title() != "taken over"
    assert "Content Security Policy" in page.complaints.pop()


def focused(page: Page) -> str:
    """The name of the field that has the focus, or the words on what else has it."""
    return page.evaluate("document.activeElement.name || document.activeElement.innerText.trim()")


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until something has the focus."""
    for _ in range(_STOPS_AT_MOST):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached")


#: What a control, or the label that is drawn for it, looks like.
_LOOK = """(stop) => {
    const drawn = [[stop, null], [stop, "::before"]];
    for (const label of stop.labels ?? []) drawn.push([label, "::before"]);
    return drawn.map(([element, pseudo]) => {
        const style = getComputedStyle(element, pseudo);
        return [style.outline, style.boxShadow, style.backgroundColor, style.border].join();
    }).join();
}"""


def stops_without_a_mark(page: Page) -> list[str]:
    """The stops of the tabulator that look the same with the focus as without."""
    unmarked, seen = [], 0
    page.keyboard.press("Tab")
    while seen < _STOPS_AT_MOST and page.evaluate("document.activeElement !== document.body"):
        stop = page.evaluate_handle("document.activeElement")
        with_focus = stop.evaluate(_LOOK)
        page.keyboard.press("Tab")
        if stop.evaluate(_LOOK) == with_focus:
            unmarked.append(stop.evaluate("stop => stop.outerHTML"))
        seen += 1
    assert seen > 5
    return unmarked
