"""What browsers say they refused to load on our pages (CSP reports): read, stripped of persons, counted.

Anybody may post here, so nothing is kept as it came. A page is the pattern of its address, as a tracking
link's address is a key; what was refused is a site's name; a rule is one that the standard knows.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from csp.utils import DEFAULT_DIRECTIVES
from django.db import transaction
from django.db.models import F
from django.urls import Resolver404, resolve
from django.utils import timezone

from intake.models import PolicyReport

#: The body of the old way (report-uri) and of the new one (report-to).
CONTENT_TYPES = ("application/csp-report", "application/reports+json")
MOST_BYTES = 16 * 1024
MOST_ROWS = 500
_MOST_OF_ONE_POST = 20
#: What a person's own browser adds to pages is no breach of ours.
_EXTENSIONS = ("chrome-extension", "moz-extension", "safari-extension", "safari-web-extension", "ms-browser-")
#: What may stand in place of a site's address.
_WORDS = ("inline", "eval", "wasm-eval", "data", "blob", "self", "filesystem", "about")
_SITES = ("http", "https", "ws", "wss")
_HOST = re.compile(r"[a-z0-9._:-]{1,150}")


class Breach(NamedTuple):
    """What was broken, by what, and where; a key of `PolicyReport`."""

    directive: str
    blocked: str
    page: str


#: All of one row: how often, and nothing else, since nothing of it is ours to mend.
BY_EXTENSION = Breach("any", "a browser’s extension", "any")


def note(*, body: bytes, content_type: str, host: str) -> int:
    """Count what a browser has posted; return how many breaches it tells of. Rubbish tells of none.

    Args:
        body: as it came.
        content_type: which of the two ways it came by.
        host: our own host's name: of pages elsewhere nothing is noted.
    """
    found = list(islice(_breaches(body, content_type, host), _MOST_OF_ONE_POST))
    for breach in found:
        _count(breach)
    return len(found)


def _breaches(body: bytes, content_type: str, host: str) -> Iterator[Breach]:
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError):
        return
    if content_type == "application/csp-report":
        posted = [{"type": "csp-violation", "body": posted.get("csp-report")}] if _is_dict(posted) else []
    for report in posted if isinstance(posted, list) else []:
        if _is_dict(report) and report.get("type") == "csp-violation" and _is_dict(report.get("body")):
            breach = _breach(report["body"], host)
            if breach:
                yield breach


def _breach(said: dict[str, Any], host: str) -> Breach | None:
    """Both ways say the same, in other words."""
    document = _text(said, "document-uri", "documentURL")
    blocked = _text(said, "blocked-uri", "blockedURL")
    if _host(document) != host:
        return None
    if any(each.startswith(_EXTENSIONS) for each in (blocked, _text(said, "source-file", "sourceFile"))):
        return BY_EXTENSION
    # The old way's violated-directive may have the sources behind the name.
    rule = _text(said, "effective-directive", "effectiveDirective", "violated-directive").partition(" ")[0]
    return Breach(rule if rule in DEFAULT_DIRECTIVES else "other", _site(blocked), _page(document))


def _page(address: str) -> str:
    """Return the pattern that the address matches: no key, number or name that stands in it."""
    try:
        return f"/{resolve(urlsplit(address).path).route}"[:200]
    except Resolver404:
        return "no page of ours"


def _site(address: str) -> str:
    """Return whose it is, without the path, which may name anybody."""
    scheme = address.partition(":")[0]
    if scheme in _SITES and _host(address):
        return f"{scheme}://{_host(address)}"
    return scheme if scheme in _WORDS else "other"


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _text(said: dict[str, Any], *names: str) -> str:
    found = next((said[name] for name in names if said.get(name)), "")
    return found if isinstance(found, str) else ""


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


@transaction.atomic
def _count(breach: Breach) -> None:
    now = timezone.now()
    row = PolicyReport.objects.filter(**breach._asdict())
    if row.update(count=F("count") + 1, last_seen=now):
        return
    _, is_new = PolicyReport.objects.get_or_create(
        **breach._asdict(), defaults={"first_seen": now, "last_seen": now}
    )
    if not is_new:
        row.update(count=F("count") + 1, last_seen=now)
        return
    kept = PolicyReport.objects.order_by("-last_seen", "-id").values("pk")[:MOST_ROWS]
    PolicyReport.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
