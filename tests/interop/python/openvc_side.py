"""openvc-core: every cryptosuite, with selective disclosure and the JCS suites.

Runs in the virtual environment of requirements/openbadgeslib.txt; asked by `tests/interop/bridge.py`.
"""

from datetime import UTC, datetime
from typing import Any

from openvc.keys import Ed25519SigningKey, P256SigningKey, P384SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite
from wire import Json, judged, serve

SUITES = {
    "eddsa-rdfc-2022": DataIntegrityProofSuite,
    "eddsa-jcs-2022": EddsaJcsProofSuite,
    "ecdsa-rdfc-2019": EcdsaRdfcProofSuite,
    "ecdsa-jcs-2019": EcdsaJcsProofSuite,
    "ecdsa-sd-2023": EcdsaSdProofSuite,
}
KEYS = {"Ed25519": Ed25519SigningKey, "P-256": P256SigningKey, "P-384": P384SigningKey}


def _contexts(suite: str, contexts: Json) -> Json:
    return {} if "-jcs-" in suite else {"extra_contexts": contexts}


def sign(
    document: Json,
    suite: str,
    algorithm: str,
    pem: str,
    method: str,
    contexts: Json,
    mandatory: list[str] | None = None,
    selective: list[str] | None = None,
) -> Any:
    """Return the document with their proof; with `selective` pointers, what a holder shows of it."""
    key = KEYS[algorithm].from_pem(pem.encode(), method)
    made = SUITES[suite]()
    options = {"signing_key": key, "verification_method": method, "created": datetime(2026, 3, 1, tzinfo=UTC)}
    if suite != "ecdsa-sd-2023":
        return made.add_proof(document, **options, **_contexts(suite, contexts))
    base = made.add_base_proof(
        document, mandatory_pointers=mandatory or [], extra_contexts=contexts, **options
    )
    if selective is None:
        return base
    return made.derive_proof(base, selective_pointers=selective, extra_contexts=contexts)


def verify(document: Json, suite: str, jwk: Json, contexts: Json, now: str) -> Json:
    """Return whether the proof holds under the key `jwk` at the time `now`."""
    moment = datetime.fromisoformat(now)
    options = {"public_key_jwk": jwk, "now": moment, **_contexts(suite, contexts)}
    return judged(lambda: str(SUITES[suite]().verify(document, **options).issuer))


if __name__ == "__main__":
    serve({"sign": sign, "verify": verify})
