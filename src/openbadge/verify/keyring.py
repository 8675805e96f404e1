"""Finds the keys that proofs name, and remembers why one was not found. Fetches through `Errands` only.

A key that stands in its own name (`https://issuer.example#z6Mk…`, the shape of the OB 3.0 samples) is taken
from there when the issuer's document cannot be had or does not list it: the signature can then be checked, but
nothing ties the key to anybody, and `check_issuer` says so.
"""

from dataclasses import dataclass, field

from openbadge.errors import LimitError, NoKeyError, OpenBadgeError, UnreachableError, UnsupportedError
from openbadge.keys.key import PublicKey
from openbadge.keys.resolve import ResolvedKey, resolve
from openbadge.verify.setting import Errands

# An Ed25519 Multikey begins like this; P-256 and P-384 ones with zDn and z82.
_MULTIKEY_STARTS = ("z6Mk", "zDn", "z82")


@dataclass(slots=True)
class Keyring:
    """A `resolve` for `proofs`: `problems` holds the reason for each name whose key was not found."""

    errands: Errands
    problems: dict[str, OpenBadgeError] = field(default_factory=dict)

    def resolve(self, verification_method: str) -> ResolvedKey:
        """Return the key.

        Raises UnreachableError, UnsupportedError or NoKeyError, with the reason kept in `problems`.
        """
        known = self.errands.keys.get(verification_method)
        if known is not None:
            return known
        try:
            known = resolve(verification_method, fetcher=self.errands)
            self.errands.keys[verification_method] = known
            return known
        except (UnreachableError, LimitError) as error:
            problem: OpenBadgeError = UnreachableError(
                "KEY_UNREACHABLE", error.message, method=verification_method
            )
        except UnsupportedError as error:
            problem = UnsupportedError(error.code, error.message, method=verification_method)
        except OpenBadgeError as error:
            code = error.code if error.code.startswith("KEY_") else "KEY_DOCUMENT"
            problem = NoKeyError(code, error.message, method=verification_method)
        named = _key_in_name(verification_method)
        if named is not None and problem.code in ("KEY_UNREACHABLE", "KEY_NOT_FOUND", "KEY_DOCUMENT"):
            return ResolvedKey(named, None, verification_method, listed_for_purpose=True)
        self.problems[verification_method] = problem
        raise problem


def _key_in_name(verification_method: str) -> PublicKey | None:
    base, _, fragment = verification_method.partition("#")
    if base.startswith("did:") or not fragment.startswith(_MULTIKEY_STARTS):
        return None
    try:
        return PublicKey.from_multikey(fragment)
    except OpenBadgeError:
        return None
