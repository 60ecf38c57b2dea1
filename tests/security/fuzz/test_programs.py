"""What programs ask and post is answered: searches, reports, health, webhooks without a secret."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st

from intake import rate_limits
from portal.policy_reports import allowance
from tests.factories import SchoolFactory, catch_all_queue, procurement_queue
from tests.security.fuzz.examples import MARK, fault, header_texts, texts, tried
from tests.security.urls_of_site import urls

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("fuzz examples"),
    # The secret of webhooks is given by who uses them; some providers' addresses will not be kept for ever.
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailWarning"),
    pytest.mark.thorough,
]

#: All that answers something else than a page, besides the webhooks; what is in brackets is its query.
PROGRAMS = {
    "enquiries:schools": ["q"],
    "suppliers:categories": ["q"],
    "suppliers:company": ["number"],
    "security-txt": [],
    "csp-reports": [],
    "alive": [],
    "ready": [],
    "prometheus-django-metrics": [],
}
#: It says so where something is not there, and where the tests run there is no redis.
UNAVAILABLE = {"ready": 503}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
_REPORTS = ["application/csp-report", "application/reports+json"]
report_words = (
    st.sampled_from(["http://testserver/track/x/", "inline", "http://[", "chrome-extension:x"]) | texts
)
report = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ["document-uri", "documentURL", "blocked-uri", "blockedURL", "effective-directive", "source-file"],
        report_words | JSON,
    ),
)
reports = (
    st.builds(lambda said: {"csp-report": said}, report | JSON)
    | st.lists(st.builds(lambda said: {"type": "csp-violation", "body": said}, report | JSON), max_size=3)
    | JSON
)
bodies = reports.map(lambda said: json.dumps(said).encode()) | st.binary(max_size=60) | st.just(b"[" * 9000)
content_types = st.sampled_from([*_REPORTS, *_REPORTS, "application/json", "multipart/form-data", "x", ""])


def webhooks() -> list[str]:
    """Return the name of each address that some provider posts to."""
    return [url.name for url in urls() if url.name.startswith("anymail:")]


def test_what_programs_ask_is_answered(record_property, settings):
    # Behind a proxy, which says who asks.
    settings.SITE_IS_HTTPS = True
    catch_all_queue()
    procurement_queue()
    SchoolFactory()
    client = Client(raise_request_exception=False)
    asked = st.sampled_from([*PROGRAMS]) | st.just("csp-reports") | st.sampled_from(webhooks())
    examples = st.tuples(
        st.sampled_from(["GET", "POST", "POST", "PUT"]),
        asked,
        st.dictionaries(st.sampled_from(["q", "number", "x", "page"]), texts, max_size=2),
        bodies,
        content_types,
        header_texts,
    )

    def check(example):
        method, name, query, body, content_type, said = example
        rate_limits.limiter.cache_clear()
        allowance.taken.clear()
        response = client.generic(
            method,
            reverse(name),
            body if method != "GET" else b"",
            content_type=content_type,
            query_params=query,
            headers={"x-forwarded-for": said, "authorization": f"Basic {said}", "accept": said},
        )
        if response.status_code != UNAVAILABLE.get(name):
            assert fault(response) == "", example
        if MARK.encode() in response.content:
            assert response.headers["Content-Type"] == "application/json", example

    record_property("count", tried("programs", examples, check))


def test_a_search_is_answered_whatever_is_searched(client):
    for name, fields in PROGRAMS.items():
        for field in fields:
            response = client.get(reverse(name), {field: f"<{MARK}>\0%_\\"})
            assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json"), name


@pytest.mark.parametrize("body", [b"", b"{", b"[", b"[" * 9000, b"\xff", b"[]", b"7"])
def test_a_report_that_is_rubbish_is_answered(client, settings, body):
    settings.SITE_IS_HTTPS = True
    allowance.taken.clear()
    client.raise_request_exception = False
    who = {"x-forwarded-for": f"<{MARK}>"}
    answer = client.generic("POST", "/csp-reports/", body, content_type=_REPORTS[0], headers=who)
    assert answer.status_code == 204


def test_no_address_of_programs_is_left_out(client):
    catch_all_queue()
    for url in urls():
        if "<" in url.route or url.route.startswith(("admin/", "anymail/")):
            continue
        answer = client.get(f"/{url.route.removeprefix('^').removesuffix('$')}")
        if not answer.headers.get("Content-Type", "text/html").startswith("text/html"):
            assert url.name in PROGRAMS
