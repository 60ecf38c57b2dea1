"""A real redis for the tests that need one."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from portal import embedded
from portal.celery import app


@contextmanager
def running() -> Iterator[str]:
    """Run a redis-server while the block lasts; give its address."""
    port = embedded.free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            embedded.redis_command(folder=Path(folder), port=port), stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(10)


def set_broker(url: str) -> None:
    """Make the redis at `url` Celery's broker."""
    app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)


def _wait_for(port: int) -> None:
    client = redis.Redis(port=port)
    for _ in range(100):
        try:
            client.ping()
        except redis.ConnectionError:
            time.sleep(0.05)
        else:
            client.close()
            return
    raise TimeoutError("redis-server did not start within 5 s")
