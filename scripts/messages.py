"""The texts that the public reads, for translators, and translated by a machine for tests.

    python scripts/messages.py extract           build/locale/django.pot: every text, as gettext wants it
    python scripts/messages.py update cy         locale/cy/LC_MESSAGES/django.po: begun, or brought up to date
    python scripts/messages.py compile           locale/*/LC_MESSAGES/django.mo: what the portal reads
    python scripts/messages.py pseudo            build/locale: the pseudo-locales en-xa and ar-xb

It needs Babel, which is among the tools for developers, and not GNU gettext.
"""

import argparse
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "locale"
LOCALE = ROOT / "locale"
APPS = ("portal", "intake", "enquiries", "suppliers")
#: The staff's own pages and letters, which stay English.
ENGLISH_TEMPLATES = (
    *("admin", "suppliers/decisions"),
    *("emails/alert-", "emails/assigned-", "emails/daily-digest-", "emails/deadline-", "emails/forward"),
    *("emails/given-many-", "emails/handed-over-", "emails/mentioned-", "emails/not-delivered-"),
    *("emails/sender-wrote-", "emails/solved-", "emails/staff-invitation-", "emails/test-"),
    *("emails/supplier-changed-team-", "emails/supplier-expiry-digest-", "emails/withdrawn-"),
)
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
#: What stays as it is within a message: placeholders, tags, entities, web and email addresses.
_KEPT = re.compile(
    r"\{\{ [a-z_]+ \}\}|%\([a-z_]+\)[sd]|%%|%[sd]|%\{[a-z_]+\}|\{[a-z_]*(?::[^{}]*)?\}|<[^<>]*>|&#?\w+;"
    r"|\b(?:https?://|www\.)\S+\b|\S+@example\.(?:com|org)"
)
_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_WORDS = "öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ éļéṽéñ ţŵéļṽé".split()
_RIGHT_TO_LEFT, _END = "\u202e", "\u202c"


def catalogue() -> Catalog:
    """Return every text that the public reads, each with the places where it stands."""
    found = Catalog(project="HLT intake portal", charset="utf-8")
    for path in public_templates():
        source = templatize(path.read_text(), origin=str(path))
        # What is left of a template are calls among blanked-out words: no Python, but good enough for this.
        _add(found, path, "javascript", source)
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                _add(found, path, "python", path.read_text())
    return found


def public_templates() -> Iterator[Path]:
    """Return the templates of pages and emails that are not the staff's."""
    templates = ROOT / "templates"
    for path in sorted(templates.rglob("*")):
        name = path.relative_to(templates).as_posix()
        if path.suffix in (".html", ".txt") and not name.startswith(ENGLISH_TEMPLATES):
            yield path


def _add(found: Catalog, path: Path, method: str, source: str) -> None:
    name = path.relative_to(ROOT).as_posix()
    entries = extract(method, io.BytesIO(source.encode()), _KEYWORDS, ("Translators:",))
    for line, message, comments, context in entries:
        found.add(message, locations=[(name, line)], auto_comments=comments, context=context)


def of_django() -> Catalog:
    """Return Django's own texts, such as the names of months."""
    path = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file)


def accented(text: str) -> str:
    """Return `text` with accents and 40 % longer, each paragraph between brackets, so that a cut is seen."""
    if "\n\n" in text:
        return "\n\n".join(map(accented, text.split("\n\n")))
    letters = sum(map(str.isalpha, _KEPT.sub("", text)))
    if not letters:
        return text
    more: list[str] = []
    while sum(map(len, more)) < letters * 0.4:
        more.append(_WORDS[len(more) % len(_WORDS)])
    changed = _changed(text, lambda part: part.translate(_ACCENTED))
    # What begins or ends with white space is part of an email, where it matters.
    core = changed.strip()
    return changed.replace(core, f"[{core} {' '.join(more)}]", 1)


def right_to_left(text: str) -> str:
    """Return `text` with each word shown from right to left, as Arabic is."""
    return _changed(text, lambda part: re.sub(r"[^\W\d_]+", f"{_RIGHT_TO_LEFT}\\g<0>{_END}", part))


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with everything changed that is not kept as it is."""
    parts, last = [], 0
    for kept in _KEPT.finditer(text):
        parts += [change(text[last : kept.start()]), kept.group()]
        last = kept.end()
    return "".join([*parts, change(text[last:])])


def make_pseudo(folder: Path = BUILD) -> None:
    """Write the pseudo-locales; two processes may do so at the same time."""
    ours, djangos = catalogue(), of_django()
    for code, locale, change in (("en_XA", "en", accented), ("ar_XB", "ar", right_to_left)):
        made = Catalog(locale=Locale.parse(locale), charset="utf-8")
        for message in [*(djangos if code == "en_XA" else ()), *ours]:
            if message.id and not _is_a_format(message):
                made.add(message.id, _translation(message, change, made.num_plurals), context=message.context)
        _write_mo(made, folder / code / "LC_MESSAGES" / "django.mo")


def _is_a_format(message: Message) -> bool:
    return message.context is not None and "format" in str(message.context)


def _translation(message: Message, change: Callable[[str], str], plurals: int) -> str | tuple[str, ...]:
    if not isinstance(message.id, tuple | list):
        return change(message.id)
    one, many = map(change, message.id)
    if plurals == 2:
        return one, many
    # Arabic has a form for none, one, two, few, many and others.
    return (many, one, *[many] * (plurals - 2))


def _write_mo(made: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        write_mo(file, made)
    Path(name).replace(path)


def _extract() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "django.pot").open("wb") as file:
        write_po(file, catalogue(), width=110)
    print(f"Written: {BUILD / 'django.pot'}")


def _update(language: str) -> None:
    path = LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file)
    else:
        known = Catalog(locale=Locale.parse(language, sep="-"), project="HLT intake portal", charset="utf-8")
    known.update(catalogue(), no_fuzzy_matching=True)
    with path.open("wb") as file:
        write_po(file, known, width=110, ignore_obsolete=True)
    print(f"Written: {path}")


def _compile() -> None:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            _write_mo(read_po(file), path.with_suffix(".mo"))
        print(f"Written: {path.with_suffix('.mo')}")


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=["extract", "update", "compile", "pseudo"])
    parser.add_argument("language", nargs="?", help="for update: such as cy")
    asked = parser.parse_args()
    if asked.command == "update" and not asked.language:
        parser.error("update needs a language, such as cy")
    if asked.command == "update":
        _update(asked.language)
    else:
        {"extract": _extract, "compile": _compile, "pseudo": make_pseudo}[asked.command]()


if __name__ == "__main__":
    main()
