"""What a page says in plain English while it is to be accented: texts that no translator would ever see."""

import json
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from intake import wording
from suppliers import cpv

#: What is written alike in every language: names, units, examples of what to type.
ALIKE = {
    *("Hackney Learning Trust", "London Borough of Hackney", "GOV.UK", "AbilityNet"),
    *("ico.org.uk/make-a-complaint", "csrftoken", "csrf", "session", "enquiry"),
}
#: Tables whose rows hold HLT's own words, what people typed, and names.
_DATA = re.compile(r"enquiries_|suppliers_|intake_(?:queue|submission|attachment|tag)")
#: Of messages only what people wrote: an email as it was rendered would hide what a page does not translate.
_WRITTEN = "SELECT text FROM intake_message WHERE kind IN ('reply', 'inbound')"
#: The texts of each block, with what stands in it in one line, such as links; a message may have those.
_SCRIPT = """() => {
    const isBlock = (element) => !["A", "SPAN", "STRONG", "EM", "CODE"].includes(element.tagName)
        || getComputedStyle(element).display === "block";
    const blocks = new Map();
    const shown = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
    const walker = document.createTreeWalker(document.body, shown);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.nodeType === Node.ELEMENT_NODE && node.tagName !== "BR") continue;
        let around = node.parentElement;
        if (around.closest("script, style, svg, code, textarea")) continue;
        while (!isBlock(around)) around = around.parentElement;
        blocks.set(around, (blocks.get(around) ?? "") + (node.tagName === "BR" ? "\\n" : node.textContent));
    }
    const found = [...document.title.split(" – "), ...blocks.values()];
    for (const name of ["aria-label", "alt", "title", "placeholder"])
        for (const each of document.querySelectorAll(`[${name}]`)) found.push(each.getAttribute(name));
    return found.filter((text) => text && text.trim());
}"""


def in_page(page: Page, data: set[str]) -> list[str]:
    """Return the texts of a page in the language en-xa that are neither accented nor `data`."""
    return sorted({part for text in set(page.evaluate(_SCRIPT)) for part in bare(text, data)})


def data_of(folder: Path) -> set[str]:
    """Return what a portal's database holds of texts, each whole and by its lines, and the categories."""
    found: set[str] = set()
    with sqlite3.connect(f"file:{folder / 'portal.sqlite3'}?mode=ro", uri=True) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if _DATA.match(table):
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    found.update(text for value in row for text in _texts(value))
        for row in database.execute(_WRITTEN):
            found.update(text for value in row for text in _texts(value))
    lines = {each for text in found for each in (text, *text.splitlines())}
    # A choice is stored as its value, a bar, and what people read.
    choices = {each.partition("|")[2] for each in lines}
    found = {_plain(each.replace("*", "")) for each in lines | choices} - {""}
    return found | {wording.lower_first(each) for each in found} | _categories()


@cache
def _categories() -> set[str]:
    found = cpv.categories()
    return {each.description for each in found} | {f"{each.description} ({each.code})" for each in found}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        value = json.loads(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _plain(text: str) -> str:
    return " ".join(text.split())


def bare(text: str, data: set[str]) -> Iterator[str]:
    """Give the parts of a text in the language en-xa that are neither accented nor `data`."""
    before = ""
    # A message stands between brackets, with others and with data within it.
    while text != before:
        before, text = text, re.sub(r"\[[^\[\]]*\]", "\n", text)
    for part in map(_plain, text.split("\n")):
        parts = {part, part.strip(" ,.;:–()/"), part.strip(" ,.;:–()/0123456789")}
        if re.search("[A-Za-z]{2,}", _without_codes(part)) and not _is_known(parts, data):
            yield part


def _is_known(parts: set[str], data: set[str]) -> bool:
    """Whether it is data, or data between commas, such as a street and its postcode."""
    # Not the union of both: a set of 20,000 texts, made anew for each part of a page.
    return any(
        part in data or part in ALIKE or all(each in data or each in ALIKE for each in part.split(", "))
        for part in parts
    )


def _without_codes(text: str) -> str:
    """Return a text without references (which may have no digit), numbers, addresses and names of files."""
    return re.sub(r"\bHLT-[\w-]+|\S*[@\d/]\S*|\b[\w-]+\.\w{2,4}\b|www\.\S+", "", text)
