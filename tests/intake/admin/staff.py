"""A colleague at their desk: signed in, without JavaScript, filling in the forms that a page offers."""

from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from intake.models import Submission

LIST = "/admin/intake/submission/"


def url_of(submission: Submission) -> str:
    """The address of a submission's page."""
    return f"{LIST}{submission.pk}/change/"


class Colleague:
    """Somebody who works with the staff pages."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def opens(self, url: str) -> "Page":
        """Open a page."""
        return Page(self.client.get(url))

    def lists(self, query: str = "") -> "Page":
        """Open the list of submissions."""
        return self.opens(LIST + (f"?{query}" if query else ""))

    def posts(self, url: str, **fields: Any) -> "Page":
        """Post fields to an address, and go where the answer leads."""
        return Page(self.client.post(url, fields, follow=True))

    def acts(self, submission: Submission, action: str, page: "Page | None" = None, **typed: Any) -> "Page":
        """Press one button of a submission's page, with `typed` in its form; `page` may be an older one."""
        page = page or self.opens(url_of(submission))
        fields = page.form_with(action) | typed
        return self.posts(url_of(submission), action=action, **fields)


class Page:
    """What a page says and offers."""

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
        return _line(self.soup.select_one("main"))

    @property
    def title(self) -> str:
        """The page's title."""
        return _line(self.soup.title)

    @property
    def messages(self) -> list[str]:
        """What became of the last action."""
        return [_line(item) for item in self.soup.select(".messagelist li")]

    @property
    def problem(self) -> str:
        """What the box at the top says is wrong."""
        return _line(self.soup.select_one(".errornote"))

    @property
    def references(self) -> list[str]:
        """The references of the submissions it lists, in order."""
        return [_line(link) for link in self.soup.select(".rows .cell-reference a")]

    def row(self, submission: Submission) -> str:
        """What the list says of a submission."""
        rows = self.soup.select(".rows tbody tr")
        return next(_line(row) for row in rows if submission.reference in _line(row))

    def part(self, css: str) -> str:
        """What the first part that `css` selects says, or ""."""
        return _line(self.soup.select_one(css))

    def actions(self) -> list[str]:
        """The actions that its buttons offer, in the order of the page."""
        return [str(button["value"]) for button in self.soup.select("button[name=action]")]

    def field(self, name: str) -> Tag:
        """The control called `name`."""
        return self.soup.select_one(f"main [name='{name}']")

    def error_beside(self, name: str) -> str:
        """The error that the control called `name` is described by."""
        described = str(self.field(name).get("aria-describedby", "")).split()
        return " ".join(_line(self.soup.find(id=each)) for each in described if each.endswith("_error"))

    def link(self, text: str) -> str:
        """The address of the link that says `text`."""
        return next(str(a["href"]) for a in self.soup.select("main a, header a") if _line(a) == text)

    def view(self, view: str) -> str:
        """The address of one of the list's views."""
        return "/admin/intake/submission/" + str(self.soup.select_one(f".rail [data-view={view}]")["href"])

    def says_link(self, text: str) -> bool:
        """Whether there is a link that says `text`."""
        return any(_line(a) == text for a in self.soup.select("main a"))

    def form_with(self, action: str) -> dict[str, str]:
        """The fields of the form that has the button of `action`, as the page fills them in."""
        button = self.soup.select_one(f"button[name=action][value={action}]")
        assert button, f"the page does not offer {action}"
        return fields_of(button.find_parent("form"))


def fields_of(form: Tag) -> dict[str, str]:
    """What a browser would post of a form that nobody typed into, without the button that is pressed."""
    fields = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            fields[name] = str(chosen["value"]) if chosen else ""
        elif control.name == "textarea":
            fields[name] = control.get_text().removeprefix("\n")
        elif control.get("type") == "checkbox":
            if control.has_attr("checked"):
                fields[name] = str(control.get("value", "on"))
        elif control.get("type") not in ("submit", "button"):
            fields[name] = str(control.get("value", ""))
    return fields


def _line(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""
