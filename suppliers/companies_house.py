"""What Companies House knows about a company, by its number: the public data API's company profile.

https://developer-specs.company-information.service.gov.uk/ describes the API. It allows 600 requests in five
minutes; we stop ourselves before that, because it bans those who often go beyond.
"""

import datetime as dt
import json
import logging
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings
from django.core.cache import cache
from limits import RateLimitItemPerMinute

from intake import rate_limits

logger = logging.getLogger(__name__)

#: How long a look-up may take in all, from counting it to the last byte.
SECONDS = 3.0
#: How many may be waited for at a time in this process.
AT_ONCE = 4
CALLS = RateLimitItemPerMinute(500, 5, namespace="companies-house")
FOUND_FOR = 24 * 60 * 60
NOT_FOUND_FOR = 60 * 60
PAUSE_AT_MOST = 5 * 60
LONGEST_ANSWER = 1024 * 1024
_PAUSED = "companies-house:paused"


class Unavailable(Exception):
    """Companies House cannot be asked, or has not answered as it should; the message says why, for a log."""


@dataclass(frozen=True)
class Address:
    """A registered office; any part may be empty."""

    lines: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Company:
    """A company as it is registered.

    `status` is empty or a word of the API: active, dissolved, liquidation, receivership, administration,
    voluntary-arrangement, converted-closed, insolvency-proceedings, registered, removed, open or closed.
    """

    number: str
    name: str
    status: str = ""
    date_of_creation: dt.date | None = None
    address: Address = Address()
    sic_codes: tuple[str, ...] = ()


def lookup(number: str) -> Company | None:
    """Return the company with a number, or None if there is none.

    Args:
        number: eight characters, as `identifiers.company_number` returns them.

    Raises:
        Unavailable: there is no key, the API is out of order, slow or refuses, or we have asked too often.
    """
    if not settings.COMPANIES_HOUSE_API_KEY:
        raise Unavailable("there is no COMPANIES_HOUSE_API_KEY")
    key = f"companies-house:{number}"
    # In a tuple, so that "there is no such company" is remembered, too.
    known = cache.get(key)
    if known:
        return known[0]
    if cache.get(_PAUSED):
        raise Unavailable("it told us to wait")
    try:
        company = _company(number, *_ask(number))
    except Unavailable as error:
        logger.warning("Companies House is unavailable: %s", error)
        raise
    cache.set(key, (company,), FOUND_FOR if company else NOT_FOUND_FOR)
    return company


# ------------------------------------------------------------------------------------------------ the call
def _ask(number: str) -> tuple[int, Mapping[str, str], bytes]:
    """Return the status, headers and body of the API's answer."""
    waiting = _threads().submit(_get, number, time.monotonic() + SECONDS)
    try:
        return _result(waiting)
    finally:
        waiting.cancel()


def _result(waiting: Future) -> tuple[int, Mapping[str, str], bytes]:
    try:
        return waiting.result(SECONDS)
    except (TimeoutError, httpx.TimeoutException):
        raise Unavailable(f"no answer within {SECONDS:g} seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unavailable(f"no connection: {type(error).__name__}") from None


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Threads to wait in: httpx limits each step of a call but not the whole, and name servers not at all."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="companies-house")


def _get(number: str, deadline: float) -> tuple[int, Mapping[str, str], bytes]:
    if not rate_limits.hit(CALLS):
        raise Unavailable("we have asked too often ourselves")
    address = f"{settings.COMPANIES_HOUSE_URL.rstrip('/')}/company/{quote(number, safe='')}"
    body = b""
    with httpx.stream(
        "GET",
        address,
        auth=(settings.COMPANIES_HOUSE_API_KEY, ""),
        headers={"Accept": "application/json"},
        timeout=SECONDS,
    ) as response:
        for part in response.iter_bytes():
            body += part
            if time.monotonic() > deadline:
                raise TimeoutError
            if len(body) > LONGEST_ANSWER:
                raise Unavailable("the answer has no end")
        return response.status_code, response.headers, body


# ---------------------------------------------------------------------------------------------- the answer
def _company(number: str, status: int, headers: Mapping[str, str], body: bytes) -> Company | None:
    if status == 200:
        company = _profile(body)
        if company.number != number:
            raise Unavailable("the answer is about another company")
        return company
    if status == 404 and isinstance(_json(body).get("errors"), list):
        return None
    if status == 429:
        cache.set(_PAUSED, True, _pause(headers))
        raise Unavailable("it has had too many calls from us")
    if status in (401, 403):
        raise Unavailable(f"it does not take our key (status {status})")
    raise Unavailable(f"status {status}")


def _pause(headers: Mapping[str, str]) -> int:
    """Return for how many seconds to ask nothing: as told by either header, but five minutes at most."""
    for told in (
        _until_reset(headers.get("X-Ratelimit-Reset", "")),
        _retry_after(headers.get("Retry-After", "")),
    ):
        if told is not None:
            return min(max(int(told), 1), PAUSE_AT_MOST)
    return PAUSE_AT_MOST


def _until_reset(moment: str) -> float | None:
    return int(moment) - time.time() if _is_number(moment) else None


def _retry_after(when: str) -> float | None:
    if _is_number(when):
        return int(when)
    try:
        return parsedate_to_datetime(when).timestamp() - time.time()
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20


def _json(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise Unavailable("the answer cannot be read")
    return data


def _profile(body: bytes) -> Company:
    data = _json(body)
    try:
        return Company(
            number=_text(data, "company_number", required=True),
            name=_text(data, "company_name", required=True),
            status=_text(data, "company_status"),
            date_of_creation=_date(_text(data, "date_of_creation")),
            address=_address(data.get("registered_office_address") or {}),
            sic_codes=tuple(str(code) for code in data.get("sic_codes") or ()),
        )
    except (TypeError, ValueError, AttributeError):
        raise Unavailable("the answer is not a company profile") from None


def _address(data: Mapping[str, Any]) -> Address:
    premises, street = _text(data, "premises"), _text(data, "address_line_1")
    if premises and not street.startswith(premises):
        street = f"{premises} {street}".strip()
    box = _text(data, "po_box")
    lines = (_text(data, "care_of"), f"PO Box {box}" if box else "", street, _text(data, "address_line_2"))
    return Address(
        lines=tuple(filter(None, lines)),
        town=_text(data, "locality") or _text(data, "region"),
        postcode=_text(data, "postal_code"),
    )


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(data: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    """Return a text of the answer in one line."""
    value = data.get(name) or ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise TypeError(name)
    return " ".join(value.split())
