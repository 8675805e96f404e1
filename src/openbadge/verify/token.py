"""The verification of a credential that is a JSON Web Token: the token first, then what it holds.

1. The token's own rules (Open Badges 3.0 section 8.2, VC-JOSE-COSE): header, key, signature, claims.
   The key comes from the issuer's origin, or from the token itself, which proves nothing about the issuer.
2. Proofs embedded in the credential are checked as well.

The credential of these very bytes then goes through the steps of `ob3`; nothing around the token is looked at.
"""

from openbadge.proofs import vc_jwt
from openbadge.verify.checks.proof import Proven, check_embedded_proofs, weigh
from openbadge.verify.given import Given
from openbadge.verify.keyring import Keyring
from openbadge.verify.report import Check, Outcome
from openbadge.verify.setting import Setting

_CLAIMS_SOURCE = "OB 3.0, section 8.2.4; Securing VCs using JOSE and COSE, section 3.1.3"

# Told by the check `issuer` already.
_UNSPOKEN = frozenset({"KEY_EMBEDDED"})


def read(
    token: bytes | str, setting: Setting, *, wanted: frozenset[str], head: tuple[Check, ...] = ()
) -> Given:
    """Return the credential in `token`, with what its signature amounts to.

    Raises MalformedError, UnsupportedError or LimitError when the text is no token that holds a credential.
    """
    # 1. The token.
    ring = Keyring(setting.errands)
    result = vc_jwt.verify(token, resolve=ring.resolve, at=setting.at, limits=setting.limits)
    proven = weigh((result.proof,), ring)
    checks = [*proven.checks, *_claims(result)]
    # 2. Proofs inside the credential itself.
    if "proof" in result.document:
        proven = _both(proven, check_embedded_proofs(result.document, setting), checks)
    proven = proven._replace(checks=tuple(checks))
    return Given(result.document, wanted, format="ob3-jwt", head=head, proven=proven)


def _both(outer: Proven, embedded: Proven, checks: list[Check]) -> Proven:
    checks += embedded.checks
    answers = (outer.intact, embedded.intact)
    intact = False if False in answers else outer.intact
    return Proven(intact, outer.keys + embedded.keys, ())


def _claims(result: vc_jwt.JwtResult) -> list[Check]:
    """Return the check `claims`: what the token lacks or has too much, if it does not contradict itself."""
    said = [note for note in result.notes if note.code not in _UNSPOKEN]
    if not result.proof.proves:
        return []
    if not said:
        return [Check("claims", Outcome.PASSED, "CLAIMS_GOOD", _CLAIMS_SOURCE)]
    return [
        Check("claims", Outcome.SKIPPED, note.code, _CLAIMS_SOURCE, {"reason": note.message}) for note in said
    ]
