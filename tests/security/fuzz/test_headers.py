"""Whatever a request's address and headers say, the answer is a page of ours, and leads to nobody else's."""

import pytest
from hypothesis import strategies as st

from tests.security.addresses import HOST
from tests.security.fuzz.examples import fault, header_texts, texts, tried
from tests.security.fuzz.pages import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.security("fuzz examples"), pytest.mark.thorough]

EVIL = "evil.example"
_MORE = [
    "/",
    "/enquiries/",
    "/enquiries/schools/",
    "/enquiries/sent/",
    "/suppliers/",
    "/suppliers/categories/",
]
_MORE += [
    "/suppliers/company/",
    "/suppliers/directory/",
    "/suppliers/register/sent/",
    "/contacts/",
    "/privacy/",
]
_MORE += ["/accessibility/", "/track/sent/", "/suppliers/home/", "/no/such/page/", "/admin/login/"]
names = st.sampled_from(["form", "page", "q", "next", "lang", "text", "category", "from", "done", "x"])
#: Which hosts a client may say it asks.
_HOSTS = st.sampled_from(
    [EVIL, f"{HOST}.{EVIL}", f"{EVIL}:80", f"{HOST}@{EVIL}", f"{HOST}, {EVIL}", HOST, ""]
)
_FROM_ELSEWHERE = st.sampled_from([f"https://{EVIL}/", f"https://{EVIL}", "null", "http://[", f"//{EVIL}"])
_ADDRESSES = st.sampled_from(
    ["203.0.113.7, 198.51.100.1", "::ffff:203.0.113.7", "unknown", "[::1]:80", "9" * 400]
)
_COOKIES = st.sampled_from(
    [
        "form=x",
        "sessionid=x; session=x",
        "csrftoken=x",
        "messages=x",
        "form=a:b:c",
        ";;=;",
        "django_language=../../x",
    ]
)
_LANGUAGES = st.sampled_from(
    ["en-gb;q=x", "*;q=9", "x" * 600, "pl, tr;q=0.8", "../../etc", "zh-" + "a-" * 300]
)
_TYPES = st.sampled_from(["multipart/form-data", "text/plain; charset=x", "application/json", "/;;", ""])
heads = st.fixed_dictionaries(
    {},
    optional={
        "host": _HOSTS | header_texts,
        "x-forwarded-host": _HOSTS | header_texts,
        "x-forwarded-for": _ADDRESSES | header_texts,
        "x-forwarded-proto": st.sampled_from(["https", "http", "https,http"]) | header_texts,
        "x-forwarded-port": header_texts,
        "forwarded": st.just(f"for=_x;host={EVIL};proto=https") | header_texts,
        "x-original-url": st.just("/admin/") | header_texts,
        "x-http-method-override": st.just("DELETE") | header_texts,
        "accept-language": _LANGUAGES | header_texts,
        "accept-encoding": st.sampled_from(["gzip;q=x", "br, *;q=0"]) | header_texts,
        "accept": header_texts,
        "cookie": _COOKIES | header_texts,
        "referer": _FROM_ELSEWHERE | header_texts,
        "origin": _FROM_ELSEWHERE | header_texts,
        "content-type": _TYPES | header_texts,
        "content-length": st.sampled_from(["-1", "x", ""]),
        "user-agent": header_texts,
        "authorization": st.sampled_from(["Basic x", "Basic 4pyT", "Bearer"]) | header_texts,
        "range": st.just("bytes=9-1") | header_texts,
        "if-modified-since": header_texts,
        "if-none-match": header_texts,
        "x-request-id": header_texts,
        "x-correlation-id": header_texts,
    },
)
few = heads.map(lambda said: dict(list(said.items())[:6]))


@pytest.fixture(params=[False, True], ids=["plain", "behind a proxy"])
def behind_a_proxy(request, settings):
    """A production stands behind a proxy, and reads what that adds to a request."""
    settings.SITE_IS_HTTPS = request.param
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if request.param else None


@pytest.mark.usefixtures("behind_a_proxy")
def test_query_strings_and_headers_are_answered(record_property):
    pages = Pages()
    addresses = st.sampled_from([*pages.addresses.values(), *_MORE])
    examples = st.tuples(
        st.sampled_from(["GET", "GET", "POST", "HEAD", "OPTIONS"]),
        addresses,
        st.dictionaries(names, texts, max_size=3),
        few,
    )

    def check(example):
        method, address, query, headers = example
        ask = getattr(pages.client, method.lower())
        response = ask(address, query_params=query, headers=headers)
        assert fault(response) == "", example
        assert EVIL not in leads_to(response), example

    record_property("count", tried("headers", examples, check, parts=2))


def leads_to(response) -> str:
    """Return where an answer leads by itself, without what our own pages are told to come back to."""
    return response.headers.get("Location", "").partition("?")[0]


def test_a_host_that_is_not_ours_is_refused_without_naming_it(client):
    for host in (EVIL, f"{HOST}.{EVIL}", f"{EVIL}:80", f"{HOST}@{EVIL}", "x" * 300, "http://["):
        response = client.get("/", headers={"host": host})
        assert response.status_code == 400, host
        assert EVIL not in response.content.decode()
