"""The list of what is known to be bad: how an entry is written, and where it occurs."""

import re
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

ADDRESS, DOMAIN, WORDS, NETWORK = "address", "domain", "words", "network"
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[\w-]+")


def normal(kind: str, value: str) -> str:
    """Return an entry's value as it is compared: in small letters, its spaces single.

    Raises:
        ValueError: it could never be found; the message says why.
    """
    value = " ".join(value.casefold().split())
    if kind == ADDRESS and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise ValueError("Enter an email address, such as jo@example.com.")
    if kind == DOMAIN:
        value = value.removeprefix("@").removeprefix("www.")
        if not _DOMAIN.fullmatch(value):
            raise ValueError("Enter a domain, such as example.com, without http:// and without a path.")
    if kind == NETWORK:
        return _normal_network(value)
    return value


def found(
    entries: Iterable[tuple[str, str]], *, email: str, text: str, hosts: Iterable[str], client: str
) -> list[str]:
    """Return the values of those `entries`, as (kind, value), that occur.

    Args:
        entries: each as `normal` writes it.
        email: the sender's address.
        text: all that they wrote.
        hosts: where the links in it lead.
        client: their network address.
    """
    address = email.casefold()
    domains = {address.rpartition("@")[2], *hosts}
    words = " ".join(text.casefold().split())

    def occurs(kind: str, value: str) -> bool:
        if kind == ADDRESS:
            return address == value
        if kind == DOMAIN:
            return any(is_within(domain, value) for domain in domains)
        if kind == NETWORK:
            return _is_in(client, value)
        return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", words) is not None

    return [value for kind, value in entries if value and occurs(kind, value)]


def is_within(host: str, domain: str) -> bool:
    """Return whether `host` is `domain` or below it."""
    return host == domain or host.endswith(f".{domain}")


def _normal_network(value: str) -> str:
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        raise ValueError("Enter a network address, such as 203.0.113.7 or 203.0.113.0/24.") from None
    widest = 8 if network.version == 4 else 16
    if network.prefixlen < widest:
        raise ValueError("This is a great part of the internet. Enter a smaller network.")
    return str(network)


def _is_in(client: str, network: str) -> bool:
    try:
        return ip_address(client) in ip_network(network)
    except ValueError:
        return False
