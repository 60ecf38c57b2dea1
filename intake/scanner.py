"""The virus scanner: clamd, asked over its socket whether anything is wrong with a stream of bytes.

A client of our own: PyPI's `clamd` has had no release for years and gives no time-out to a whole
conversation, and two commands are all that is needed. No answer is ever taken for “clean” but the one that
says so.
"""

import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from django.conf import settings

_CONNECT_SECONDS = 3.0
_PATIENCE_SECONDS = 60.0
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_NAME_LENGTH = 100
_TOO_LARGE = "size limit exceeded"
#: What clamd calls a find though it only means that it could not look inside, where it is set to say so.
_NOT_LOOKED_INTO = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class Unavailable(Exception):
    """The scanner gave no verdict: it is down, too slow, or says what we do not understand."""


class Verdict(StrEnum):
    """What the scanner found."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_LOOKED_INTO = "not_looked_into"


@dataclass(frozen=True)
class Answer:
    """A verdict, and the name of what was found or the reason why nothing could be."""

    verdict: Verdict
    said: str = ""


def is_configured() -> bool:
    """Return whether there is a scanner at all."""
    return bool(settings.CLAMAV_URL)


def scan(chunks: Iterable[bytes], *, patience: float = _PATIENCE_SECONDS) -> Answer:
    """Return the scanner's verdict on a file, given in pieces; it takes `patience` seconds at most.

    Raises:
        Unavailable: it gave none.
    """
    with _Conversation(patience) as clamd:
        clamd.send(b"zINSTREAM\0")
        for chunk in chunks:
            for start in range(0, len(chunk), _CHUNK):
                part = chunk[start : start + _CHUNK]
                if not clamd.send(struct.pack("!L", len(part)) + part):
                    return _verdict(clamd.answer())
        clamd.send(struct.pack("!L", 0))
        return _verdict(clamd.answer())


def answers(*, patience: float = _CONNECT_SECONDS) -> bool:
    """Return whether the scanner is there."""
    try:
        with _Conversation(patience) as clamd:
            clamd.send(b"zPING\0")
            return clamd.answer() == "PONG"
    except Unavailable:
        return False


def address(url: str) -> tuple[str, int] | str:
    """Return the host and port, or the path, of the scanner at `url`.

    Raises:
        ValueError: it is neither tcp://host:port nor unix:///path.
    """
    parts = urlsplit(url)
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return unquote(parts.path)
    if parts.scheme == "tcp" and parts.hostname and parts.port and parts.path in ("", "/"):
        return parts.hostname, parts.port
    raise ValueError("CLAMAV_URL must be tcp://host:port or unix:///path")


class _Conversation:
    """One connection, one command, one answer, all within one time."""

    def __init__(self, patience: float) -> None:
        self._ends_at = time.monotonic() + patience

    def __enter__(self) -> "_Conversation":
        try:
            self._socket = _connected(address(settings.CLAMAV_URL), min(_CONNECT_SECONDS, self._left()))
        except OSError as error:
            raise Unavailable(f"no connection ({type(error).__name__})") from error
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()

    def send(self, content: bytes) -> bool:
        """Send it; return False where the scanner no longer listens, because it has answered already."""
        try:
            self._socket.settimeout(self._left())
            self._socket.sendall(content)
        except TimeoutError as error:
            raise Unavailable("it does not take the file in time") from error
        except OSError:
            return False
        return True

    def answer(self) -> str:
        """Return what it answers, up to the NUL with which every answer ends."""
        received = b""
        while not received.endswith(b"\0"):
            try:
                self._socket.settimeout(self._left())
                more = self._socket.recv(_LONGEST_ANSWER)
            except TimeoutError as error:
                raise Unavailable("no answer in time") from error
            except OSError as error:
                raise Unavailable(f"connection lost ({type(error).__name__})") from error
            received += more
            if not more or len(received) > _LONGEST_ANSWER:
                raise Unavailable("an answer without an end")
        return received[:-1].decode("ascii", "replace").strip()

    def _left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise Unavailable("no answer in time")
        return left


def _connected(where: tuple[str, int] | str, patience: float) -> socket.socket:
    if not isinstance(where, str):
        return socket.create_connection(where, patience)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(patience)
    try:
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection


def _verdict(answer: str) -> Answer:
    said = answer.removeprefix("stream: ")
    if said == "OK" and answer != said:
        return Answer(Verdict.CLEAN)
    if said.endswith(" FOUND"):
        name = "".join(letter for letter in said.removesuffix(" FOUND") if letter.isprintable())
        looked_into = not name.startswith(_NOT_LOOKED_INTO)
        return Answer(Verdict.INFECTED if looked_into else Verdict.NOT_LOOKED_INTO, name[:_NAME_LENGTH])
    if _TOO_LARGE in said and said.endswith("ERROR"):
        return Answer(Verdict.NOT_LOOKED_INTO, "too large for the scanner")
    raise Unavailable("an answer that is no verdict")
