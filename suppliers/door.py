"""The door for suppliers: an email address's owner comes in by a link sent to it. There are no passwords.

Anybody may ask for a link for any address: the answer is always the same, the link goes to its owner only.
"""

import datetime as dt
import hashlib
import re
import secrets
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from intake import clients, languages, outbox
from intake.models import Message, Queue
from suppliers import procurement
from suppliers.models import Person, SignInLink

LINK_LIFE = dt.timedelta(minutes=30)
#: How many links are sent in an hour, at most: to one address, and at the wish of one client.
LINKS_PER_ADDRESS, LINKS_PER_CLIENT = 5, 30
_COUNTED_OVER = dt.timedelta(hours=1)
#: A link that is long dead may still be looked for by somebody who asks why it did not come.
_FORGOTTEN_AFTER = dt.timedelta(days=7)
_OWN_PATH = re.compile(r"/suppliers/(?:[\w-]+/)*(?:\?[\w=&-]*)?(?:#[\w-]*)?", re.ASCII)


class LinkNotGood(Exception):
    """The link is unknown, spent or too old: which of them is nobody's to know."""


@transaction.atomic
def send_link(*, email: str, client: str = "", then: str = "") -> None:
    """Email a link to the owner of `email`, unless too many were asked for.

    Args:
        email: the address, as typed.
        client: whatever tells one client from another, such as its network address; only its hash is kept.
        then: the path of ours to go to afterwards.
    """
    address = normal(email)
    queue = _in_turn()
    client_hash = clients.keyed("suppliers.door", client) if client else ""
    if _too_many(address, client_hash):
        return
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(
        email=address,
        client_hash=client_hash,
        token_hash=_hash(token),
        expires_at=timezone.now() + LINK_LIFE,
    )
    outbox.send(
        queue=queue,
        kind=Message.Kind.SIGN_IN_LINK,
        recipients=[address],
        template="supplier-link",
        language=languages.asked_for(),
        context={"link": _address(token, then), "minutes": int(LINK_LIFE.total_seconds() // 60)},
    )


def is_good(token: str) -> bool:
    """Return whether `token` would let somebody in; spends nothing."""
    return SignInLink.objects.filter(
        token_hash=_hash(token), spent_at=None, expires_at__gt=timezone.now()
    ).exists()


@transaction.atomic
def enter(*, token: str) -> str:
    """Spend `token` and return the email address whose owner has come in.

    Raises:
        LinkNotGood: it is unknown, spent or too old.
    """
    now = timezone.now()
    links = SignInLink.objects.filter(token_hash=_hash(token))
    # One statement: of two who press at the same moment only one finds it unspent.
    if not links.filter(spent_at=None, expires_at__gt=now).update(spent_at=now):
        raise LinkNotGood
    email = links.values_list("email", flat=True).get()
    Person.objects.filter(email=email).update(last_seen_at=now)
    return email


def own_path(path: str | None) -> str:
    """Return `path` if it is one of the suppliers' pages, else the path of their first page."""
    return path if path and _OWN_PATH.fullmatch(path) else reverse("suppliers:home")


def normal(email: str) -> str:
    """Return an email address as people are known by it here: in small letters."""
    return email.strip().lower()


def forget_old() -> int:
    """Delete the links that are long dead, and their emails; return how many links there were."""
    before = timezone.now() - _FORGOTTEN_AFTER
    Message.objects.filter(kind=Message.Kind.SIGN_IN_LINK, created_at__lt=before).delete()
    return SignInLink.objects.filter(created_at__lt=before).delete()[0]


def _in_turn() -> Queue:
    """Return the queue that sends, locked until the link is stored, so that the counts hold."""
    # no_key: what comes in for the queue meanwhile refers to its row, and need not wait.
    return Queue.objects.select_for_update(no_key=True).get(pk=procurement.queue().pk)


def _too_many(address: str, client_hash: str) -> bool:
    recent = SignInLink.objects.filter(created_at__gt=timezone.now() - _COUNTED_OVER)
    if recent.filter(email=address).count() >= LINKS_PER_ADDRESS:
        return True
    return bool(client_hash) and recent.filter(client_hash=client_hash).count() >= LINKS_PER_CLIENT


def _address(token: str, then: str) -> str:
    link = settings.SITE_URL + reverse("suppliers:enter", args=[token])
    return f"{link}?next={quote(then)}" if then else link


def _hash(token: str) -> str:
    # A token has 192 random bits: a plain digest cannot be searched backwards, and the lookup by an index
    # on the digest gives no timing of the token itself.
    return hashlib.sha256(token.encode()).hexdigest()
