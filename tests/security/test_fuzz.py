"""Whatever is posted to a public page, the answer is a page, and nothing that was typed is markup in it.

There is no public JSON API. Each page gets its part of FUZZ_EXAMPLES examples, 2,000 unless it is set.
"""

import json
import os

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enquiries.models import EnquiryType, Question
from intake import tracking
from tests.enquiries.visitor import Visitor
from tests.factories import (
    EnquiryTypeFactory,
    QuestionFactory,
    SubmissionFactory,
    catch_all_queue,
    procurement_queue,
)
from tests.intake.inbound.test_webhooks import posted
from tests.suppliers.public.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.security("fuzz examples"), pytest.mark.thorough]

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2000"))
#: An element that no page of ours has; where an answer has it, somebody's words have become markup.
MARK = "planted-mark"
ODD = [
    f"<{MARK}>",
    f'"><{MARK} x="',
    f"'><{MARK}>",
    f'" onfocus="{MARK}" {MARK}="',
    f"</textarea></title></script><{MARK}>",
    f"<!--><{MARK}>-->",
    f"&lt;{MARK}&gt;",
    f"{{{{ '<{MARK}>'|safe }}}}",
    f"[x](javascript:{MARK})",
    "\0",
    "\ud7ff\ufeff\u202e",
    "'; DROP TABLE x;--",
    "%_\\",
    "x" * 6000,
    "9" * 400,
    "http://[",
    "javascript:alert(1)",
    "other:other:x",
    "yes",
    "1",
    "on",
    "",
]
texts = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def _fault(response: HttpResponse) -> str:
    """What is wrong with an answer, or ""."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if response.streaming or MARK.encode() not in response.content:
        return ""
    soup = BeautifulSoup(response.content, "html.parser")
    if soup.find(MARK):
        return "an element"
    for tag in soup.find_all(True):
        if MARK in tag.attrs or any(name.startswith("on") for name in tag.attrs):
            return f"an attribute of {tag.name}"
        if any(
            str(tag.get(name, "")).lower().startswith("javascript:") for name in ("href", "src", "action")
        ):
            return f"an address of {tag.name}"
    return ""


def _every_kind() -> EnquiryType:
    made = EnquiryTypeFactory(asks_who=True)
    for kind in Question.Kind.values:
        QuestionFactory(enquiry_type=made, name=f"a_{kind}", kind=kind, choices="yes\nno", required=False)
    return made


class Pages:
    """The browser that posts, and the address of each page."""

    def __init__(self) -> None:
        catch_all_queue()
        procurement_queue()
        self.client = Client(raise_request_exception=False)
        self.visitor = Visitor(_every_kind(), self.client)
        self.visitor.opens()
        ada = Person(client=self.client).comes_in().begins()
        link = tracking.new_link(SubmissionFactory(status="resolved"))
        track = link.removeprefix("http://portal.example.org")
        self.addresses = {
            "every kind of question": self.visitor.url,
            "check": f"{self.visitor.url}check/",
            "solved": f"{self.visitor.url}solved/",
            "look-up": "/track/",
            "reply": f"{track}write/",
            "details": f"{track}details/",
            "withdraw": f"{track}withdraw/",
            "feedback": f"{track}feedback/",
            "register": "/suppliers/register/",
            "people": ada.url("people/"),
            "message": ada.url("message/"),
            "organisation": ada.url("organisation/"),
            "contacts": ada.url("contacts/"),
            "offer": ada.url("offer/"),
            "insurance": ada.url("insurance/"),
            "supplier check": ada.url("check/"),
        }
        slugs = EnquiryType.objects.exclude(pk=self.visitor.enquiry_type.pk).values_list("slug", flat=True)
        self.addresses |= {f"type {slug}": f"/enquiries/{slug}/" for slug in slugs[:4]}


#: Names of fields by which one page or another is posted to, besides those that it shows.
COMMON = ["form_token", "reference", "email", "text", "message", "next", "seen", "action", "rating", "x"]


def _fields(client: Client, address: str) -> list[str]:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [*dict.fromkeys([tag["name"] for tag in soup.select("main [name]")] + COMMON)]


def _run(count: int, strategy: st.SearchStrategy, check) -> int:
    """Try `count` examples in the test's own transaction; return how many were."""
    ran = 0

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def each(example):
        nonlocal ran
        ran += 1
        check(example)

    each()
    return ran


def test_every_public_form_answers_whatever_is_posted(record_property):
    pages, ran = Pages(), 0
    part = EXAMPLES * 3 // 4 // len(pages.addresses)
    for name, address in pages.addresses.items():
        fields = st.dictionaries(st.sampled_from(_fields(pages.client, address)), texts, max_size=5)

        def check(data, name=name, address=address):
            if "form_token" not in data:
                data = data | {"form_token": pages.visitor.token}
            assert _fault(pages.client.post(address, data)) == "", name

        ran += _run(part, fields, check)
    record_property("count", ran)


def test_query_strings_and_headers_are_answered(record_property):
    pages = Pages()
    addresses = [*pages.addresses.values(), "/", "/enquiries/", "/enquiries/schools/", "/enquiries/sent/"]
    addresses += ["/suppliers/categories/", "/suppliers/company/", "/suppliers/directory/", "/contacts/"]
    names = st.sampled_from(["form", "page", "q", "next", "lang", "text", "category", "from", "x"])
    heads = st.sampled_from(["accept-language", "cookie", "referer", "user-agent", "x-forwarded-for"])
    said = texts.map(
        lambda text: text.encode("ascii", "ignore").decode().replace("\n", " ").replace("\r", " ")
    )
    strategy = st.tuples(
        st.sampled_from(addresses),
        st.dictionaries(names, texts, max_size=3),
        st.dictionaries(heads, said, max_size=2),
    )

    def check(example):
        address, query, headers = example
        assert _fault(pages.client.get(address, query, headers=headers)) == "", address

    record_property("count", _run(EXAMPLES * 3 // 20, strategy, check))


def test_webhooks_answer_whatever_the_provider_posts(settings, record_property):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "user:secret"}
    catch_all_queue()
    client = Client(raise_request_exception=False, headers={"Authorization": "Basic dXNlcjpzZWNyZXQ="})
    names = st.sampled_from(
        ["FromName", "Subject", "TextBody", "HtmlBody", "Date", "Cc", "Tag", "MailboxHash"]
    )
    # anymail itself refuses a header with a line break in it, which no header of an email can have.
    said = texts.map(lambda text: " ".join(text.splitlines()))
    bodies = st.dictionaries(names, said, max_size=4)

    def check(body):
        response = client.post(
            "/anymail/postmark/inbound/", json.dumps(posted(**body)), content_type="application/json"
        )
        assert response.status_code < 500, body

    record_property("count", _run(EXAMPLES // 10, bodies, check))
