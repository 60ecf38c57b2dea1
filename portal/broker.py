"""kombu's redis transport, but for a worker that survives a redis which goes away while tasks run.

kombu 5.7 closes a lost connection by giving unacknowledged tasks back over it, and acknowledges tasks that
end later over the closed channel. Both fail with an AttributeError that nobody expects, and the worker ends.
As a connection's error they are what kombu and Celery know how to live with: the tasks come back after the
visibility time-out, and before that the sweep sends what they were to announce.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis
from redis.exceptions import ConnectionError as RedisConnectionError


class Channel(redis.Channel):
    """A channel that says when its connection is closed."""

    def _connparams(self, asynchronous: bool = False) -> Any:
        """Return how to connect, as kombu asks for each new connection of the channel."""
        if not getattr(self.connection, "client", None):
            raise RedisConnectionError("The channel's connection is closed.")
        return super()._connparams(asynchronous=asynchronous)  # type: ignore[misc]


class Transport(redis.Transport):
    """The transport that `redis://` names here."""

    Channel = Channel


def use() -> None:
    """Make this the transport of every `redis://` address."""
    TRANSPORT_ALIASES["redis"] = f"{__name__}:Transport"
