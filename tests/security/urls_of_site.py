"""Every address of the site, as the URL resolver has it: by name, and by its route where it has none."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Url:
    """One address.

    Attributes:
        name: as `reverse` takes it, "admin:intake_queue_change"; its route where it has no name.
        parts: what its route is put together from, one pattern of each level.
    """

    name: str
    parts: tuple[str, ...]

    @property
    def route(self) -> str:
        """Return it as it is written, "admin/intake/queue/<path:object_id>/change/"."""
        return "".join(self.parts)


def urls() -> list[Url]:
    """Return them all, in the order in which they are tried."""
    return list(_below(get_resolver(), "", ()))


def _below(resolver: URLResolver, namespace: str, before: tuple[str, ...]) -> Iterator[Url]:
    for entry in resolver.url_patterns:
        parts = (*before, str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _below(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""), parts)
        elif isinstance(entry, URLPattern):
            yield Url(namespace + entry.name if entry.name else "".join(parts), parts)
