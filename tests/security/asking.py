"""Asking the site: an answer as the table of access has it, all that it says, and what it wrote."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from ipaddress import ip_network
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.pdf_text import pages_of

_PLACES = iter(ip_network("10.0.0.0/8"))


def ask(client: Client, where: str, method: str, sent: dict[str, Any]) -> HttpResponseBase:
    """Get or post; the client stays as it was, whoever it was told to be."""
    cookies = SimpleCookie(client.cookies)
    # From another place each time: nobody is told that they ask too often.
    here = {"REMOTE_ADDR": str(next(_PLACES))}
    try:
        response = client.post(where, sent, **here) if method == "POST" else client.get(where, **here)
        if response.streaming:
            # Read to its end, a file is closed.
            response.whole = b"".join(response.streaming_content)
        return response
    finally:
        client.cookies = cookies


def text_of(response: Any) -> str:
    """Return all that an answer says, in small letters; what it packs is unpacked, its headers are in it."""
    body = response.whole if response.streaming else response.content
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    said = "\n".join(pages_of(body)) if body.startswith(b"%PDF") and b"/Font" in body else ""
    return f"{response.headers}\n{said}\n{body.decode(errors='replace')}".lower()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written meanwhile is written no more."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def tables_written() -> Iterator[set[str]]:
    """The tables that are written to, while it lasts."""
    written: set[str] = set()

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")):
            written.add(sql.split('"')[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written
