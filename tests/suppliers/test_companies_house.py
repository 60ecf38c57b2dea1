"""Looking a company up at Companies House, whatever it answers."""

import datetime as dt
import logging
import socket
import time

import pytest
import time_machine
from django.core.cache import cache
from limits import RateLimitItemPerMinute

from intake import rate_limits
from portal import embedded
from suppliers import companies_house
from suppliers.companies_house import Address, Company, Unavailable, lookup
from tests.suppliers.companies_house import BAD_KEY, NOT_FOUND, PROFILE, Answer
from tests.suppliers.companies_house import companies_house as running

NUMBER = "01234567"


@pytest.fixture
def api(settings, monkeypatch):
    """The API on the loopback address, with a key, and nothing remembered of other tests."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    cache.clear()
    with running() as api:
        settings.COMPANIES_HOUSE_URL = api.url
        settings.COMPANIES_HOUSE_API_KEY = "a-key"
        yield api
    cache.clear()


def refused(number=NUMBER):
    with pytest.raises(Unavailable) as error:
        lookup(number)
    return str(error.value)


def test_a_company_is_looked_up(api):
    assert lookup(NUMBER) == Company(
        number="01234567",
        name="HACKNEY SCHOOL MEALS LIMITED",
        status="active",
        date_of_creation=dt.date(1976, 2, 29),
        address=Address(lines=("1 Reading Lane", "Hackney"), town="London", postcode="E8 1GQ"),
        sic_codes=("56290", "85600"),
    )
    assert api.asked == [("/company/01234567", "a-key:")]


def test_a_number_that_nobody_has(api):
    api.answers = [Answer(404, NOT_FOUND)]

    assert lookup("99999999") is None


def test_a_dissolved_company(api):
    api.answers = [Answer(body=PROFILE | {"company_status": "dissolved", "date_of_cessation": "2020-01-01"})]

    assert lookup(NUMBER).status == "dissolved"


def test_a_company_of_which_little_is_known(api):
    few = {
        "company_name": "ANCIENT SOCIETY",
        "company_number": "RS000001",
        "type": "registered-society-non-jurisdictional",
    }
    api.answers = [Answer(body=few)]

    assert lookup("RS000001") == Company(number="RS000001", name="ANCIENT SOCIETY")


def test_an_address_with_all_its_parts(api):
    address = {
        "care_of": "Fred Bloggs",
        "po_box": "42",
        "premises": "Unit 3",
        "address_line_1": "Mare  Street",
        "region": "Greater London",
        "postal_code": "E8 3RH",
    }
    api.answers = [Answer(body=PROFILE | {"registered_office_address": address})]

    assert lookup(NUMBER).address == Address(
        lines=("Fred Bloggs", "PO Box 42", "Unit 3 Mare Street"), town="Greater London", postcode="E8 3RH"
    )


def test_an_address_that_says_its_premises_twice(api):
    address = {"premises": "1", "address_line_1": "1 Reading Lane"}
    api.answers = [Answer(body=PROFILE | {"registered_office_address": address})]

    assert lookup(NUMBER).address.lines == ("1 Reading Lane",)


def test_the_address_of_the_api_may_end_in_a_slash(api, settings):
    settings.COMPANIES_HOUSE_URL += "/"

    assert lookup(NUMBER)
    assert api.asked[0][0] == "/company/01234567"


def test_a_number_cannot_ask_for_something_else(api):
    api.answers = [Answer(404, NOT_FOUND)]

    assert lookup("../search?q=x") is None
    assert api.asked[0][0] == "/company/..%2Fsearch%3Fq%3Dx"


# -------------------------------------------------------------------------------------------- out of order
def test_without_a_key_nothing_is_asked(api, settings):
    settings.COMPANIES_HOUSE_API_KEY = ""

    assert "COMPANIES_HOUSE_API_KEY" in refused()
    assert api.asked == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(401, BAD_KEY), "does not take our key"),
        (Answer(403, ""), "does not take our key"),
        (Answer(500, {"errors": [{"error": "internal", "type": "ch:service"}]}), "status 500"),
        (Answer(502, "<html>Bad gateway</html>", {"Content-Type": "text/html"}), "status 502"),
        (Answer(503, ""), "status 503"),
        (Answer(302, "", {"Location": "https://example.org/"}), "status 302"),
        (Answer(404, "<html>Not here</html>", {"Content-Type": "text/html"}), "cannot be read"),
        (Answer(404, {"message": "no route"}), "status 404"),
        (Answer(200, "<html>Hello</html>", {"Content-Type": "text/html"}), "cannot be read"),
        (Answer(200, '{"company_name": "HACKNEY SCH'), "cannot be read"),
        (Answer(200, b"\xff\xfe\x00"), "cannot be read"),
        (Answer(200, "[" * 100_000), "cannot be read"),
        (Answer(200, ""), "cannot be read"),
        (Answer(200, [PROFILE]), "cannot be read"),
        (Answer(200, {}), "not a company profile"),
        (Answer(200, PROFILE | {"company_name": " "}), "not a company profile"),
        (Answer(200, PROFILE | {"company_name": 7}), "not a company profile"),
        (Answer(200, PROFILE | {"date_of_creation": "29/02/1976"}), "not a company profile"),
        (Answer(200, PROFILE | {"registered_office_address": "London"}), "not a company profile"),
        (Answer(200, PROFILE | {"sic_codes": 56290}), "not a company profile"),
        (Answer(200, PROFILE | {"company_number": "07654321"}), "another company"),
        (Answer(200, PROFILE, lacks=10), "no connection"),
        (Answer(200, " " * (companies_house.LONGEST_ANSWER + 1)), "no end"),
        (Answer(200, "not gzip", {"Content-Encoding": "gzip"}), "no connection"),
    ],
)
def test_an_answer_that_is_none(api, answer, why):
    api.answers = [answer]

    assert why in refused()


@pytest.mark.parametrize("answer", [Answer(wait=5), Answer(drops=0.05)], ids=["silence", "drop by drop"])
def test_a_slow_answer_is_not_waited_for(api, monkeypatch, answer):
    monkeypatch.setattr(companies_house, "SECONDS", 0.5)
    api.answers = [answer]
    started = time.monotonic()

    assert "no answer within" in refused()
    assert time.monotonic() - started < 2


def test_three_seconds_are_enough():
    assert companies_house.SECONDS == 3


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[", "ftp://example.org", "", "not an address"])
def test_an_address_where_nobody_answers(api, settings, url):
    settings.COMPANIES_HOUSE_URL = url

    assert "no connection" in refused()


def test_it_works_again_when_the_api_does(api):
    api.answers = [Answer(500, ""), Answer()]
    refused()

    assert lookup(NUMBER)


def test_nothing_but_the_reason_is_logged(api, caplog):
    caplog.set_level(logging.INFO)
    api.answers = [Answer(), Answer(500, "HACKNEY SCHOOL MEALS")]

    lookup(NUMBER)
    refused("07654321")

    ours = [record for record in caplog.records if record.name.startswith(("suppliers", "httpx", "httpcore"))]
    assert [record.getMessage() for record in ours] == ["Companies House is unavailable: status 500"]


# ---------------------------------------------------------------------------------------------- remembering
def test_a_company_is_remembered_for_a_day(api):
    with time_machine.travel("2026-12-03T12:00:00Z", tick=False) as clock:
        lookup(NUMBER)
        clock.shift(dt.timedelta(hours=23))
        assert lookup(NUMBER)
        assert len(api.asked) == 1

        clock.shift(dt.timedelta(hours=2))
        lookup(NUMBER)
        assert len(api.asked) == 2


def test_that_there_is_none_is_remembered_for_an_hour(api):
    api.answers = [Answer(404, NOT_FOUND)]
    with time_machine.travel("2026-12-03T12:00:00Z", tick=False) as clock:
        lookup(NUMBER)
        clock.shift(dt.timedelta(minutes=59))
        assert lookup(NUMBER) is None
        assert len(api.asked) == 1

        clock.shift(dt.timedelta(minutes=2))
        lookup(NUMBER)
        assert len(api.asked) == 2


# --------------------------------------------------------------------------------------------- asking less
NOW = dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC)
RESET = str(int(NOW.timestamp()) + 100)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X-Ratelimit-Limit": "600", "X-Ratelimit-Remain": "0", "X-Ratelimit-Reset": RESET}, 100),
        ({"Retry-After": "100"}, 100),
        ({"Retry-After": "Thu, 03 Dec 2026 12:01:40 GMT"}, 100),
        ({"X-Ratelimit-Reset": RESET, "Retry-After": "7"}, 100),
        ({"Retry-After": "86400"}, 300),
        ({"X-Ratelimit-Reset": "99999999999"}, 300),
        ({"X-Ratelimit-Reset": "0"}, 1),
        ({"X-Ratelimit-Reset": "soon", "Retry-After": "later"}, 300),
        ({}, 300),
    ],
)
def test_told_to_wait_it_asks_nothing_until_then(api, headers, seconds):
    api.answers = [Answer(429, "", headers), Answer()]
    with time_machine.travel(NOW, tick=False) as clock:
        assert "too many calls" in refused()
        clock.shift(seconds - 0.5)
        assert "told us to wait" in refused("07654321")
        assert len(api.asked) == 1

        clock.shift(1)
        assert lookup(NUMBER)


def test_what_is_known_is_answered_while_it_waits(api):
    api.answers = [Answer(), Answer(429, "")]
    lookup(NUMBER)
    refused("07654321")

    assert lookup(NUMBER)


def test_it_stops_itself_before_the_api_does(api, monkeypatch):
    monkeypatch.setattr(companies_house, "CALLS", RateLimitItemPerMinute(2, 5))
    api.answers = [Answer(404, NOT_FOUND)]
    with time_machine.travel(NOW, tick=False) as clock:
        lookup("00000001")
        lookup("00000002")
        assert "too often ourselves" in refused("00000003")
        assert lookup("00000001") is None
        assert len(api.asked) == 2

        clock.shift(dt.timedelta(minutes=5, seconds=1))
        assert lookup("00000003") is None


def test_its_own_limit_is_below_the_apis():
    assert (companies_house.CALLS.amount, companies_house.CALLS.get_expiry()) == (500, 300)


def test_processes_count_together_where_there_is_redis(api, settings, redis_url, monkeypatch):
    settings.REDIS_URL = redis_url
    monkeypatch.setattr(companies_house, "CALLS", RateLimitItemPerMinute(1, 5, namespace="shared"))
    lookup(NUMBER)
    rate_limits.limiter.cache_clear()

    assert "too often ourselves" in refused("07654321")


def test_a_redis_that_is_gone_does_not_matter(api, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{embedded.free_port()}/0"

    assert lookup(NUMBER)


def test_a_redis_that_is_silent_does_not_hold_it_up(api, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        started = time.monotonic()

        assert lookup(NUMBER)
        assert time.monotonic() - started < 2
