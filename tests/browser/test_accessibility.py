"""Each page in each state, at the widths of a telephone, a tablet and a computer.

axe finds nothing against WCAG 2.2 AA or good practice, nothing is cut off or scrolls sideways, and the
console stays empty: the fixture `browse` sees to that.
"""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import (
    audit_scenes,
    closed_scenes,
    directory_scenes,
    editor_scenes,
    email_scenes,
    feedback_scenes,
    merging_scenes,
    policy_report_scenes,
    privacy_scenes,
    procurement_scenes,
    roles_scenes,
    scenes,
    screening_scenes,
    sign_in_scenes,
    staff_scenes,
    steps_scenes,
    suggested_scenes,
    supplier_scenes,
    type_file_scenes,
    uploads_scenes,
)
from tests.browser.supplier import press_the_button_behind
from tests.processes.site import ROOT

pytestmark = pytest.mark.browser

_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL = {"type": "tag", "values": _TAGS}
#: What may differ between light and dark.
_OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
#: A telephone held upright, which is also a window of 1280 pixels at a zoom of 400 %; a tablet; a computer.
WIDTHS = NARROWEST, _, WIDEST = (320, 768, 1280)
PUBLIC = [
    *(*scenes.PUBLIC, *feedback_scenes.PUBLIC, *suggested_scenes.PUBLIC, *steps_scenes.SCENES),
    *(*closed_scenes.PUBLIC, *supplier_scenes.OUTSIDE, *uploads_scenes.PUBLIC),
]
TEAMS = [
    *(*staff_scenes.TRIAGE, *merging_scenes.SCENES, *email_scenes.SCENES, *feedback_scenes.STAFF),
    *(*roles_scenes.SCENES, *procurement_scenes.SCENES),
    *(*steps_scenes.PREVIEWS, *type_file_scenes.SCENES, *screening_scenes.SCENES, *editor_scenes.SCENES),
    *(*uploads_scenes.STAFF, *directory_scenes.SCENES),
]
STAFF = [
    *TEAMS,
    *staff_scenes.CONFIGURATION,
    *suggested_scenes.STAFF,
    *privacy_scenes.STAFF,
    *policy_report_scenes.SCENES,
    *audit_scenes.STAFF,
    *sign_in_scenes.SCENES,
]


@pytest.mark.parametrize("scene", PUBLIC, ids=lambda scene: scene.name)
def test_public_page_is_accessible_at_every_width(scene, look, portal, pictures):
    page = look("visitor")
    scene.show(page, portal)

    look_at(page, scene.name, pictures)


@pytest.mark.thorough
@pytest.mark.parametrize("scene", supplier_scenes.INSIDE, ids=lambda scene: scene.name)
def test_suppliers_own_page_is_accessible_at_every_width(scene, look, supplier_signed_in, portal, pictures):
    page = look("supplier", supplier_signed_in)
    scene.show(page, portal)

    look_at(page, f"supplier-{scene.name}", pictures)


@pytest.mark.thorough
def test_home_of_a_newcomer_is_accessible(page, portal, pictures):
    press_the_button_behind(page, f"/suppliers/enter/{portal.states['in-newcomer']}/")

    look_at(page, "supplier-home-empty", pictures)


@pytest.mark.thorough
@pytest.mark.parametrize("scene", STAFF, ids=lambda scene: scene.name)
def test_staff_page_is_accessible_at_every_width_in_light_and_dark(scene, look, signed_in, portal, pictures):
    staff = look("staff", signed_in)
    scene.show(staff, portal)

    look_at(staff, f"staff-{scene.name}", pictures)
    staff.emulate_media(color_scheme="dark")
    # Colours fade over; axe is to see where they end.
    staff.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    look_at(staff, f"dark-{scene.name}", pictures, rules=_OF_COLOURS)


def test_no_public_page_is_forgotten():
    shown = {scene.view for scene in [*PUBLIC, *supplier_scenes.INSIDE]} - {""}

    assert shown | scenes.NO_PAGES | supplier_scenes.NO_PAGES == scenes.public_views()


def test_no_staff_page_is_forgotten():
    shown = {scene.view for scene in STAFF}

    without = staff_scenes.NO_PAGES | merging_scenes.NO_PAGES | procurement_scenes.NO_PAGES
    without |= type_file_scenes.NO_PAGES | editor_scenes.NO_PAGES | privacy_scenes.NO_PAGES
    without |= directory_scenes.NO_PAGES | sign_in_scenes.NO_PAGES
    assert shown | without == scenes.staff_views()


def look_at(page: Page, name: str, pictures, *, rules: dict[str, Any] = _ALL) -> None:
    """Refuse what axe finds, and, unless it is about colours alone, what does not fit a width."""
    if page.evaluate("!window.axe"):
        page.evaluate(_AXE.read_text())
    widths = WIDTHS if pictures or rules is _ALL else (WIDEST, NARROWEST)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert rules is not _ALL or sticking_out(page) == [], f"{width} pixels wide"
        if width in (NARROWEST, WIDEST):
            assert violations(page, rules) == [], f"{width} pixels wide"
        if pictures:
            page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True, animations="disabled")


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds, a line each."""
    # The email in a preview's frame is locked up, so that axe would knock in vain.
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations'], preload: false, iframes: false})",
        rules,
    )
    return [
        f"{violation['id']}: {node['html']} – {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """The elements that make the page scroll sideways, and the controls of a form that are cut off."""
    return page.evaluate(
        """() => {
            const right = (element) => element.getBoundingClientRect().right;
            const width = document.documentElement.clientWidth;
            const clips = (element) => ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
            const within = (element) => {
                let around = element.parentElement;
                while (around && !clips(around)) around = around.parentElement;
                return around ? right(around) : Infinity;
            };
            const all = document.documentElement.scrollWidth > width ? "body *" : "none";
            return [
                ...Array.from(document.querySelectorAll(all)).filter((each) => right(each) > width + 1),
                ...Array.from(document.querySelectorAll("input:not([type=hidden]), select, textarea, button"))
                    .filter((each) => right(each) > within(each) + 1),
            ].map((each) => each.outerHTML.slice(0, 200));
        }"""
    )
