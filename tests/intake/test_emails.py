"""Every email that the public gets: the same words in both forms, nothing fetched, for light and dark."""

import pytest
from bs4 import BeautifulSoup

from intake import delivery
from tests.factories import MessageFactory
from tests.intake import public_emails
from tests.intake.public_emails import PUBLIC

pytestmark = pytest.mark.django_db

FOOTER = "Hackney Learning Trust London Borough of Hackney http://portal.example.org"


@pytest.fixture(params=PUBLIC)
def email(request) -> tuple[str, str, str]:
    """The subject, the text and the HTML of one of them, with all that it may have to say."""
    return public_emails.rendered(request.param)


def said(text: str) -> str:
    """What a text says, however it is set."""
    return "".join(text.replace("\n- ", "\n").split())


def test_plain_text_says_the_same_as_html(email):
    _, text, html = email
    content = BeautifulSoup(html, "lxml").body.table.find_all("tr", recursive=False)[1]

    assert said(text) == said(content.get_text()) + said(FOOTER)


def test_nothing_is_fetched(email):
    _, _, html = email
    soup = BeautifulSoup(html, "lxml")

    fetching = "img, picture, video, audio, iframe, object, embed, link, script, style, svg, input, form"
    assert soup.select(f"{fetching}, [src], [background], [srcset]") == []
    assert "url(" not in html
    assert "@import" not in html
    for link in soup.select("a[href]"):
        assert link["href"].startswith(("http://portal.example.org", "tel:"))
        assert link.get_text(strip=True), "a link says where it leads"


def test_dark_mode_chooses_the_colours(email):
    _, _, html = email
    soup = BeautifulSoup(html, "lxml")

    for name in ("color-scheme", "supported-color-schemes"):
        assert soup.select_one(f"meta[name={name}]")["content"] == "light dark"
    assert not soup.select("[bgcolor], [color], [text]")
    styles = [
        part.split(":")[0].strip() for tag in soup.select("[style]") for part in tag["style"].split(";")
    ]
    assert not {"color", "background", "background-color"} & set(styles)


def test_a_subject_is_one_line_that_says_something(email):
    subject, _, _ = email

    assert 10 < len(subject) < 120
    assert "{" not in subject


@pytest.mark.parametrize(
    ("provider", "said"),
    [
        ("portal.eml.EmailBackend", False),
        ("anymail.backends.mailgun.EmailBackend", False),
        ("anymail.backends.amazon_ses.EmailBackend", None),
        ("django.core.mail.backends.smtp.EmailBackend", None),
    ],
)
def test_no_provider_is_asked_to_follow_anybody(settings, provider, said):
    settings.EMAIL_BACKEND = provider

    built = delivery.build_email(MessageFactory())

    assert getattr(built, "track_opens", None) is said
    assert getattr(built, "track_clicks", None) is said
