"""What one verification works with: the caller's ports and wishes, and the errands run on its behalf.

Nothing outside is met here: documents come through the caller's `Fetcher`, durations through its stopwatch.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin

from openbadge.canon.limits import Limits
from openbadge.errors import LimitError, OpenBadgeError, UnreachableError
from openbadge.keys.resolve import ResolvedKey
from openbadge.ports import Fetched, Fetcher
from openbadge.verify.policy import Policy
from openbadge.verify.report import Check, Outcome

# The most that a `Fetcher` reads by default.
_LIST_BYTES = 5_242_880

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3

# Steps of RDFC-1.0 that a credential with a few unnamed nodes takes (under 100), with room to spare.
_LEAST_WORK = 1_000

# Embedded credentials that one verification examines, however they are nested: those of a learner record and the
# endorsements of each. A hostile one costs 20 ms, and one verification must end within two seconds.
_MOST_EMBEDDED = 96

# An endorsement or inner credential is signed once or twice.
_PROOFS_INSIDE = 4


@dataclass(slots=True)
class Errands:
    """A `Fetcher` for one verification: each address is asked for once, and only so many of them.

    A credential is a document full of addresses written by a stranger; the count is shared by its
    endorsements and inner credentials, so that no nesting multiplies the fetches. `keys` are those that were found
    in the answers, by the names under which they were looked for.
    """

    fetcher: Fetcher
    most: int
    answers: dict[str, Fetched | OpenBadgeError] = field(default_factory=dict)
    keys: dict[str, ResolvedKey] = field(default_factory=dict)
    embedded: int = 0

    def admits_another(self) -> bool:
        """Return whether one more embedded credential may be examined, and count it."""
        self.embedded += 1
        return self.embedded <= _MOST_EMBEDDED

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
                known = self._follow(url, accept, max_bytes)
            except OpenBadgeError as error:
                known = error
            self.answers[url] = known
        if isinstance(known, OpenBadgeError):
            raise known
        return known

    def _follow(self, url: str, accept: str, max_bytes: int) -> Fetched:
        """Return the answer after at most three redirects, for fetchers that leave them to their caller."""
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self.fetcher.fetch(asked, accept=accept, max_bytes=max_bytes)
            place = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not place:
                return answer if answer.url == url else replace(answer, url=url)
            asked = urljoin(asked, place)
        raise UnreachableError("TOO_MANY_REDIRECTS", "The address leads from one to another.", url=url)


@dataclass(frozen=True, slots=True)
class Setting:
    """The caller's side of one verification, handed from step to step unchanged.

    `at` is aware. `depth` is 0 for the badge itself and grows for what is embedded in it.
    """

    errands: Errands
    policy: Policy
    at: datetime
    limits: Limits
    recipient: str | None = None
    stopwatch: Callable[[], float] | None = None
    depth: int = 0

    @property
    def list_limits(self) -> Limits:
        """The limits of a status list: its bits alone, compressed, may be longer than a badge may be."""
        return replace(self.limits, document_bytes=_LIST_BYTES)

    def inside(self, siblings: int) -> "Setting":
        """Return the setting for one of `siblings` embedded credentials: one level deeper, nobody to compare with.

        They share among them the work that one credential may cost, so that no nesting multiplies it.
        """
        shared = replace(
            self.limits,
            rdfc_work=max(_LEAST_WORK, self.limits.rdfc_work // max(1, siblings)),
            proofs=min(self.limits.proofs, _PROOFS_INSIDE),
        )
        return replace(self, depth=self.depth + 1, recipient=None, limits=shared)

    def timed(self, step: Callable[[], Iterable[Check]]) -> Iterable[Check]:
        """Return the checks of `step`, the first of them carrying how long the step took."""
        if self.stopwatch is None:
            return step()
        started = self.stopwatch()
        checks = tuple(step())
        took = self.stopwatch() - started
        return tuple(
            check._replace(duration_seconds=took if number == 0 else 0.0)
            for number, check in enumerate(checks)
        )


def from_error(name: str, error: OpenBadgeError, source: str) -> Check:
    """Return the check that an error of a lower room amounts to.

    A document that could not be had leaves the question open (UNKNOWN); anything else is a failure.
    """
    outcome = Outcome.UNKNOWN if isinstance(error, UnreachableError) else Outcome.FAILED
    details = {key: str(value) for key, value in error.facts.items() if value not in (None, "")}
    return Check(name, outcome, error.code, source, {**details, "reason": error.message})
