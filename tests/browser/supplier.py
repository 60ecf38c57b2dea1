"""A person of a supplier in a browser: comes in by the link in an email, types, uploads, sends."""

import re
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Locator, Page, expect

from suppliers.models import DocumentKind
from suppliers.sections import BY_SLUG
from tests.browser import firms, forms
from tests.browser.forms import press
from tests.browser.portal import Portal, text_of
from tests.processes.site import wait_until

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
_LINK = re.compile(r"^http\S+/suppliers/enter/\S+$", re.MULTILINE)


def come_in(page: Page, portal: Portal, email: str) -> None:
    """Come in from the guide: type the address, open the link in the email, press the button there."""
    before = len(links(portal, email))
    page.goto("/suppliers/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("Your email address").press_sequentially(email)
    press(page, "Email me a link")
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    wait_until(lambda: len(links(portal, email)) > before, seconds=20)
    press_the_button_behind(page, links(portal, email)[-1])


def press_the_button_behind(page: Page, link: str) -> None:
    """Come in by a link that was sent."""
    page.goto(link)
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Your registrations")).to_be_visible()


def links(portal: Portal, email: str) -> list[str]:
    """The sign-in links that an address was sent, the oldest first."""
    return [found[0] for each in portal.emails(to=email) if (found := _LINK.search(text_of(each)))]


def begin(page: Page) -> None:
    """Begin a registration."""
    press(page, "Begin a registration")
    expect(page.get_by_text("0 of 9 sections are done.")).to_be_visible()


def fill_in(page: Page, firm: firms.Firm, *slugs: str, later: bool = False) -> None:
    """Open sections from the task list, fill them in by hand, and save them."""
    for slug in slugs:
        open_section(page, slug)
        answer(page, firm.answers[slug])
        for kind in firm.documents.get(slug, ()):
            upload(page, kind)
        press(page, "Save and come back later" if later else "Save and continue")
        saved = "Saved. Come back at any time" if later else f"{BY_SLUG[slug].title}: saved"
        expect(page.get_by_text(saved)).to_be_visible()


def open_section(page: Page, slug: str) -> None:
    """Open a section from the task list."""
    title = BY_SLUG[slug].title
    page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()


def answer(page: Page, answers: Mapping[str, Any]) -> None:
    """Type and tick answers, by the fields' names."""
    for name, value in answers.items():
        for each in value if isinstance(value, list) else [value]:
            if name == "categories":
                choose_category(page, each)
            elif each not in ("", None):
                _answer(page.locator(f"main [name={name}]"), str(each))


def _answer(field: Locator, value: str) -> None:
    kind = field.first.get_attribute("type")
    if kind == "radio" or (kind == "checkbox" and field.count() > 1):
        field.and_(field.page.locator(f"[value={value}]")).check()
    elif kind == "checkbox":
        field.check()
    elif kind == "date":
        field.fill(value)
    else:
        field.clear()
        field.press_sequentially(value)


def choose_category(page: Page, code: str) -> None:
    """Search for a category in everyday words, and choose it: from the suggestions, else by its box."""
    search = page.locator("main [name=category_search]")
    search.clear()
    search.press_sequentially(firms.WORDS[code])
    box = page.locator(f"main [name=categories][value='{code}']")
    if page.locator(".autocomplete__wrapper").count():
        page.get_by_role("option").filter(has_text=f"({code}-").click()
        expect(box).to_be_checked()
    else:
        press(page, "Search")
        box.check()


def upload(page: Page, kind: DocumentKind, *, version: int = 1) -> None:
    """Upload a document: of public liability a photo of the certificate, else a PDF."""
    field = page.locator(f"main [name=document_{kind}]")
    if kind == DocumentKind.PUBLIC_LIABILITY:
        field.set_input_files(photo(page, f"certificate-{version}.jpg"))
    else:
        field.set_input_files(pdf(f"{kind}-{version}.pdf"))


def photo(page: Page, name: str) -> dict[str, Any]:
    """A photo, for which a picture of the page will do."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg", quality=40)}


def pdf(name: str) -> dict[str, Any]:
    """A small PDF."""
    return {
        "name": name,
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.7\n% " + name.encode() + b"\n%%EOF\n",
    }


def send(page: Page) -> str:
    """Confirm the dates on the check page, send, and return the reference."""
    page.get_by_label("These are the dates on our documents").check()
    page.get_by_role("button", name=re.compile("^Send")).click()
    return forms.reference(page)


def letter(portal: Portal, email: str, *words: str) -> EmailMessage:
    """The first email to an address in which all these words are, once it is there."""

    def found() -> list[EmailMessage]:
        return [
            each
            for each in portal.emails(to=email)
            if all(word in f"{each['Subject']}\n{text_of(each)}" for word in words)
        ]

    wait_until(found, seconds=20)
    return found()[0]
