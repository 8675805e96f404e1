"""Is the content what was signed, and is the key that signed it sound and in force?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from openbadge.canon.shapes import Shaped
from openbadge.errors import OpenBadgeError
from openbadge.keys.resolve import ResolvedKey
from openbadge.model.json import JsonObject
from openbadge.proofs import data_integrity
from openbadge.proofs.result import ProofResult
from openbadge.verify.keyring import Keyring
from openbadge.verify.report import Check, Outcome
from openbadge.verify.setting import Setting, from_error

PROOF_SOURCE = "OB 3.0, OpenBadgeCredential Verification, step 2; Data Integrity 1.0, sections 4.4 and 4.5"
KEY_SOURCE = "Controlled Identifiers 1.0, sections 2.2 and 3.3"


class Proven(NamedTuple):
    """What the proofs of one document amount to; `keys` are those of proofs that nothing speaks against.

    `results` says of each proof what became of it.
    """

    intact: bool | None
    keys: tuple[ResolvedKey, ...]
    checks: tuple[Check, ...]
    results: tuple[ProofResult, ...] = ()


def check_embedded_proofs(document: JsonObject, setting: Setting, *, shaped: Shaped | None = None) -> Proven:
    """Return what the Data Integrity proofs of `document` amount to: a check `proof` and `key` for each.

    1. No proof at all, or more than the limit: it proves nothing.
    2. Each proof of a set or chain is verified and reported; one that fails spoils the set, one that cannot
       be checked does not, if another holds (OB 3.0 asks for one; an added proof must not be believed).

    `shaped` is the document without its proofs, taken apart, when the caller has done that already.
    """
    ring = Keyring(setting.errands)
    try:
        results = data_integrity.verify_proofs(
            document, resolve=ring.resolve, limits=setting.limits, at=setting.at, shaped=shaped
        )
    except OpenBadgeError as error:
        return Proven(None, (), (from_error("proof", error, PROOF_SOURCE),))
    if not results:
        return Proven(False, (), (Check("proof", Outcome.FAILED, "PROOF_MISSING", PROOF_SOURCE),))
    return weigh(results, ring)


def weigh(results: Sequence[ProofResult], ring: Keyring) -> Proven:
    """Return what the results of all the proofs of one document amount to together."""
    holds = any(result.proves for result in results)
    checks: list[Check] = []
    for result in results:
        checks += _of_one(result, ring.problems.get(result.verification_method), holds)
    intact: bool | None = None
    if any(result.intact is False for result in results):
        intact = False
    elif any(result.intact for result in results):
        intact = True
    keys = tuple(result.key for result in results if result.proves and result.key is not None)
    return Proven(intact, keys, tuple(checks), tuple(results))


def _of_one(result: ProofResult, problem: OpenBadgeError | None, another_holds: bool) -> Iterator[Check]:
    """Yield the check `proof`, and the check `key` as far as the key was looked at."""
    details: dict[str, str | datetime] = {
        "suite": result.suite,
        "key": result.verification_method,
        "reason": result.message,
    }
    unchecked = Outcome.SKIPPED if another_holds else Outcome.UNKNOWN
    if result.expires_at is not None:
        details["until"] = result.expires_at
    about_key = result.code.startswith("KEY_")
    if result.intact is None and (problem is not None or about_key):
        yield Check("proof", unchecked, "PROOF_WITHOUT_KEY", PROOF_SOURCE, details)
        code = result.code if problem is None else problem.code
        outcome = unchecked if result.is_open else Outcome.FAILED
        yield Check("key", outcome, code, KEY_SOURCE, details)
        return
    if result.intact is None:
        outcome = unchecked if result.is_open else Outcome.FAILED
        yield Check("proof", outcome, result.code, PROOF_SOURCE, details)
    elif result.proves or (result.intact and about_key):
        yield Check("proof", Outcome.PASSED, "PROOF_GOOD", PROOF_SOURCE, details)
    else:
        yield Check("proof", Outcome.FAILED, result.code, PROOF_SOURCE, details)
    if result.key is not None:
        since = result.key.revoked_at if result.code == "KEY_REVOKED" else result.key.expires_at
        if since is not None:
            details["since"] = since
        code = result.code if about_key else "KEY_GOOD"
        yield Check("key", Outcome.FAILED if about_key else Outcome.PASSED, code, KEY_SOURCE, details)
