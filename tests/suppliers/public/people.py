"""A person of a supplier with a browser of their own, without JavaScript."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from intake.models import Message
from suppliers import door
from suppliers.models import DocumentKind, Registration, SignInLink
from tests.enquiries.visitor import Page

EMAIL = "ada@leabridge.example.com"


class Person:
    """Somebody who comes in by a link and fills in a registration."""

    def __init__(self, email: str = EMAIL, client: Client | None = None) -> None:
        self.email = email
        self.client = client or Client()
        self.pk = ""

    def comes_in(self, then: str = "") -> "Person":
        """Ask for a link and press the button behind it."""
        # Some tests come and go more often than one address may ask.
        SignInLink.objects.all().delete()
        door.send_link(email=self.email, then=then)
        self.entered = self.client.post(link_path(), {"next": then})
        assert self.entered.status_code == 303
        return self

    def begins(self) -> "Person":
        """Begin a registration and note its id."""
        response = self.client.post("/suppliers/home/")
        self.pk = response["Location"].split("/")[3]
        return self

    def opens(self, page: str = "") -> Page:
        """Open a page of the registration."""
        return Page(self.client.get(self.url(page)))

    def fills_in(self, slug: str, answers: dict[str, Any], **more: Any) -> HttpResponse:
        """Open a section and save answers in it, with the files that it asks for."""
        page = self.opens(f"{slug}/")
        hidden = {box["name"]: box["value"] for box in page.soup.select("main input[type=hidden]")}
        return self.client.post(self.url(f"{slug}/"), hidden | as_typed(answers) | files_for(page) | more)

    def fills_in_all(self, answers: dict[str, dict[str, Any]]) -> None:
        """Fill in every section that is needed."""
        for slug, given in answers.items():
            if "You do not need this section" not in self.opens(f"{slug}/").text:
                response = self.fills_in(slug, given)
                assert response.status_code == 303, (slug, Page(response).errors())

    def sends(self, **more: Any) -> HttpResponse:
        """Press "Send" on the check page."""
        page = self.opens("check/")
        seen = page.control("seen")
        ticked = {"dates_confirmed": "on"} if page.control("dates_confirmed") else {}
        return self.client.post(self.url("check/"), {"seen": seen["value"]} | ticked | more)

    def url(self, page: str = "") -> str:
        """Return the address of a page of the registration."""
        return f"/suppliers/registration/{self.pk}/{page}"

    @property
    def registration(self) -> Registration:
        """The registration as the database has it."""
        return Registration.objects.get(pk=self.pk)


def link_path() -> str:
    """Return the path of the link in the newest sign-in email, without what follows the token."""
    text = Message.objects.filter(kind="sign_in_link").latest("pk").text
    return re.search(r"http://portal\.example\.org(/suppliers/enter/[\w-]+/)", text)[1]


def as_typed(answers: dict[str, Any]) -> dict[str, Any]:
    """Return a section's kept answers as a browser posts them."""
    return {name: value for name, value in answers.items() if value not in (None, "", [])}


def files_for(page: Page) -> dict[str, Any]:
    """Return a certificate for each file that a page asks for and does not have."""
    inputs = page.soup.select("main input[type=file]")
    return {each["name"]: pdf(f"{each['name']}.pdf") for each in inputs if not kept(page, each["name"])}


def kept(page: Page, name: str) -> bool:
    """Return whether the page says that it has a file called `name`."""
    return bool(page.soup.select_one(f"#id_{name}_kept"))


def pdf(name: str = "certificate.pdf", content: bytes = b"") -> SimpleUploadedFile:
    """Return a small PDF."""
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + content + b"\n%%EOF\n", "application/pdf")


KINDS = [kind.value for kind in DocumentKind]
