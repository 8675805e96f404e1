"""What the reader demands before calling a badge verified. A value that the caller may change.

Pure. The pipeline only gathers checks and facts; the verdict is computed here and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.verify.report import Check, Facts, Outcome, Verdict

# OB 3.0 gives no tolerance; five minutes is the usual one of the field (maxClockSkew of the W3C reference
# libraries), and covers clocks that are a little wrong on either side.
DEFAULT_SKEW_SECONDS = 300.0

# A verification meets: the issuer's document, a key document, a status list with its own key, the same for
# each endorsement. Thirty-two leaves room for that and stops a credential made of links.
DEFAULT_MAX_FETCHES = 32

# One verification must end within two seconds whatever it is given, and half of that is for the one document
# that costs most; the hardest graph of the RDFC-1.0 suite that has an answer takes under 8,000 steps.
DEFAULT_VERIFY_LIMITS = replace(DEFAULT_LIMITS, rdfc_work=100_000)

# Checks that never decide alone: they are told by `Facts`, or they speak of something beside the badge.
ADVISORY = frozenset({"issuer", "endorsement", "refresh", "extras"})

# What a failed check of this name means; any other failed check means FAILED.
MEANINGS = {
    "STATUS_REVOKED": Verdict.REVOKED,
    "STATUS_SUSPENDED": Verdict.REVOKED,
    "DATES_EXPIRED": Verdict.EXPIRED,
    "DATES_NOT_YET": Verdict.NOT_YET_VALID,
}

# When several things are wrong the gravest is named; the checks still say all of them.
GRAVITY = (
    Verdict.FAILED,
    Verdict.REVOKED,
    Verdict.EXPIRED,
    Verdict.NOT_YET_VALID,
    Verdict.UNKNOWN,
    Verdict.INTACT,
    Verdict.VERIFIED,
)


_FINE = (Outcome.PASSED, Outcome.SKIPPED)


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """One line of the trust list: this issuer id may sign with these keys.

    `keys` holds verification methods, DIDs or Multikey strings. Empty is for an issuer whose identifier is
    its key (`did:key`, `did:jwk`); an issuer with an address of its own must list the key there.
    """

    id: str
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """The reader's demands.

    `trust_list`: issuers that the reader vouches for. `skew_seconds`: tolerance on dates. `require`: names of
    checks that must have passed (a check that was skipped then counts as unknown). `require_endorsements`:
    a bad endorsement spoils the badge, instead of being flagged beside it. `max_fetches`: documents that one
    verification may ask for. `limits`: what any single document may cost.
    """

    trust_list: tuple[TrustedIssuer, ...] = ()
    skew_seconds: float = DEFAULT_SKEW_SECONDS
    require: frozenset[str] = frozenset()
    require_endorsements: bool = False
    max_fetches: int = DEFAULT_MAX_FETCHES
    limits: Limits = DEFAULT_VERIFY_LIMITS

    def trusts(self, issuer_id: str, *names: str) -> bool:
        """Whether the trust list lets `issuer_id` sign with the key known under one of `names`."""
        for line in self.trust_list:
            if line.id != issuer_id:
                continue
            if line.keys & set(names):
                return True
            itself = issuer_id.startswith(("did:key:", "did:jwk:"))
            if itself and not line.keys and any(name.split("#", 1)[0] == issuer_id for name in names):
                return True
        return False

    def verdict(self, facts: Facts, checks: Sequence[Check]) -> Verdict:
        """Return the gravest thing that `facts` and `checks` say; VERIFIED when nothing stands against."""
        found = {self._weigh(check) for check in checks if check.outcome not in _FINE}
        if facts.intact is False:
            found.add(Verdict.FAILED)
        elif facts.intact is None:
            found.add(Verdict.UNKNOWN)
        if facts.issuer_confirmed is not True:
            found.add(Verdict.INTACT)
        passed = {check.name for check in checks if check.outcome is Outcome.PASSED} if self.require else ()
        if not self.require.issubset(passed):
            found.add(Verdict.UNKNOWN)
        return next(verdict for verdict in GRAVITY if verdict in found) if found else Verdict.VERIFIED

    def _weigh(self, check: Check) -> Verdict:
        """Return what a check that is not fine amounts to."""
        if check.name in ADVISORY and not (self.require_endorsements and check.name == "endorsement"):
            return Verdict.VERIFIED
        if check.outcome is Outcome.UNKNOWN:
            return Verdict.UNKNOWN
        return MEANINGS.get(check.code, Verdict.FAILED)


DEFAULT_POLICY = Policy()
