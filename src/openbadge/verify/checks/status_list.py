"""The signed list that a status entry points to: parsed, its proofs checked. Kept, for a thousand badges share one.

Kept is only what depends on the bytes of the list and on the keys of its proofs: the keys are found anew for each
verification and must be the same ones, and whatever has a date is compared with the time asked about.
"""

from dataclasses import dataclass

from openbadge.canon import strict_json
from openbadge.canon.limits import Limits
from openbadge.canon.remembered import Remembered
from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.keys.resolve import ResolvedKey
from openbadge.model.json import JsonObject
from openbadge.proofs.result import ProofResult, key_problem
from openbadge.verify import token
from openbadge.verify.checks.proof import check_embedded_proofs
from openbadge.verify.keyring import Keyring
from openbadge.verify.setting import Setting

_TYPES = frozenset({"BitstringStatusListCredential", "StatusList2021Credential"})

# A parsed list takes about twice the memory of its bytes, which the memory holds too.
_WEIGHT_OF_A_BYTE = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """A list whose proofs all hold, dates left aside. Nobody may change `document`."""

    document: JsonObject
    limits: Limits
    keys: tuple[ResolvedKey, ...]
    results: tuple[ProofResult, ...]


_LISTS: Remembered[bytes, _Known] = Remembered(size=256, room=32_000_000)


def read_list(body: bytes, setting: Setting) -> tuple[JsonObject, tuple[ResolvedKey, ...]]:
    """Return the list and the keys whose signature of it holds: by proofs inside it, or of the token that it came as.

    The list may be shared with other verifications: it is for reading only.
    Raises MalformedError STATUS_TYPE when it is not an object, and what `strict_json.loads` and `token.read` raise.
    """
    known = _LISTS.get(body)
    if known is not None and _still_holds(known, setting):
        return known.document, known.keys
    if not body.lstrip().startswith(b"{"):
        given = token.read(body, setting, wanted=_TYPES)
        return given.document, () if given.proven is None else given.proven.keys
    document = strict_json.loads(body, limits=setting.list_limits)
    if not isinstance(document, dict):
        raise MalformedError("STATUS_TYPE", "The status list is not a JSON object.")
    proven = check_embedded_proofs(document, setting)
    if proven.results and all(result.proves for result in proven.results):
        known = _Known(document, setting.limits, proven.keys, proven.results)
        _LISTS.put(body, known, weight=_WEIGHT_OF_A_BYTE * len(body))
    return document, proven.keys


def _still_holds(known: _Known, setting: Setting) -> bool:
    """Whether the limits and the keys are still those of the first check, and no date speaks against the proofs."""
    ring = Keyring(setting.errands)
    try:
        return known.limits == setting.limits and all(
            result.key is not None
            and ring.resolve(result.verification_method) == result.key
            and key_problem(result.key, setting.at) is None
            and (result.expires_at is None or result.expires_at > setting.at)
            for result in known.results
        )
    except OpenBadgeError:
        return False
