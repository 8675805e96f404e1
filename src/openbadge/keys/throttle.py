"""A Fetcher for documents with keys that asks an origin at most once a minute for what it does not have.

A token's `kid` is written by a stranger: a thousand tokens with a thousand random names must not become a
thousand requests to somebody's server. Keep one `KeyFetcher` per process and hand it to `resolve`.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from openbadge.errors import UnreachableError
from openbadge.keys.resolve import origin
from openbadge.ports import Clock, Fetched, Fetcher

_Origin = tuple[str, str, int | None]


class KeyFetcher:
    """Remembers answers for `seconds`; after a miss, an origin is left alone for as long.

    A miss is an answer other than 200, or none. While an origin rests, what is remembered is still given
    and everything else of that origin raises UnreachableError KEY_THROTTLED with `retry_after_seconds`.
    Both memories hold `capacity` entries, the oldest leave first.
    """

    def __init__(self, fetcher: Fetcher, *, clock: Clock, seconds: int = 60, capacity: int = 512) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._pause = timedelta(seconds=seconds)
        self._capacity = capacity
        self._answers: OrderedDict[str, tuple[datetime, Fetched]] = OrderedDict()
        self._resting: OrderedDict[_Origin, datetime] = OrderedDict()

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the answer of `url`, perhaps a remembered one. Raises KEY_THROTTLED too."""
        now = self._clock.now()
        address = url.partition("#")[0]
        known = self._answers.get(address)
        if known is not None and now - known[0] < self._pause:
            return known[1]
        place = origin(address)
        rested_at = self._resting.get(place)
        if rested_at is not None and now - rested_at < self._pause:
            wait = (self._pause - (now - rested_at)).total_seconds()
            raise UnreachableError(
                "KEY_THROTTLED",
                "This site was asked for keys less than a minute ago.",
                retry_after_seconds=wait,
            )
        try:
            answer = self._fetcher.fetch(address, accept=accept, max_bytes=max_bytes)
        except UnreachableError:
            self._rest(place, now)
            raise
        if answer.status != 200:
            self._rest(place, now)
        else:
            self._answers[address] = (now, answer)
            self._answers.move_to_end(address)
            if len(self._answers) > self._capacity:
                self._answers.popitem(last=False)
        return answer

    def _rest(self, place: _Origin, now: datetime) -> None:
        self._resting[place] = now
        self._resting.move_to_end(place)
        if len(self._resting) > self._capacity:
            self._resting.popitem(last=False)
