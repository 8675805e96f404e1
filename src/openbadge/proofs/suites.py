"""The cryptosuites of Data Integrity: which keys they take, which canonical form, which digest.

Sources: W3C Data Integrity EdDSA Cryptosuites 1.0, ECDSA Cryptosuites 1.0; Ed25519Signature2020 is the
suite before them, still met in wallets, and is only ever read.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

from openbadge.canon import jcs, shapes
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import NoKeyError, UnsupportedError
from openbadge.keys.key import Algorithm, PublicKey
from openbadge.model.json import JsonObject

Digest: TypeAlias = Literal["sha256", "sha384"]


@dataclass(frozen=True, slots=True)
class Suite:
    """One cryptosuite. `writable` says whether this library signs with it."""

    name: str
    form: Literal["rdfc", "jcs"]
    algorithms: frozenset[Algorithm]
    type: str = "DataIntegrityProof"
    writable: bool = True
    selective: bool = False


_ED25519: frozenset[Algorithm] = frozenset({"Ed25519"})
_ECDSA: frozenset[Algorithm] = frozenset({"P-256", "P-384"})
_P256: frozenset[Algorithm] = frozenset({"P-256"})

SUITES = {
    suite.name: suite
    for suite in (
        Suite("eddsa-rdfc-2022", "rdfc", _ED25519),
        Suite("eddsa-jcs-2022", "jcs", _ED25519),
        Suite("ecdsa-rdfc-2019", "rdfc", _ECDSA),
        Suite("ecdsa-jcs-2019", "jcs", _ECDSA),
        Suite("ecdsa-sd-2023", "rdfc", _P256, writable=False, selective=True),
        # The name under which eddsa-rdfc-2022 was written before it was final; the bytes are the same.
        Suite("eddsa-2022", "rdfc", _ED25519, writable=False),
    )
}
ED25519_2020 = Suite("Ed25519Signature2020", "rdfc", _ED25519, "Ed25519Signature2020", writable=False)


def of(proof: JsonObject) -> Suite:
    """Return the suite of a proof. Raises UnsupportedError SUITE for any that is not known."""
    kind, name = proof.get("type"), proof.get("cryptosuite")
    if kind == "DataIntegrityProof" and isinstance(name, str) and name in SUITES:
        return SUITES[name]
    if kind == ED25519_2020.type and name is None:
        return ED25519_2020
    raise UnsupportedError("SUITE", f"Proofs of the kind {str(name or kind)[:60]!r} cannot be checked here.")


def for_writing(name: str) -> Suite:
    """Return the suite `name` if this library signs with it. Raises UnsupportedError SUITE otherwise."""
    suite = SUITES.get(name)
    if suite is None or not suite.writable:
        raise UnsupportedError("SUITE", f"No proof is made here with the cryptosuite {name[:60]!r}.")
    return suite


def require_key(suite: Suite, key: PublicKey) -> None:
    """Return when `key` is one that `suite` takes. Raises NoKeyError KEY_SUITE otherwise."""
    if key.algorithm not in suite.algorithms:
        raise NoKeyError("KEY_SUITE", f"A key of the kind {key.algorithm} does not sign with {suite.name}.")


def digest_for(algorithm: Algorithm) -> Digest:
    """Return the digest that goes with a key: SHA-384 for P-384, SHA-256 for all others."""
    return "sha384" if algorithm == "P-384" else "sha256"


def canonical(
    suite: Suite,
    document: JsonObject,
    *,
    digest: Digest = "sha256",
    limits: Limits = DEFAULT_LIMITS,
    shaped: shapes.Shaped | None = None,
) -> bytes:
    """Return the canonical bytes of `document` under `suite`. Raises as `canon.shapes` and `canon.jcs` do."""
    if suite.form == "jcs":
        return jcs.canonicalize(document)
    return shapes.canonical_bytes(document, algorithm=digest, limits=limits, shaped=shaped)


def hashed(data: bytes, digest: Digest) -> bytes:
    """Return the digest of `data`."""
    return hashlib.sha256(data).digest() if digest == "sha256" else hashlib.sha384(data).digest()
