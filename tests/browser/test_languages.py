"""Each public page in pseudo-locales: in one that is accented and longer, and in one from right to left.

A scene is brought about in English; then the page is loaded anew in the other language.
"""

import pytest
from playwright.sync_api import Page

from tests.browser import (
    closed_scenes,
    feedback_scenes,
    forms,
    scenes,
    steps_scenes,
    suggested_scenes,
    supplier_scenes,
    untranslated,
)
from tests.browser.forms import fill
from tests.browser.test_accessibility import (
    _ALL,
    _AXE,
    NARROWEST,
    WIDEST,
    sticking_out,
    violations,
)

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: Answered in the test's own process, or the state of a script that is gone once the page is loaded anew.
_LEFT_OUT = {
    *("error-400", "error-403", "error-500"),
    *("press-embargo", "school-suggestions", "section-offer-suggestions", "section-organisation-looked-up"),
    "section-declarations-yes",
}
#: Those that differ from others in HLT's own words alone.
_ALIKE = {
    *("it-helpdesk", "it-helpdesk-errors", "web-team", "web-team-errors"),
    *("steps-first", "steps-event", "steps-details", "steps-change"),
}
#: A page of each make, for what takes longer.
_EACH_MAKE = {
    "home",
    "which-school",
    "tracking",
    "task-list",
    "section-organisation-errors",
    "status-changes",
}
#: What scenes type into a form, which is encrypted until it is sent.
_TYPED = {
    *(str(value) for slug in forms.SLUGS for value in forms.answers(slug).values()),
    *(
        str(value)
        for typed in (steps_scenes.YOU, steps_scenes.PARTY, steps_scenes.DETAILS)
        for value in typed.values()
    ),
    *("A long word: " + "w" * 200, suggested_scenes.TROUBLES),
}
OUTSIDE = [
    *(*scenes.PUBLIC, *feedback_scenes.PUBLIC, *suggested_scenes.PUBLIC, *steps_scenes.SCENES),
    *(*closed_scenes.PUBLIC, *supplier_scenes.OUTSIDE),
]


def _wanted(all_scenes):
    return [scene for scene in all_scenes if scene.name not in _LEFT_OUT | _ALIKE]


@pytest.fixture(scope="module")
def misses(portal):
    """A function that returns the texts of a page that are neither accented nor data.

    What the portal's database holds is read only when there are any: scenes have added to it, perhaps.
    """
    known = set(_TYPED)

    def texts_missed(page: Page) -> list[str]:
        if found := untranslated.in_page(page, known):
            known.update(untranslated.data_of(portal.folder))
            found = untranslated.in_page(page, known)
        return found

    return texts_missed


@pytest.mark.parametrize("scene", _wanted(OUTSIDE), ids=lambda scene: scene.name)
def test_public_page_misses_no_text(scene, look, portal, misses):
    page = look("visitor")
    scene.show(page, portal)

    _look_in_both(page, scene.name, misses)


@pytest.mark.parametrize("scene", _wanted(supplier_scenes.INSIDE), ids=lambda scene: scene.name)
def test_suppliers_own_page_misses_no_text(scene, look, supplier_signed_in, portal, misses):
    page = look("supplier", supplier_signed_in)
    scene.show(page, portal)

    _look_in_both(page, scene.name, misses)


def test_an_english_page_is_not_mistaken_for_a_translated_one(page, misses):
    page.goto("/suppliers/")

    assert "How we buy" in misses(page)


@pytest.mark.parametrize("language", ["en-xa", "ar-xb"])
def test_an_enquiry_is_sent_in_another_language_without_javascript(browse, portal, language):
    page = browse(java_script_enabled=False)
    page.goto("/enquiries/general/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": portal.url}])
    page.reload()
    assert page.locator("html").get_attribute("lang") == language

    fill(page, forms.answers("general"))
    for _ in ("Continue", "Send"):
        page.locator("main form button.govuk-button").last.click()

    assert forms.reference(page).startswith("HLT-")
    assert page.locator("html").get_attribute("lang") == language


def _look_in_both(page: Page, name: str, misses) -> None:
    _load_in(page, "en-xa")
    assert misses(page) == []
    _fits(page, name)
    _load_in(page, "ar-xb")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    _fits(page, name)


def _load_in(page: Page, language: str) -> None:
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.reload()


def _fits(page: Page, name: str) -> None:
    is_one = name in _EACH_MAKE
    for width in (NARROWEST, WIDEST) if is_one else (NARROWEST,):
        page.set_viewport_size({"width": width, "height": 900})
        assert sticking_out(page) == [], f"{width} pixels wide"
        # From right to left a page goes on to the left.
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{width} pixels wide"
        if is_one:
            page.evaluate(_AXE.read_text())
            assert violations(page, _ALL) == [], f"{width} pixels wide"
