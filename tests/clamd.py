"""Virus scanners for the tests: a real clamd that knows one virus, and a socket that answers as told."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.security.files import EICAR

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
#: What the real one takes at most; other limits are its own.
_LIMIT = "2M"
_CONFIGURATION = """\
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength {limit}
AlertEncrypted yes
AlertExceedsMax yes
"""


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, str]]:
    """Run a real clamd; yields its two addresses, of a socket file and of a port."""
    assert CLAMD
    (folder / "signatures").mkdir()
    (folder / "signatures" / "test.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
    port = _free_port()
    (folder / "clamd.conf").write_text(_CONFIGURATION.format(folder=folder, port=port, limit=_LIMIT))
    with (folder / "log").open("wb") as log:
        clamd = subprocess.Popen([CLAMD, "-c", str(folder / "clamd.conf")], stdout=log, stderr=log)
    try:
        _wait_for(folder / "clamd.ctl", clamd, folder / "log")
        yield f"unix://{folder}/clamd.ctl", f"tcp://127.0.0.1:{port}"
    finally:
        clamd.terminate()
        clamd.wait(20)


@contextmanager
def answering(
    answer: Callable[[socket.socket], None] | bytes, *, reads: bool = True
) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner that reads a file and says `answer`; yields its address and what it was sent.

    Args:
        answer: what it says, or does, before it closes the connection.
        reads: whether it takes what it is sent, or answers at once.
    """
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, answer, reads, received), daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}", received
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _serve(
    server: socket.socket,
    answer: Callable[[socket.socket], None] | bytes,
    reads: bool,
    received: list[bytes],
) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        # Who asks may have gone away before the answer.
        with connection, suppress(OSError):
            if reads:
                received.append(_read(connection))
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


def _read(connection: socket.socket) -> bytes:
    """Read a command, and the file of zINSTREAM; returns the file."""
    stream = connection.makefile("rb")
    command = b""
    while not command.endswith(b"\0"):
        command += stream.read(1)
    if command != b"zINSTREAM\0":
        return command
    content = b""
    while length := struct.unpack("!L", stream.read(4))[0]:
        content += stream.read(length)
    return content


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(path: Path, clamd: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if path.exists():
            return
        assert clamd.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())
