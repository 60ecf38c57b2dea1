"""How often something may happen: counted in redis, which all processes share.

While redis is away each process counts for itself, which is less strict and never open.
"""

from functools import lru_cache

from django.conf import settings
from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

_REDIS_SECONDS = 0.5


def hit(rate: RateLimitItem, *keys: str) -> bool:
    """Count once more for `keys`; return whether `rate` lets it pass."""
    try:
        return limiter(settings.REDIS_URL).hit(rate, *keys)
    except StorageError:
        return limiter("").hit(rate, *keys)


def may(rate: RateLimitItem, *keys: str) -> bool:
    """Return whether `rate` would let once more pass for `keys`, without counting it."""
    try:
        return limiter(settings.REDIS_URL).test(rate, *keys)
    except StorageError:
        return limiter("").test(rate, *keys)


def clear(rate: RateLimitItem, *keys: str) -> None:
    """Begin to count anew for `keys`."""
    limiter("").clear(rate, *keys)
    try:
        limiter(settings.REDIS_URL).clear(rate, *keys)
    except StorageError:
        return


@lru_cache(maxsize=4)
def limiter(redis_url: str) -> MovingWindowRateLimiter:
    """Return what counts in the redis at `redis_url`, or in this process where that is ""."""
    if not redis_url:
        return MovingWindowRateLimiter(MemoryStorage())
    storage = storage_from_string(
        redis_url,
        wrap_exceptions=True,
        socket_connect_timeout=_REDIS_SECONDS,
        socket_timeout=_REDIS_SECONDS,
    )
    return MovingWindowRateLimiter(storage)
