"""Every pattern that the code reads texts by: the compiled ones, and those that stand within a call."""

import ast
import importlib
import pkgutil
import re
import re._parser as parser
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings

APPS = ("portal", "intake", "enquiries", "suppliers")
_WAYS: dict[str, Callable[[re.Pattern[str]], Callable[[str], object]]] = {
    "search": lambda pattern: pattern.search,
    "match": lambda pattern: pattern.match,
    "fullmatch": lambda pattern: pattern.fullmatch,
    "findall": lambda pattern: pattern.findall,
    "finditer": lambda pattern: pattern.findall,
    "split": lambda pattern: pattern.split,
    "sub": lambda pattern: partial(pattern.sub, ""),
}
#: They start a process when they are imported.
_PROGRAMS = ("portal.celery", "portal.wsgi")


@cache
def compiled() -> dict[str, re.Pattern[str]]:
    """Return the patterns of all modules and of their classes, by where they are."""
    return {
        f"{module.__name__}.{name}": pattern
        for module in _modules()
        for name, pattern in _held_by(module.__name__, vars(module))
    }


def uses(name: str) -> list[Callable[[str], object]]:
    """Return the ways in which the code reads by a compiled pattern; all of them where it does not say."""
    pattern, last = compiled()[name], name.rpartition(".")[2]
    ways = set(re.findall(rf"\b{re.escape(last)}\.({'|'.join(_WAYS)})\b", _source())) or set(_WAYS)
    return [_WAYS[way](pattern) for way in sorted(ways)]


@cache
def of_the_code() -> dict[str, Any]:
    """Return what each pattern consists of, by where it is."""
    found = {name: parser.parse(each.pattern, each.flags) for name, each in compiled().items()}
    for app in APPS:
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            for call, pattern in _within_calls(file):
                found[f'{call}(r"{pattern}") of {file.relative_to(settings.BASE_DIR)}'] = parser.parse(
                    pattern
                )
    return found


@cache
def _source() -> str:
    return "".join(file.read_text() for app in APPS for file in Path(settings.BASE_DIR, app).rglob("*.py"))


def _modules() -> Iterator[ModuleType]:
    for app in APPS:
        package = importlib.import_module(app)
        for each in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in each.name and each.name not in _PROGRAMS:
                yield importlib.import_module(each.name)


def _held_by(module: str, names: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in list(names.items()):
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield f"{prefix}{name}", value
        elif isinstance(value, dict) and not name.startswith("__"):
            yield from _held_by(module, {str(key): each for key, each in value.items()}, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            members = {str(number): each for number, each in enumerate(value)}
            yield from (
                (f"{prefix}{name}.{n}", each) for n, each in members.items() if isinstance(each, re.Pattern)
            )
        elif isinstance(value, type) and value.__module__ == module:
            yield from _held_by(module, dict(vars(value)), f"{prefix}{name}.")


def _within_calls(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        call = ast.unparse(node.func)
        pattern = _said(node.args[0])
        if call.startswith("re.") and call != "re.escape" and pattern is not None:
            yield call, pattern


def _said(node: ast.expr) -> str | None:
    """What a text says; "x" stands for what is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(each.value if isinstance(each, ast.Constant) else "x" for each in node.values)
    return None
