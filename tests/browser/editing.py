"""Building a form by clicks, as who edits a type of enquiry does."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.forms import press


def make_type(staff: Page, name: str) -> None:
    """Make a type that is on the site at once; its editor is open then."""
    staff.goto("/admin/enquiries/enquirytype/add/")
    staff.get_by_label("Name:", exact=True).first.fill(name)
    staff.keyboard.press("Tab")
    slug = staff.get_by_label("Slug:")
    if not slug.input_value():  # JavaScript, where it runs, has filled it in
        slug.fill(name.lower().replace(" ", "-"))
    staff.get_by_label("Summary:").fill("Ask whether we can visit your school.")
    staff.get_by_label("Usual queue:").select_option("General enquiries")
    press(staff, "Save")
    expect(staff.get_by_text("was added successfully")).to_be_visible()
    expect(staff.get_by_role("heading", name=f"Form: {name}")).to_be_visible()


def add_page(staff: Page, title: str, *, first: str = "", **asked_if: str) -> None:
    """Add a page; `first` is the title of the one that there was."""
    staff.get_by_role("link", name="Add a page").click()
    if first:
        staff.get_by_label("Title of the first page").fill(first)
    staff.get_by_label("Title", exact=True).fill(title)
    _ask_if(staff, **asked_if)
    press(staff, "Save")
    expect(staff.get_by_text(f"Page “{title}” is added, at the end.")).to_be_visible()


def add_question(
    staff: Page,
    kind: str,
    label: str,
    *,
    page: int = 1,
    required: bool = True,
    choices: str = "",
    **more: Any,
) -> None:
    """Add a question of a kind to the end of a page; `more` says when it is asked."""
    section = staff.locator(".form-page").nth(page - 1)
    chosen = section.locator("select[name=kind] option").filter(has_text=re.compile(f"^{kind}:"))
    section.locator("select[name=kind]").select_option(chosen.get_attribute("value"))
    section.get_by_role("button", name="Add a question").click()
    staff.get_by_label("Question", exact=True).fill(label)
    if choices:
        staff.get_by_label("Choices").fill(choices)
    staff.get_by_label("People must answer it").set_checked(required)
    _ask_if(staff, **more)
    press(staff, "Save")
    expect(staff.get_by_text(f"“{label}” is added.")).to_be_visible()


def question(staff: Page, label: str) -> Locator:
    """The row of a question in the editor."""
    return staff.locator("[data-question]").filter(has=staff.locator("strong", has_text=label))


def questions(staff: Page, page: int = 1) -> list[str]:
    """What a page asks, in the order of the editor."""
    return staff.locator(".form-page").nth(page - 1).locator("[data-question] strong").all_inner_texts()


def move(staff: Page, label: str, after: str) -> None:
    """Move a question with its button, to after another one."""
    staff.get_by_role("link", name=f"Move to…: {label}").click()
    place = staff.get_by_label("Where it stands").locator("option", has_text=f"After “{after}”")
    staff.get_by_label("Where it stands").select_option(place.first.get_attribute("value"))
    press(staff, "Move")
    expect(staff.get_by_text(f"“{label}” is moved.")).to_be_visible()


def publish(staff: Page, note: str = "") -> None:
    """Publish the form now."""
    staff.get_by_label("What has changed, for colleagues").fill(note)
    press(staff, "Publish")
    expect(staff.get_by_text(re.compile(r"Version \d+ is on the site now\."))).to_be_visible()


def _ask_if(staff: Page, question: str = "", answer: str = "") -> None:
    """Ask it only after this answer to an earlier question that offers it."""
    if question:
        staff.locator("#id_only_if_question").select_option(label=f"Depending on: {question}")
        # Other questions may offer the same words.
        offered = staff.locator(f"#id_only_if_choice optgroup[label='{question}'] option")
        chosen = offered.filter(has_text=answer).first.get_attribute("value")
        staff.locator("#id_only_if_choice").select_option(chosen)
