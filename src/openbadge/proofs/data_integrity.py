"""Data Integrity proofs: proofs that stand inside a JSON-LD credential. Create them, verify them.

    sign            the document with one more proof
    verify_proofs   one ProofResult for each proof of a document, sets and chains included

and the pieces of `sign`, for a caller who signs thousands of documents of one shape and knows their
canonical form already (`openbadge.issue`):

    proof_config    the proof before it has a value: make it once for a batch
    options_hash    its digest: hash it once for a batch
    document_hash   the digest of the document without proof (of its canonical bytes: `suites.hashed`)
    sign_hashes     the proof value, from both digests
    finish          the proof as it stands in the document, from its configuration and its value

Source: W3C Verifiable Credential Data Integrity 1.0, sections 4.2 to 4.6.
"""

from collections.abc import Sequence
from datetime import datetime

from openbadge.canon import multibase
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.shapes import Shaped
from openbadge.errors import LimitError
from openbadge.keys import timestamps
from openbadge.keys.key import PrivateKey
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import suites
from openbadge.proofs.checker import Checker, Resolve
from openbadge.proofs.proof_set import previous_proofs, read_proofs, unsecured
from openbadge.proofs.result import ProofResult
from openbadge.proofs.suites import Digest

__all__ = [
    "Resolve",
    "document_hash",
    "finish",
    "options_hash",
    "proof_config",
    "read_proofs",
    "sign",
    "sign_hashes",
    "verify_proofs",
]


def sign(
    document: JsonObject,
    *,
    key: PrivateKey,
    verification_method: str,
    created_at: datetime,
    cryptosuite: str = "eddsa-rdfc-2022",
    purpose: str = "assertionMethod",
    proof_id: str | None = None,
    previous: Sequence[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> JsonObject:
    """Return a copy of `document` whose `proof` array has one more proof, by `key`, at its end.

    `created_at` is aware and written in whole seconds. `previous` names proofs (by id) that this one signs
    too (a chain). Raises UnsupportedError SUITE, NoKeyError KEY_SUITE when the key is not one of the suite,
    MalformedError DATA_LOSS… when the document says something that would stay unsigned.
    """
    suite = suites.for_writing(cryptosuite)
    suites.require_key(suite, key.public)
    digest = suites.digest_for(key.public.algorithm)
    config = proof_config(
        context=document.get("@context"),
        verification_method=verification_method,
        created_at=created_at,
        cryptosuite=cryptosuite,
        purpose=purpose,
        proof_id=proof_id,
        previous=previous,
    )
    proofs = read_proofs(document)
    content = unsecured(document, previous_proofs(config, proofs))
    value = sign_hashes(
        options_hash(config, digest=digest, limits=limits),
        document_hash(content, cryptosuite=cryptosuite, digest=digest, limits=limits),
        key=key,
    )
    secured = unsecured(document, ())
    secured["proof"] = [*proofs, finish(config, value)]
    return secured


def proof_config(
    *,
    context: JsonValue,
    verification_method: str,
    created_at: datetime,
    cryptosuite: str = "eddsa-rdfc-2022",
    purpose: str = "assertionMethod",
    proof_id: str | None = None,
    previous: Sequence[str] = (),
) -> JsonObject:
    """Return a proof without its value, with the document's `@context` in it, ready for `options_hash`.

    Source: eddsa-rdfc-2022 section 3.2.5 and eddsa-jcs-2022 section 3.3.5 Proof Configuration.
    """
    suite = suites.for_writing(cryptosuite)
    config: JsonObject = {} if context is None else {"@context": context}
    if proof_id is not None:
        config["id"] = proof_id
    config["type"] = suite.type
    config["cryptosuite"] = suite.name
    config["created"] = timestamps.write(created_at.replace(microsecond=0))
    config["verificationMethod"] = verification_method
    config["proofPurpose"] = purpose
    if previous:
        config["previousProof"] = previous[0] if len(previous) == 1 else list(previous)
    return config


def options_hash(config: JsonObject, *, digest: Digest = "sha256", limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the digest of a canonical proof configuration: 32 bytes, 48 with sha384. Raises as `sign`."""
    return suites.hashed(suites.canonical(suites.of(config), config, digest=digest, limits=limits), digest)


def document_hash(
    document: JsonObject,
    *,
    cryptosuite: str = "eddsa-rdfc-2022",
    digest: Digest = "sha256",
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Return the digest of a canonical document without proof: 32 bytes, 48 with sha384. Raises as `sign`."""
    suite = suites.for_writing(cryptosuite)
    return suites.hashed(suites.canonical(suite, document, digest=digest, limits=limits), digest)


def sign_hashes(options: bytes, document: bytes, *, key: PrivateKey) -> str:
    """Return the `proofValue` (`z…`) over both digests, the proof's first (sections 3.2.4 and 3.3.4)."""
    return multibase.encode_z(key.sign(options + document))


def finish(config: JsonObject, proof_value: str) -> JsonObject:
    """Return the proof to put into the document; with a JCS suite it keeps its `@context`."""
    keeps_context = suites.of(config).form == "jcs"
    proof = {name: value for name, value in config.items() if name != "@context" or keeps_context}
    proof["proofValue"] = proof_value
    return proof


def verify_proofs(
    document: JsonObject,
    *,
    resolve: Resolve,
    limits: Limits = DEFAULT_LIMITS,
    at: datetime | None = None,
    purpose: str = "assertionMethod",
    domain: str | None = None,
    challenge: str | None = None,
    shaped: Shaped | None = None,
) -> tuple[ProofResult, ...]:
    """Return what became of each proof of `document`, in their order; nothing stops at the first failure.

    `at` brings in the dates of proofs and keys; `domain` and `challenge`, when given, must be those of the
    proof. `shaped` is the document without its proofs, taken apart (`canon.shapes`), when the caller has done
    that already. An empty answer means that there is no proof: it proves nothing. Raises MalformedError PROOF when
    `proof` is not made of objects, LimitError PROOFS when there are more than `limits.proofs`.
    """
    proofs = read_proofs(document)
    if len(proofs) > limits.proofs:
        raise LimitError("PROOFS", f"{len(proofs)} proofs are more than {limits.proofs}.", count=len(proofs))
    check = Checker(document, proofs, resolve, limits, at, purpose, domain, challenge, shaped)
    return tuple(check.result(proof) for proof in proofs)
