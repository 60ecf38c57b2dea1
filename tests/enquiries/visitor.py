"""A visitor with a browser of their own, without JavaScript, filling in an enquiry form."""

from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

from enquiries.models import EnquiryType

#: Good answers to the questions that every type of `EnquiryTypeFactory(asks_who=True)` asks.
WHO = {
    "name": "Jo Brown",
    "email": "jo@example.com",
    "message": "The front gate is broken.\nPlease mend it.",
    "privacy": "on",
}


class Visitor:
    """Opens, answers and sends the form of one enquiry type."""

    def __init__(self, enquiry_type: EnquiryType, client: Client | None = None) -> None:
        self.enquiry_type = enquiry_type
        self.client = client or Client()
        self.url = f"/enquiries/{enquiry_type.slug}/"
        self.token = ""

    def opens(self, query: str = "") -> "Page":
        """Open the question page and note its token."""
        page = Page(self.client.get(self.url + query))
        self.token = page.token
        return page

    def answers(self, answers: dict[str, Any], **more: Any) -> HttpResponse:
        """Post the answers."""
        return self.client.post(self.url, {"form_token": self.token, **answers, **more})

    def step(self, page: str, more: str = "") -> str:
        """The address of a page of a form of several."""
        return f"{self.url}?form={self.token}&page={page}{more}"

    def posts(self, page: str, answers: dict[str, Any], more: str = "") -> HttpResponse:
        """Post the answers of one page of a form of several."""
        return self.client.post(self.step(page, more), {"form_token": self.token, **answers})

    def sees(self, page: str, more: str = "") -> "Page":
        """Open one page of a form of several, or what it leads to."""
        return Page(self.client.get(self.step(page, more), follow=True))

    def checks(self) -> "Page":
        """Open the check page."""
        return Page(self.client.get(f"{self.url}check/?form={self.token}"))

    def sends(self) -> HttpResponse:
        """Press "Send" on the check page."""
        return self.client.post(f"{self.url}check/", {"form_token": self.token})

    def arrives(self) -> "Page":
        """Open the confirmation."""
        return Page(self.client.get(f"/enquiries/sent/?form={self.token}"))

    def goes_through(self, answers: dict[str, Any]) -> "Page":
        """Open, answer, check and send the form, and return the confirmation."""
        self.opens()
        assert self.answers(answers).status_code == 303
        assert self.checks().status == 200
        assert self.sends().status_code == 303
        return self.arrives()


class Page:
    """What a page says."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page's elements."""
        return BeautifulSoup(self.response.content, "lxml")

    @property
    def text(self) -> str:
        """All that people read of the page's content, in one line."""
        return " ".join(self.soup.select_one("main").get_text(" ").split())

    @property
    def title(self) -> str:
        """The page's title, in the browser's own."""
        return " ".join(self.soup.title.get_text().split())

    @property
    def heading(self) -> str:
        """The page's own heading."""
        return " ".join(self.soup.select_one("h1").get_text().split())

    @property
    def token(self) -> str:
        """The form's token, or ""."""
        field = self.soup.select_one("input[name=form_token]")
        return str(field["value"]) if field else ""

    def control(self, name: str) -> Tag:
        """The first control called `name`."""
        return self.soup.select_one(f"main [name={name}]")

    def controls(self, name: str) -> list[Tag]:
        """All controls called `name`."""
        return self.soup.select(f"main [name={name}]")

    def errors(self) -> list[str]:
        """What the error summary says."""
        return [" ".join(item.get_text().split()) for item in self.soup.select(".govuk-error-summary li")]

    def rows(self) -> dict[str, str]:
        """The answers of a summary list by their label."""
        return {
            row.select_one("dt").get_text(" ", strip=True): row.select_one("dd").get_text("\n", strip=True)
            for row in self.soup.select(".govuk-summary-list__row")
        }
