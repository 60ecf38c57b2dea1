"""What browsers refused to load is collected: whatever is posted, nothing of anybody is kept."""

import datetime as dt
import json
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.urls import resolve
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from intake import policy_reports, tracking
from intake.models import PolicyReport
from intake.privacy import times
from portal.policy_reports import allowance
from tests.factories import MembershipFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = settings.CSP_REPORTS
SITE = "http://testserver"
OLD, NEW = policy_reports.CONTENT_TYPES


@pytest.fixture(autouse=True)
def fresh_allowance():
    allowance.taken.clear()


def old(**said):
    told = {
        "document-uri": f"{SITE}/contacts/",
        "blocked-uri": "inline",
        "effective-directive": "script-src-elem",
    }
    return {"csp-report": told | {name.replace("_", "-"): value for name, value in said.items()}}


def new(**said):
    told = {
        "documentURL": f"{SITE}/contacts/",
        "blockedURL": "inline",
        "effectiveDirective": "script-src-elem",
    }
    return {"type": "csp-violation", "age": 1, "body": told | said}


def post(client, report, content_type=OLD, **more):
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return client.post(ADDRESS, body, content_type=content_type, **more)


def kept():
    return list(PolicyReport.objects.order_by("pk").values_list("directive", "blocked", "page", "count"))


def test_a_breach_is_counted_by_rule_source_and_page(client):
    for _ in range(3):
        assert post(client, old()).status_code == 204
    post(client, old(blocked_uri="https://ads.example/track.js?person=jo", effective_directive="img-src"))

    assert kept() == [
        ("script-src-elem", "inline", "/contacts/", 3),
        ("img-src", "https://ads.example", "/contacts/", 1),
    ]


def test_the_new_way_says_the_same(client):
    post(client, [new(), {"type": "deprecation", "body": {}}, new()], NEW)
    post(client, old())

    assert kept() == [("script-src-elem", "inline", "/contacts/", 3)]


def test_no_link_of_a_sender_or_number_is_ever_kept(client):
    link = urlsplit(tracking.new_link(SubmissionFactory())).path
    paths = [
        link,
        "/suppliers/enter/secret-token/",
        "/admin/intake/submission/4711/change/?list=jo%40example.com#jo",
        "/nothing/secret-token/",
    ]
    for path in paths:
        post(
            client,
            old(
                document_uri=SITE + path,
                referrer=SITE + path,
                source_file=SITE + path,
                blocked_uri=SITE + path,
                script_sample="secret-token",
            ),
        )

    everything = str(list(PolicyReport.objects.values()))
    assert len(kept()) == len(paths)
    for secret in (link.split("/")[2], "secret-token", "4711", "jo"):
        assert secret not in everything
    assert resolve(link).route in everything


@pytest.mark.parametrize(
    ("content_type", "report"),
    [
        (OLD, b""),
        (OLD, b"\xff\xfe"),
        (OLD, b"[" * 16_000),
        (OLD, b"null"),
        (OLD, {"csp-report": None}),
        (OLD, {"csp-report": []}),
        (OLD, old(document_uri="https://elsewhere.example/contacts/")),
        (OLD, old(document_uri=None)),
        (OLD, old(document_uri=["x"])),
        (OLD, old(document_uri="http://[::1/")),
        (NEW, b"7"),
        (NEW, [None, 7, "x", [], {"type": "csp-violation", "body": "x"}]),
        (NEW, {"type": "csp-violation"}),
        ("application/json", old()),
        ("text/plain", old()),
        ("application/json", [new()]),
        ("text/plain", [new()]),
        ("multipart/form-data", b"x"),
    ],
)
def test_rubbish_is_not_kept_and_breaks_nothing(client, content_type, report):
    assert post(client, report, content_type).status_code == 204
    assert kept() == []


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ({"blocked_uri": "https://x\0y.example/"}, ("script-src-elem", "other", "/contacts/", 1)),
        ({"blocked_uri": "https://\ud800/"}, ("script-src-elem", "other", "/contacts/", 1)),
        ({"blocked_uri": "https://" + "x" * 5000}, ("script-src-elem", "other", "/contacts/", 1)),
        ({"blocked_uri": "jo@example.com"}, ("script-src-elem", "other", "/contacts/", 1)),
        (
            {"blocked_uri": "https://jo:pw@x.example:99/y"},
            ("script-src-elem", "https://x.example", "/contacts/", 1),
        ),
        ({"blocked_uri": "data"}, ("script-src-elem", "data", "/contacts/", 1)),
        ({"effective_directive": "jo@example.com"}, ("other", "inline", "/contacts/", 1)),
        (
            {"effective_directive": "", "violated_directive": "img-src 'self'"},
            ("img-src", "inline", "/contacts/", 1),
        ),
        ({"document_uri": f"{SITE}/contacts/\0\ud800"}, ("script-src-elem", "inline", "no page of ours", 1)),
    ],
)
def test_only_what_the_standard_knows_is_kept_of_what_was_typed(client, said, row):
    assert post(client, old(**said)).status_code == 204
    assert kept() == [row]


