"""Whether to believe a badge: every check, the two facts, the verdict. Documents come through a `Fetcher`.

    pipeline    `verify`: bytes in, a `Report` out
    reading     from the bytes of a file to its one credential
    ob3 …       one module for each procedure, its numbered steps first
    checks/     one file for each thing that is looked at
    keyring     the keys that proofs name
    setting     what one verification works with; every document is fetched once, and only so many
    policy      the reader's demands: the verdict is computed there and nowhere else
    report      the answer, as values; `messages` says each of them in French and English

The room and the function that everybody calls share the one good name: `openbadge.verify(data, …)` calls
`openbadge.verify.verify(data, …)`. Nothing in this room meets network, disk or clock.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from types import ModuleType

from openbadge.ports import Fetcher
from openbadge.verify.pipeline import unreadable, verify
from openbadge.verify.policy import DEFAULT_POLICY, Policy, TrustedIssuer
from openbadge.verify.report import Check, Facts, Outcome, Report, Verdict

__all__ = [
    "DEFAULT_POLICY",
    "Check",
    "Facts",
    "Outcome",
    "Policy",
    "Report",
    "TrustedIssuer",
    "Verdict",
    "unreadable",
    "verify",
]


class _Room(ModuleType):
    """This package as a module that can be called."""

    def __call__(
        self,
        data: bytes,
        *,
        fetcher: Fetcher,
        policy: Policy = DEFAULT_POLICY,
        at: datetime,
        recipient: str | None = None,
        stopwatch: Callable[[], float] | None = None,
    ) -> Report:
        """Return what is known about the badge in `data`: see `pipeline.verify`."""
        return verify(data, fetcher=fetcher, policy=policy, at=at, recipient=recipient, stopwatch=stopwatch)


sys.modules[__name__].__class__ = _Room
