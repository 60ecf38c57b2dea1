"""Who is at the other end of a request, as far as the network tells."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: Whoever has one address of IPv6 has all that begin so.
_SUBSCRIBER = 64


def address_of(request: HttpRequest) -> str:
    """Return the client's network address: behind a proxy the one that the proxy has added."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SITE_IS_HTTPS else ""
    # A server that listens for both writes an address of IPv4 as one of IPv6, all of which begin alike.
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return address.removeprefix("::ffff:") if "." in address else address


def digest(address: str) -> str:
    """Return what is kept of a client's address: nobody finds it again from that without our key.

    "" for what is no address, and for this machine's own: a proxy here that names nobody is not one client.
    """
    try:
        client = ip_address(address)
    except ValueError:
        return ""
    if client.is_loopback:
        return ""
    subscriber = (
        ip_network((client, _SUBSCRIBER), strict=False) if isinstance(client, IPv6Address) else client
    )
    return keyed("intake.clients", str(subscriber))


def keyed(salt: str, value: str) -> str:
    """Return a digest of `value` that only this site can make."""
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()
