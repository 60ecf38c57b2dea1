"""Every public page in each state worth looking at, and how a browser gets there."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.test import RequestFactory
from django.urls import URLResolver, get_resolver
from playwright.sync_api import Page

from portal import views
from tests.browser import forms
from tests.browser.forms import fill, press
from tests.browser.portal import Portal, text_of
from tests.processes.site import wait_until

#: What a browser never shows: for machines, or for a page's own script.
NO_PAGES = {
    *("intake:tracking-file", "enquiries:schools"),
    *("alive", "ready", "prometheus-django-metrics", "security-txt"),
}
#: How the names of the staff's addresses begin; the later ones are those that allauth looks for.
_OF_STAFF = ("admin:", "account_", "mfa_", "sign_out_everywhere")


@dataclass(frozen=True)
class Scene:
    """A page in a state.

    Attributes:
        name: its name in the tests' names and among the pictures.
        view: the name of its address in the URL configuration.
        show: brings a browser there.
    """

    name: str
    view: str
    show: Callable[[Page, Portal], object]


def at(path: str) -> Callable[[Page, Portal], object]:
    return lambda page, portal: page.goto(path)


def _refused_form(slug: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        page.goto(f"/enquiries/{slug}/")
        press(page, "Continue")
        page.get_by_role("alert").wait_for()

    return show


def _embargo(page: Page, portal: Portal) -> None:
    page.goto("/enquiries/press/")
    fill(page, {"embargo": "yes"})
    page.locator("[name=embargo_until]").wait_for()


def _suggested_schools(page: Page, portal: Portal) -> None:
    page.goto("/enquiries/general/")
    page.locator("[name=school]").press_sequentially("primary")
    page.get_by_role("option").first.wait_for()


def _which_school(page: Page, portal: Portal) -> None:
    page.goto("/enquiries/general/")
    fill(page, forms.answers("general", school="primary"))
    press(page, "Continue")
    page.get_by_text("These schools match").wait_for()


def _file_kept(page: Page, portal: Portal) -> None:
    page.goto("/enquiries/general/")
    fill(page, forms.answers("general", name="", attachments=forms.FILE))
    press(page, "Continue")
    page.get_by_label("Remove letter.csv").wait_for()


def _check(page: Page, portal: Portal) -> None:
    forms.check(page, "general", message="A long word: " + "w" * 200, attachments=forms.FILE)


def _sent(page: Page, portal: Portal) -> None:
    forms.send(page, "press", deadline=forms.deadline(hours=1))


def _untimely(page: Page, portal: Portal) -> None:
    """A form whose cookies are gone when it is sent."""
    page.goto("/enquiries/general/")
    fill(page, forms.answers("general"))
    page.context.clear_cookies()
    press(page, "Continue")
    page.get_by_role("heading", name="Your form was not sent").wait_for()


def _refused_lookup(page: Page, portal: Portal) -> None:
    page.goto("/track/")
    press(page, "Email me a link")
    page.get_by_role("alert").wait_for()


def _tracked(page: Page, portal: Portal) -> None:
    sender = "tracked@example.org"
    if not portal.emails(to=sender):
        forms.send(page, "general", email=sender)
    # Colleagues of other scenes may have replied meanwhile: the acknowledgement came first.
    wait_until(lambda: portal.emails(to=sender))
    page.goto(tracking_link(text_of(portal.emails(to=sender)[0])))
    page.get_by_text("What you sent us").click()


def _tracked_step(name: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        _tracked(page, portal)
        page.get_by_role("link", name=name).click()
        page.get_by_role("button").last.wait_for()

    return show


def _refused_message(page: Page, portal: Portal) -> None:
    _tracked(page, portal)
    press(page, "Send your message")
    page.get_by_role("alert").wait_for()


def tracking_link(text: str) -> str:
    """The link in an acknowledgement by which the sender follows their submission."""
    return re.search(r"^http\S+/track/\S+$", text, re.MULTILINE)[0]


def _error(view: Callable) -> Callable[[Page, Portal], None]:
    """An error page as the site answers it, at an address where nothing goes wrong by itself."""

    def show(page: Page, portal: Portal) -> None:
        answer = view(RequestFactory().get("/"))
        page.route("**/error/", lambda route: route.fulfill(status=answer.status_code, body=answer.content))
        page.goto("/error/")

    return show


PUBLIC = [
    Scene("home", "home", at("/")),
    Scene("contacts", "contacts", at("/contacts/")),
    Scene("privacy", "privacy", at("/privacy/")),
    Scene("accessibility", "accessibility", at("/accessibility/")),
    Scene("enquiries", "enquiries:index", at("/enquiries/")),
    *(Scene(slug, "enquiries:form", at(f"/enquiries/{slug}/")) for slug in forms.SLUGS),
    *(Scene(f"{slug}-errors", "enquiries:form", _refused_form(slug)) for slug in forms.SLUGS),
    Scene("press-embargo", "enquiries:form", _embargo),
    Scene("school-suggestions", "enquiries:form", _suggested_schools),
    Scene("which-school", "enquiries:form", _which_school),
    Scene("file-kept", "enquiries:form", _file_kept),
    Scene("check", "enquiries:check", _check),
    Scene("sent", "enquiries:sent", _sent),
    Scene("sent-elsewhere", "enquiries:sent", at("/enquiries/sent/")),
    Scene("track", "intake:tracking-lookup", at("/track/")),
    Scene("track-errors", "intake:tracking-lookup", _refused_lookup),
    Scene("track-sent", "intake:tracking-link-sent", at("/track/sent/")),
    Scene("track-unknown", "intake:tracking", at("/track/no-such-key/")),
    Scene("tracking", "intake:tracking", _tracked),
    Scene("tracking-errors", "intake:tracking-write", _refused_message),
    Scene("tracking-details", "intake:tracking-details", _tracked_step("Correct your contact details")),
    Scene("tracking-solved", "intake:tracking-solved", _tracked_step("It is solved, thank you")),
    Scene("tracking-withdraw", "intake:tracking-withdraw", _tracked_step("Withdraw it")),
    Scene("error-400", "", _error(views.bad_request)),
    Scene("error-403", "", _error(views.forbidden)),
    Scene("error-404", "", at("/no/such/page/")),
    Scene("error-500", "", _error(views.server_error)),
    Scene("form-open-too-long", "", _untimely),
]


def public_views() -> set[str]:
    """The names of every address of the site but the staff's and the email providers'."""
    return {name for name in _names(get_resolver()) if not name.startswith((*_OF_STAFF, "anymail:"))}


def staff_views() -> set[str]:
    """The names of every address of the staff's pages."""
    return {name for name in _names(get_resolver()) if name.startswith(_OF_STAFF)}


def _names(resolver: URLResolver, before: str = "") -> set[str]:
    names = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            names |= _names(pattern, before + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            names.add(f"{before}{pattern.name}")
    return names
