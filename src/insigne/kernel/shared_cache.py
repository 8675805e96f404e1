"""A cache that several processes share, in Redis, and that does without while Redis is away.

Room: kernel. Touches Redis. Only counts and shortcuts are kept there, never a truth: when it does not answer, each
process counts for itself in its own memory, so that limits still hold and no page fails.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

AWAY_SECONDS = 5.0
"""How long Redis is not asked again after it did not answer."""

_METHODS = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
)  # fmt: skip

log = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """Django's Redis cache, with this process's memory in its place while it does not answer."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("shared-cache-away", {})
        self._ask_again_at = 0.0


def _patient(name: str) -> Callable[..., Any]:
    shared, own = getattr(RedisCache, name), getattr(LocMemCache, name)

    def method(self: SharedCache, *arguments: Any, **more: Any) -> Any:
        if time.monotonic() >= self._ask_again_at:
            try:
                return shared(self, *arguments, **more)
            except RedisError as error:
                self._ask_again_at = time.monotonic() + AWAY_SECONDS
                log.warning(
                    "Redis does not answer (%s); this process counts for itself", type(error).__name__
                )
        return own(self._own, *arguments, **more)

    method.__name__ = name
    return method


for _name in _METHODS:
    setattr(SharedCache, _name, _patient(_name))
