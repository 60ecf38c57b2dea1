"""The pages that belong to no single room: what they say, and the frame they share."""

import datetime as dt

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from enquiries import drafts
from enquiries.models import EnquiryType
from intake import attachments
from intake.models import Queue
from portal.contacts import in_words
from suppliers import drafts as suppliers_drafts
from suppliers import unsaved
from tests.enquiries.visitor import Page
from tests.factories import EnquiryTypeFactory, QueueFactory

PAGES = [
    *("/", "/contacts/", "/privacy/", "/accessibility/", "/track/", "/track/sent/", "/no-such-page/"),
    *("/suppliers/", "/suppliers/register/", "/suppliers/register/sent/"),
]


@pytest.fixture
def read(client, db):
    """A function that opens a page and returns what it says."""
    return lambda path: Page(client.get(path))


def hrefs(page: Page) -> list[str]:
    return [link["href"] for link in page.soup.select("main a")]


def test_home_lists_the_active_types_in_order(read):
    EnquiryTypeFactory(name="Second", slug="second", summary="For the second thing.", position=2)
    EnquiryTypeFactory(name="First", slug="first", position=1)
    EnquiryTypeFactory(name="Gone", slug="gone", active=False)

    home = read("/")

    assert "Second For the second thing." in home.text
    links = hrefs(home)
    assert links.index("/enquiries/first/") < links.index("/enquiries/second/")
    assert "/enquiries/gone/" not in links


def test_home_without_any_form_names_the_telephone(read):
    EnquiryType.objects.update(active=False)

    assert "You cannot send us an enquiry here at the moment" in read("/").text


@pytest.mark.parametrize(
    ("path", "queries"), [("/", 1), ("/contacts/", 2), ("/privacy/", 2), ("/accessibility/", 0)]
)
def test_page_asks_the_database_few_things(client, db, django_assert_num_queries, path, queries):
    EnquiryTypeFactory.create_batch(5)

    with django_assert_num_queries(queries):
        client.get(path)


def test_contact_has_its_purpose_telephone_and_form(read):
    queue = QueueFactory(
        slug="boats",
        contact_name="Boat Team",
        purpose="For boats.",
        telephone="+442079460123",
        opens_at=dt.time(8, 30),
        closes_at=dt.time(16),
    )
    EnquiryTypeFactory(name="Boat enquiry", slug="boat", usual_queue=queue)
    EnquiryTypeFactory(name="Old boat enquiry", usual_queue=queue, active=False)

    card = read("/contacts/").soup.find(id="boats")

    assert card.find("h2").text == "Boat Team"
    text = " ".join(card.get_text(" ").split())
    assert "For boats. Telephone 020 7946 0123 8:30am to 4pm Online Boat enquiry" in text
    assert [link["href"] for link in card.find_all("a")] == ["tel:+442079460123", "/enquiries/boat/"]


def test_contact_without_a_number_says_so(read):
    QueueFactory(slug="quiet", telephone="")

    card = read("/contacts/").soup.find(id="quiet")

    assert "This team has no public number." in card.text
    assert not card.find("a")


def test_procurement_leads_to_the_guide_for_suppliers(read):
    assert "/suppliers/" in [link["href"] for link in read("/contacts/").soup.select("#procurement a")]


def test_contact_that_is_not_listed_stays_off_the_page(read):
    QueueFactory(slug="inner", listed=False)

    assert not read("/contacts/").soup.find(id="inner")


def test_privacy_notice_says_how_long_each_team_keeps_what_it_was_sent(read):
    QueueFactory(name="Boats", retention_days=90)
    QueueFactory(name="Inner", retention_days=3650, listed=False)

    said = read("/privacy/").text

    assert "Boats 90 days" in said
    assert "Any other team at most 10 years" in said
    assert "Inner" not in said


def test_privacy_notice_tells_the_truth_of_what_was_never_sent(read):
    assert attachments.ABANDONED_AFTER == drafts.LIFE_OF_DRAFT == dt.timedelta(days=2)
    said = read("/privacy/").text
    assert "deleted after two days" in said
    assert suppliers_drafts.ERASED_AFTER.days == 60
    assert unsaved.KEPT_FOR.days == 14
    assert "nobody has touched it for 60 days" in said
    assert "kept for you for 14 days" in said


def test_privacy_notice_names_every_cookie_that_a_visitor_gets(db):
    visitor = Client()
    for path in [*PAGES, f"/enquiries/{EnquiryTypeFactory(asks_who=True).slug}/"]:
        visitor.get(path)

    named = {cell.text for cell in Page(visitor.get("/privacy/")).soup.select("code")}
    assert visitor.cookies
    assert set(visitor.cookies) <= named


@pytest.mark.parametrize(
    ("days", "words"), [(365, "1 year"), (730, "2 years"), (1, "1 day"), (90, "90 days"), (0, "0 days")]
)
def test_length_of_time_in_words(days, words):
    assert in_words(days) == words


@pytest.mark.parametrize(
    "words",
    [
        "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018",
        "Equality Advisory and Support Service",
        "Equality and Human Rights Commission",
        "partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard",
    ],
)
def test_accessibility_statement_says_what_the_regulations_ask(read, words):
    assert words in read("/accessibility/").text


@pytest.mark.parametrize("path", PAGES)
def test_frame_of_a_page(read, path):
    page = read(path)
    soup = page.soup

    assert soup.html["lang"] == "en"
    assert page.title.endswith(" – Hackney Learning Trust")
    assert not page.title.startswith(("–", "Error"))
    assert len(soup.find_all("h1")) == 1
    assert soup.select_one("a.govuk-skip-link")["href"] == "#main-content"
    assert soup.find(id="main-content").name == "main"
    footer = [link["href"] for link in soup.select("footer a")]
    assert footer == ["/contacts/", "/privacy/", "/accessibility/"]
    assert "GOV.UK" not in soup.get_text()


@pytest.mark.parametrize("path", PAGES)
def test_page_needs_nothing_that_the_content_policy_forbids(read, path):
    page = read(path)

    assert "script-src 'self'" in page.response["Content-Security-Policy"]
    assert "unsafe" not in page.response["Content-Security-Policy"]
    assert not page.soup.select("[style], style, script:not([src]), [onclick], [onload]")


@pytest.mark.parametrize("path", PAGES)
def test_every_style_script_and_picture_of_a_page_exists(read, path):
    soup = read(path).soup
    addresses = [tag["href"] for tag in soup.select("link")] + [tag["src"] for tag in soup.select("[src]")]

    missing = [address for address in addresses if not finders.find(address.removeprefix("/static/"))]
    assert addresses
    assert not missing


def test_navigation_marks_the_page_one_is_on(read):
    current = read("/contacts/").soup.select("nav [aria-current]")

    assert [(link["href"], link["aria-current"]) for link in current] == [("/contacts/", "page")]


def test_contacts_are_hlts_own_to_edit(read):
    Queue.objects.update(telephone="", listed=False)

    assert "No contacts are listed at the moment" in read("/contacts/").text
    assert not read("/contacts/").soup.select("main [href^='tel:']")
