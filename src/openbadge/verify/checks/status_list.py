"""The signed list that a status entry points to: parsed, its proofs checked. Kept, for a thousand badges share one.

Kept is only what depends on the bytes of the list and on the keys of its proofs: the keys are found anew for each
verification and must be the same ones, and whatever has a date is compared with the time asked about.
"""

from dataclasses import dataclass
from datetime import datetime

from openbadge.canon import strict_json
from openbadge.canon.limits import Limits
from openbadge.canon.remembered import Remembered
from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.model.json import JsonObject
from openbadge.proofs.result import ProofResult, key_problem
from openbadge.verify import token
from openbadge.verify.checks.proof import Proven, check_embedded_proofs, weigh
from openbadge.verify.keyring import Keyring
from openbadge.verify.setting import Setting

_TYPES = frozenset({"BitstringStatusListCredential", "StatusList2021Credential"})

# A parsed list takes about twice the memory of its bytes, which the memory holds too.
_WEIGHT_OF_A_BYTE = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """A list whose proofs all hold, dates left aside. Nobody may change `document`."""

    document: JsonObject
    results: tuple[ProofResult, ...]


_LISTS: Remembered[tuple[bytes, Limits], _Known] = Remembered(size=256, room=32_000_000)


def read_list(body: bytes, setting: Setting) -> tuple[JsonObject, Proven]:
    """Return the list and what its signature amounts to: proofs inside it, or the token that it came as.

    The list may be shared with other verifications: it is for reading only.
    Raises MalformedError STATUS_TYPE when it is not an object, and what `strict_json.loads` and `token.read` raise.
    """
    known = _LISTS.get((body, setting.limits))
    if known is not None:
        ring = Keyring(setting.errands)
        if _still_holds(known.results, ring, setting.at):
            return known.document, weigh(known.results, ring)
    if not body.lstrip().startswith(b"{"):
        given = token.read(body, setting, wanted=_TYPES)
        return given.document, given.proven or Proven(None, (), ())
    document = strict_json.loads(body, limits=setting.list_limits)
    if not isinstance(document, dict):
        raise MalformedError("STATUS_TYPE", "The status list is not a JSON object.")
    proven = check_embedded_proofs(document, setting)
    if proven.results and all(result.proves for result in proven.results):
        known = _Known(document, proven.results)
        _LISTS.put((body, setting.limits), known, weight=_WEIGHT_OF_A_BYTE * len(body))
    return document, proven


def _still_holds(results: tuple[ProofResult, ...], ring: Keyring, at: datetime) -> bool:
    """Whether the keys are still the ones that the proofs were checked with, and no date speaks against them."""
    try:
        return all(
            result.key is not None
            and ring.resolve(result.verification_method) == result.key
            and key_problem(result.key, at) is None
            and (result.expires_at is None or result.expires_at > at)
            for result in results
        )
    except OpenBadgeError:
        return False
