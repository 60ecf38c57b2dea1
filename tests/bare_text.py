"""Finds what people read in templates and modules and translators never see."""

import ast
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"<style>.*?</style>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<(?:[^<>{]|\{%.*?%\}|\{\{.*?\}\}|\{(?![%{]))*>",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPOKEN_ATTRIBUTE = re.compile(r"\b(?:aria-label|alt|placeholder|title)=\"([^\"{]*)\"")
#: Literals in a template's own language that are shown: values of parameters, and of filters but for formats.
_SHOWN = re.compile(r"(?:\|(?!date:|time:|stringformat:)\w+:|(?<=\s)\w+=)\"([^\"]+)\"")
_TRANSLATES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"}
_SILENT = {"debug", "info", "warning", "error", "exception"}
#: Keywords whose values are shown, however short.
_SPOKEN = {"label", "help_text", "legend", "hint"}


def in_template(source: str) -> Iterator[str]:
    """Give each text of a template that is not marked for translation."""
    is_marked, last = False, 0
    for token in [*_TOKEN.finditer(source), None]:
        between = source[last : token.start() if token else None]
        if not is_marked and _is_text(between):
            yield between.strip()
        if not token:
            return
        last, text = token.end(), token.group()
        name = text.strip("{% }").split(" ", 1)[0]
        is_marked = name == "blocktranslate" or (is_marked and name != "endblocktranslate")
        if text.startswith("<"):
            yield from filter(_WORD.search, _SPOKEN_ATTRIBUTE.findall(text))
        elif name not in ("translate", "blocktranslate", "url", "static", "block"):
            yield from (each for each in _SHOWN.findall(text) if _reads_as_words(each))


def _is_text(between: str) -> bool:
    """Whether there are words in it, and not only a class, or the attributes that a tag is to get."""
    return bool(_WORD.search(re.sub(r"&#?\w+;|\S*(?:[=_]|--)\S*", "", between)))


def in_module(source: str) -> Iterator[str]:
    """Give each text of a module that reads as words for people and is not marked for translation."""
    tree = ast.parse(source)
    marked = {id(node) for call in _calls(tree, _TRANSLATES | _SILENT) for node in ast.walk(call)}
    marked |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    spoken = {
        id(keyword.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in _SPOKEN
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in marked:
            continue
        if _reads_as_words(node.value) or (id(node) in spoken and _WORD.search(node.value)):
            yield node.value


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node


def _reads_as_words(text: str) -> bool:
    """Whether a text is a sentence or the like: several words, and a capital letter or a quotation."""
    return bool(re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", text)) and bool(re.search(r"[A-Z“]", text))
