"""What one verification works with: the caller's ports and wishes, and the errands run on its behalf.

Nothing outside is met here: documents come through the caller's `Fetcher`, durations through its stopwatch.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from openbadge.errors import LimitError, OpenBadgeError, UnreachableError
from openbadge.ports import Fetched, Fetcher
from openbadge.verify.policy import Policy
from openbadge.verify.report import Check, Outcome


@dataclass(slots=True)
class Errands:
    """A `Fetcher` for one verification: each address is asked for once, and only so many of them.

    A credential is a document full of addresses written by a stranger; the count is shared by its
    endorsements and inner credentials, so that no nesting multiplies the fetches.
    """

    fetcher: Fetcher
    most: int
    answers: dict[str, Fetched | OpenBadgeError] = field(default_factory=dict)

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the answer of `url`, from memory the second time.

        Raises what the caller's fetcher raises, and LimitError (TOO_MANY_FETCHES) past the policy's count.
        """
        url = url.split("#", 1)[0]
        known = self.answers.get(url)
        if known is None:
            if len(self.answers) >= self.most:
                raise LimitError(
                    "TOO_MANY_FETCHES", f"More than {self.most} documents would be needed.", most=self.most
                )
            try:
                known = self.fetcher.fetch(url, accept=accept, max_bytes=max_bytes)
            except OpenBadgeError as error:
                known = error
            self.answers[url] = known
        if isinstance(known, OpenBadgeError):
            raise known
        return known


@dataclass(frozen=True, slots=True)
class Setting:
    """The caller's side of one verification, handed from step to step unchanged.

    `at` is aware. `depth` is 0 for the badge itself and grows for what is embedded in it.
    """

    errands: Errands
    policy: Policy
    at: datetime
    recipient: str | None = None
    stopwatch: Callable[[], float] | None = None
    depth: int = 0

    def inside(self) -> "Setting":
        """Return the setting for an embedded credential: one level deeper, nobody's address to compare."""
        return replace(self, depth=self.depth + 1, recipient=None)

    def timed(self, step: Callable[[], Iterable[Check]]) -> tuple[Check, ...]:
        """Return the checks of `step`, the first of them carrying how long the step took."""
        if self.stopwatch is None:
            return tuple(step())
        started = self.stopwatch()
        checks = tuple(step())
        took = self.stopwatch() - started
        return tuple(
            replace(check, duration_seconds=took if number == 0 else 0.0)
            for number, check in enumerate(checks)
        )


def from_error(name: str, error: OpenBadgeError, source: str) -> Check:
    """Return the check that an error of a lower room amounts to.

    A document that could not be had leaves the question open (UNKNOWN); anything else is a failure.
    """
    outcome = Outcome.UNKNOWN if isinstance(error, UnreachableError) else Outcome.FAILED
    details = {key: str(value) for key, value in error.facts.items() if value not in (None, "")}
    return Check(name, outcome, error.code, source, {**details, "reason": error.message})


def origin(url: str) -> str:
    """Return scheme, host and port of a web address in one canonical text, or "" when it has none.

    The default port is dropped and the host is lower-case (RFC 6454 section 4).
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" if port in (None, default) else f"{parts.scheme}://{host}:{port}"
