"""A file's way through the portal, at a virus scanner that takes its time: refused, kept, downloaded."""

import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from tests import clamd
from tests.browser import forms
from tests.browser.forms import fill, press
from tests.browser.portal import STAFF_PASSWORD, Portal, text_of
from tests.databases import give_migrated
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.security("files"), pytest.mark.thorough]
#: A page of the web by the name of a document.
DISGUISED = {
    "name": "letter.pdf",
    "mimeType": "application/pdf",
    "buffer": b"<!doctype html><script>alert(1)</script>",
}
REFUSAL = "“letter.pdf” is not a real PDF file."


class Scanner:
    """Reads what it is sent, and says that it is clean once it is told to."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        self.may_answer.wait(50)
        connection.sendall(b"stream: OK\0")


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture(scope="module")
def portal(tmp_path_factory, scanner) -> Iterator[Portal]:
    """A portal of its own, since the other tests' has no scanner."""
    portal = Portal(tmp_path_factory.mktemp("scanned") / "data")
    with ExitStack() as stack:
        portal.environment["CLAMAV_URL"], _ = stack.enter_context(clamd.answering(scanner))
        give_migrated(portal.folder)
        portal.start(seconds=100)
        yield portal
        scanner.may_answer.set()
        portal.ends(signal.SIGTERM)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def page(request, browse) -> Page:
    return browse(java_script_enabled=request.param)


def test_a_file_is_refused_then_another_is_kept_checked_and_downloaded(page, portal, scanner):
    scanner.may_answer.clear()
    sender = f"jo{id(page)}@example.org"
    page.goto("/enquiries/general/")
    given = forms.answers("general", email=sender)
    fill(page, {**given, "attachments": DISGUISED})
    press(page, "Continue")

    said = page.get_by_role("alert").get_by_role("link", name=REFUSAL)
    expect(said).to_be_visible()
    field = page.locator("main input[type=file]")
    assert said.get_attribute("href") == f"#{field.get_attribute('id')}"
    beside = page.locator(f"#{field.get_attribute('aria-describedby').split()[-1]}")
    expect(beside).to_contain_text(REFUSAL)
    for name in ("name", "email", "message"):
        expect(page.locator(f"main [name={name}]")).to_have_value(given[name])
    expect(page.locator(f"main [name=i_am][value={given['i_am']}]")).to_be_checked()
    said.click()
    expect(field).to_be_in_viewport()

    field.set_input_files(forms.FILE)
    press(page, "Continue")
    page.get_by_role("heading", name="Check your answers").wait_for()
    expect(page.get_by_text(forms.FILE["name"])).to_be_visible()
    press(page, "Send")
    forms.reference(page)

    page.goto(re.search(r"https?://\S+(/track/\S+)", text_of(portal.email(to=sender)))[1])
    page.get_by_text("What you sent").click()
    expect(page.get_by_text("being checked for viruses")).to_be_visible()
    file = page.get_by_role("link", name=re.compile("letter.csv"))
    expect(file).to_have_count(0)

    scanner.may_answer.set()

    def is_offered() -> bool:
        page.reload()
        page.get_by_text("What you sent").click()
        return file.count() == 1

    wait_until(is_offered, seconds=60)
    answer = page.request.get(file.get_attribute("href"))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    with page.expect_download() as download:
        file.click()
    assert download.value.suggested_filename == forms.FILE["name"]
    assert download.value.path().read_bytes() == forms.FILE["buffer"]


def test_staff_see_that_it_is_being_checked_and_get_it_as_a_download(page, portal, scanner):
    scanner.may_answer.clear()
    reference = forms.send(page, "general", attachments=forms.FILE)
    page.goto("/admin/")
    page.get_by_label("Name or email address").fill("staff")
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    press(page, "Sign in")
    page.goto("/admin/intake/submission/?view=all")
    page.get_by_role("link", name=reference).click()

    expect(page.get_by_text("it can be downloaded when that is done")).to_be_visible()
    file = page.get_by_role("link", name=re.compile("letter.csv"))
    expect(file).to_have_count(0)
    scanner.may_answer.set()

    def is_offered() -> bool:
        page.reload()
        return file.count() == 1

    wait_until(is_offered, seconds=60)
    with page.expect_download() as download:
        file.click()
    assert download.value.path().read_bytes() == forms.FILE["buffer"]
