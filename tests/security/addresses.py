"""Every address of the site: the URL configuration, walked, with something of `furnished` at each.

A new address is visited by itself where it names what is here already; else the walk fails and says what it
wants, so that none is left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpResponse
from django.test import Client

from tests.security.furnished import Site
from tests.security.urls_of_site import urls

HOST = "portal.example.org"
#: Patterns that are regular expressions, and what they match.
_BY_HAND = {
    r"^export\.(?P<file_format>csv|xlsx)$": "export.csv",
    r"^export\.(?P<kind>csv|xlsx|json)$": "export.json",
    r"^(?P<app_label>intake|auth|enquiries|suppliers)/$": "intake/",
    r"(?P<url>.*)$": "no/such/page/",
    r"^mailgun/inbound(_mime)?/$": "mailgun/inbound/",
}
#: What answers an administrator's GET with an error, as it should, and why. All else must show something.
REFUSES = {
    "admin/(?P<url>.*)$": "what no other pattern of the admin matches",
    "admin/autocomplete/": "only with the field that asks, which tests/intake/admin tries",
    "admin/r/<path:content_type_id>/<path:object_id>/": "no record has an address of its own on the site",
    "admin/intake/queue/<path:object_id>/delete/": "a queue is never deleted",
    "admin/enquiries/school/add/": "schools come from a file of the government’s",
    "admin/enquiries/school/<path:object_id>/delete/": "the same",
    "admin/sign-in/directory/callback/": "only where the council’s directory is set up",
    "enquiries/sent/": "only for the browser that has just sent one",
    "enquiries/<slug:slug>/check/": "only for the browser that has filled one in",
    "enquiries/<slug:slug>/solved/": "the same",
    "readyz": "no broker answers the tests",
}
#: The webhooks of email providers: 404 where the provider is not the one that is used.
NOT_SET_UP = "anymail/"
_LAST = ("suppliers/leave/", "admin/logout/")


class Visit(NamedTuple):
    """One address, its pattern, and what was answered."""

    route: str
    address: str
    answer: HttpResponse


def visits(site: Site, client: Client) -> Iterator[Visit]:
    """Visit every address over HTTPS; what ends a session comes last."""
    for url in sorted(urls(), key=lambda each: each.route in _LAST):
        route = url.route
        address = site.signed.get(route) or "/" + "".join(_filled(site, route, part) for part in url.parts)
        answer = client.get(address, secure=True, SERVER_NAME=HOST)
        yield Visit(route, address, answer)
        if answer.streaming:
            answer.getvalue()  # a file that nobody reads stays open


def _filled(site: Site, route: str, pattern: str) -> str:
    if pattern.startswith("^") or "(?P" in pattern:
        assert pattern in _BY_HAND, f"what matches {pattern}? Add it to {__name__}"
        return _BY_HAND[pattern]
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(site.value(route, found[1])), pattern)