@pytest.mark.parametrize(
    "said",
    [
        {"blocked_uri": "chrome-extension://abcdef/inject.js"},
        {"blocked_uri": "moz-extension"},
        {"source_file": "safari-web-extension://abcdef/x.js"},
    ],
)
def test_what_an_extension_of_a_browser_does_is_counted_apart(client, said):
    post(client, old(**said, document_uri=f"{SITE}/track/"))
    post(client, old(**said))
    assert kept() == [(*policy_reports.BY_EXTENSION, 2)]


def test_a_post_is_small(client):
    large = json.dumps(old(script_sample="x" * 16 * 1024)).encode()
    assert post(client, large).status_code == 413
    assert kept() == []


def test_a_client_may_tell_of_30_a_minute_and_all_of_300(client):
    with time_machine.travel(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), tick=False) as now:

        def answers(times, address):
            return [post(client, old(), REMOTE_ADDR=address).status_code for _ in range(times)]

        assert answers(31, "203.0.113.1") == [204] * 30 + [429]
        for number in range(2, 11):
            assert answers(30, f"203.0.113.{number}") == [204] * 30
        assert answers(1, "203.0.113.200") == [429]
        now.shift(60)
        assert answers(1, "203.0.113.1") == [204]


def test_500_kinds_of_breaches_are_kept_and_the_oldest_go(monkeypatch):
    monkeypatch.setattr(policy_reports, "MOST_ROWS", 3)
    for number in range(5):
        with time_machine.travel(dt.datetime(2026, 12, 1, 10, number, tzinfo=dt.UTC), tick=False):
            body = json.dumps(old(blocked_uri=f"https://{number}.example/")).encode()
            policy_reports.note(body=body, content_type=OLD, host="testserver")
    assert [blocked for _, blocked, _, _ in kept()] == [f"https://{number}.example" for number in (2, 3, 4)]


def test_one_post_tells_of_20_at_most(client):
    post(client, [new()] * 25, NEW)
    assert kept() == [("script-src-elem", "inline", "/contacts/", 20)]


def test_it_is_forgotten_90_days_after_the_last_one(client):
    with time_machine.travel(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), tick=False) as now:
        post(client, old())
        now.shift(dt.timedelta(days=91))
        post(client, old(effective_directive="img-src"))
        holder = next(each for each in times.holders() if "refused" in each.what)
        assert holder.erase().total() == 1
    assert [directive for directive, *_ in kept()] == ["img-src"]


@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["type", "body", "csp-report", "x"]), inner)
        ),
    ),
    st.sampled_from(policy_reports.CONTENT_TYPES),
)
def test_nothing_that_is_json_breaks_it(posted, content_type):
    policy_reports.note(body=json.dumps(posted).encode(), content_type=content_type, host="testserver")


class TestList:
    URL = "/admin/intake/policyreport/"

    def test_an_administrator_reads_it_with_the_same_queries_for_any_number(
        self, client, django_assert_num_queries
    ):
        client.force_login(UserFactory(administrator=True))
        asked = []
        for number in range(2):
            post(client, old(blocked_uri=f"https://{number}.example/"))
            with django_assert_num_queries(4) as queries:
                page = client.get(self.URL)
            asked.append(len(queries))
            assert f"https://{number}.example" in page.text
        assert asked[0] == asked[1]

    def test_nobody_else_reads_it_and_nobody_changes_it(self, client):
        post(client, old())
        client.force_login(MembershipFactory(role="lead").user)
        assert client.get(self.URL).status_code == 403
        client.force_login(UserFactory(administrator=True))
        row = PolicyReport.objects.get()
        for address in (f"{row.pk}/change/", f"{row.pk}/delete/", "add/"):
            assert client.post(self.URL + address).status_code == 404
        client.post(self.URL, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
        assert PolicyReport.objects.exists()
