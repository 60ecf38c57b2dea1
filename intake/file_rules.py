"""Which files a form takes: the site's own rules, or narrower ones of a question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

_MEGABYTE = 1024 * 1024

#: What may be uploaded: the ending of the file's name, and the types its content may be sniffed as.
#: An empty set is text, which has no signature.
ACCEPTED: dict[str, frozenset[str]] = {
    ".pdf": frozenset({"application/pdf"}),
    ".docx": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    ".xlsx": frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    ".odt": frozenset({"application/vnd.oasis.opendocument.text"}),
    ".csv": frozenset(),
    ".png": frozenset({"image/png"}),
    ".jpg": frozenset({"image/jpeg"}),
    ".jpeg": frozenset({"image/jpeg"}),
    # As iPhones write it, it is sniffed as HEIF.
    ".heic": frozenset({"image/heic", "image/heif"}),
}


def in_words(endings: Iterable[str]) -> str:
    """Return the types of file with these endings as people call them: "PDF, DOCX or JPEG"."""
    names = [ending[1:].upper() for ending in endings if ending != ".jpg"]
    if len(names) < 2:
        return "".join(names)
    return gettext("{types} or {last_type}").format(types=", ".join(names[:-1]), last_type=names[-1])


@dataclass(frozen=True)
class FileRules:
    """Which endings, how many files, and how large each one."""

    endings: tuple[str, ...]
    at_most: int
    max_bytes: int

    @property
    def megabytes(self) -> int:
        """How large a file may be, in megabytes."""
        return self.max_bytes // _MEGABYTE

    @property
    def types_in_words(self) -> str:
        """The types of file, to follow “a” or “an”: "a PDF or DOCX"."""
        types = in_words(self.endings)
        return (gettext("an {types}") if types[0] in "OX" else gettext("a {types}")).format(types=types)


def of_site() -> FileRules:
    """Return what the site takes."""
    return FileRules(
        endings=tuple(ACCEPTED),
        at_most=settings.ATTACHMENT_MAX_COUNT,
        max_bytes=settings.ATTACHMENT_MAX_BYTES,
    )


def narrowed(*, types: str = "", at_most: int | None = None, megabytes: int | None = None) -> FileRules:
    """Return the site's rules, narrowed; what would widen them, or leave nothing, is as the site has it.

    Args:
        types: names of types, as in "pdf, docx".
        at_most: how many files.
        megabytes: how large each one may be.
    """
    site = of_site()
    wanted = {f".{name}" for name in re.findall(r"[a-z0-9]+", types.lower())}
    if wanted & {".jpg", ".jpeg"}:
        wanted |= {".jpg", ".jpeg"}
    return FileRules(
        endings=tuple(ending for ending in site.endings if ending in wanted) or site.endings,
        at_most=min(at_most or site.at_most, site.at_most),
        max_bytes=min((megabytes or site.megabytes) * _MEGABYTE, site.max_bytes),
    )
