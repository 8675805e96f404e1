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

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from openbadge.canon import multibase
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import LimitError, MalformedError, NoKeyError, OpenBadgeError
from openbadge.keys import timestamps
from openbadge.keys.key import PrivateKey, PublicKey
from openbadge.keys.resolve import ResolvedKey
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import selective, suites
from openbadge.proofs.result import OK, ProofResult, key_problem
from openbadge.proofs.suites import Digest, Suite

Resolve: TypeAlias = Callable[[str], ResolvedKey]

_SIGNATURE_BYTES = {"Ed25519": 64, "P-256": 64, "P-384": 96}
_PROOF_VALUE_MAX_CHARACTERS = 140  # 96 bytes in base58btc take 132


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
    _require_key(suite, key.public)
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
    unsecured = _unsecured(document, _previous_proofs(config, proofs))
    value = sign_hashes(
        options_hash(config, digest=digest, limits=limits),
        document_hash(unsecured, cryptosuite=cryptosuite, digest=digest, limits=limits),
        key=key,
    )
    secured = _unsecured(document, ())
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


def read_proofs(document: JsonObject) -> tuple[JsonObject, ...]:
    """Return the proofs of a document, none when it has none. Raises MalformedError PROOF."""
    value = document.get("proof")
    items = value if isinstance(value, list) else [] if value is None else [value]
    proofs = tuple(item for item in items if isinstance(item, dict))
    if len(proofs) != len(items):
        raise MalformedError("PROOF", "Each proof is an object.", path="$.proof")
    return proofs


def verify_proofs(
    document: JsonObject,
    *,
    resolve: Resolve,
    limits: Limits = DEFAULT_LIMITS,
    at: datetime | None = None,
    purpose: str = "assertionMethod",
    domain: str | None = None,
    challenge: str | None = None,
) -> tuple[ProofResult, ...]:
    """Return what became of each proof of `document`, in their order; nothing stops at the first failure.

    `at` brings in the dates of proofs and keys; `domain` and `challenge`, when given, must be those of the
    proof. An empty answer means that there is no proof: it proves nothing. Raises MalformedError PROOF when
    `proof` is not made of objects, LimitError PROOFS when there are more than `limits.proofs`.
    """
    proofs = read_proofs(document)
    if len(proofs) > limits.proofs:
        raise LimitError("PROOFS", f"{len(proofs)} proofs are more than {limits.proofs}.", count=len(proofs))
    check = _Checker(document, proofs, resolve, limits, at, purpose, domain, challenge)
    return tuple(check.result(proof) for proof in proofs)


def _require_key(suite: Suite, key: PublicKey) -> None:
    if key.algorithm not in suite.algorithms:
        raise NoKeyError("KEY_SUITE", f"A key of the kind {key.algorithm} does not sign with {suite.name}.")


def _unsecured(document: JsonObject, previous: Sequence[JsonObject]) -> JsonObject:
    """Return the document without its proofs, save those that the proof in question signs too."""
    copy = {name: value for name, value in document.items() if name != "proof"}
    if previous:
        copy["proof"] = list(previous)
    return copy


def _previous_ids(proof: JsonObject) -> tuple[str, ...]:
    value = proof.get("previousProof")
    items = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(str(item) for item in items)


def _previous_proofs(proof: JsonObject, proofs: Sequence[JsonObject]) -> tuple[JsonObject, ...]:
    """Return the proofs that `proof` builds on. Raises MalformedError PREVIOUS_PROOF when one is missing.

    Source: Data Integrity 1.0 section 4.5 Verify Proof Sets and Chains, steps 4.1 to 4.3.
    """
    found: list[JsonObject] = []
    for name in _previous_ids(proof):
        matching = [other for other in proofs if other.get("id") == name and other is not proof]
        if len(matching) != 1:
            raise MalformedError("PREVIOUS_PROOF", "A proof builds on another one that is not here.", id=name)
        found += matching
    return tuple(found)


class _Checker:
    """Checks the proofs of one document; canonical forms are made once for all proofs that share them."""

    def __init__(
        self,
        document: JsonObject,
        proofs: Sequence[JsonObject],
        resolve: Resolve,
        limits: Limits,
        at: datetime | None,
        purpose: str,
        domain: str | None,
        challenge: str | None,
    ) -> None:
        self.document = document
        self.proofs = proofs
        self.resolve = resolve
        self.limits = limits
        self.at = at
        self.purpose = purpose
        self.expected = {"domain": domain, "challenge": challenge}
        self.digests: dict[tuple[Digest, tuple[str, ...]], bytes] = {}
        self.exhausted: LimitError | None = None

    def result(self, proof: JsonObject) -> ProofResult:
        suite_name = proof.get("cryptosuite", proof.get("type"))
        method = proof.get("verificationMethod")
        key: ResolvedKey | None = None
        intact: bool | None = None
        created_at = expires_at = None
        code, message = OK, "The signature is right."
        is_selective = False
        try:
            # 1. Is it a proof of a kind that is known, whole and dated?
            suite = suites.of(proof)
            is_selective = suite.selective
            created_at, expires_at = self.dates(proof, suite)
            # 2. Whose key is it?
            if not isinstance(method, str):
                raise MalformedError("PROOF", "A proof names its verification method.", path="$.proof")
            key = self.resolve(method)
            # 3. Is the signature that of this content?
            intact = self.is_intact(proof, suite, key.key)
            # 4. Does anything else speak against it?
            problem = self.problem(proof, intact, key, expires_at)
            code, message = problem or (code, message)
        except OpenBadgeError as error:
            intact, code, message = _could_not(error), error.code, error.message
        return ProofResult(
            suite=str(suite_name),
            verification_method=str(method or ""),
            intact=intact,
            code=code,
            message=message,
            key=key,
            purpose=str(proof.get("proofPurpose", "")),
            id=str(proof["id"]) if "id" in proof else None,
            created_at=created_at,
            expires_at=expires_at,
            previous=_previous_ids(proof),
            selective=is_selective,
        )

    def dates(self, proof: JsonObject, suite: Suite) -> tuple[datetime | None, datetime | None]:
        found: list[datetime | None] = []
        for member in ("created", "expires"):
            value = proof.get(member)
            if value is not None and not isinstance(value, str):
                raise MalformedError("DATE", f"{member} is not a date.", path=f"$.proof.{member}")
            found.append(None if value is None else timestamps.parse(value, path=f"$.proof.{member}"))
        if suite is suites.ED25519_2020 and found[0] is None:
            raise MalformedError("PROOF", "An Ed25519Signature2020 proof says when it was created.")
        return found[0], found[1]

    def is_intact(self, proof: JsonObject, suite: Suite, key: PublicKey) -> bool:
        _require_key(suite, key)
        value = proof.get("proofValue")
        if not isinstance(value, str):
            raise MalformedError("PROOF_VALUE", "A proof has a value.", path="$.proof.proofValue")
        digest = suites.digest_for(key.algorithm)
        unsecured = _unsecured(self.document, _previous_proofs(proof, self.proofs))
        config = self.config(proof, suite)
        if suite.form == "jcs" and "@context" in config:
            unsecured["@context"] = config["@context"]
        if suite.selective:
            options = self.digest(suite, config, digest)
            return selective.verify(unsecured, value, proof_hash=options, key=key, limits=self.limits)
        signature = _signature(value, key)
        shared = _previous_ids(proof) if suite.form == "rdfc" else None
        document_digest = self.digest(suite, unsecured, digest, shared)
        return key.verify(signature, self.digest(suite, config, digest) + document_digest)

    def config(self, proof: JsonObject, suite: Suite) -> JsonObject:
        """Return the proof without its value, in the context in which it was signed.

        RDFC suites read the proof in the document's context; a context of its own would be unsigned. JCS
        suites sign the proof's own context, with which the document's must begin (eddsa-jcs-2022 section
        3.3.2 step 5).
        """
        config = {name: value for name, value in proof.items() if name != "proofValue"}
        of_document = _contexts(self.document.get("@context"))
        of_proof = _contexts(proof.get("@context"))
        if suite.form == "jcs":
            if of_document[: len(of_proof)] != of_proof:
                raise MalformedError("PROOF_CONTEXT", "The document begins with other contexts.")
            return config
        if _says_nothing(list(proof.values())):
            raise MalformedError("PROOF", "A member of the proof says nothing: nothing signs it.")
        if "@context" in proof and of_proof != of_document:
            raise MalformedError("PROOF_CONTEXT", "The proof has a context of its own, which nothing signs.")
        if "@context" in self.document:
            config["@context"] = self.document["@context"]
        return config

    def digest(
        self, suite: Suite, document: JsonObject, digest: Digest, shared: tuple[str, ...] | None = None
    ) -> bytes:
        """Return the digest of the canonical document; remembered under `shared`, the proofs left in it.

        Once a limit is reached, no further document of this set is looked at: sixteen proofs must not cost
        sixteen times the limit.
        """
        if self.exhausted is not None:
            raise self.exhausted
        known = self.digests.get((digest, shared)) if shared is not None else None
        if known is not None:
            return known
        try:
            text = suites.canonical(suite, document, digest=digest, limits=self.limits)
        except LimitError as error:
            self.exhausted = error
            raise
        found = suites.hashed(text, digest)
        if shared is not None:
            self.digests[digest, shared] = found
        return found

    def problem(
        self, proof: JsonObject, intact: bool, key: ResolvedKey, expires_at: datetime | None
    ) -> tuple[str, str] | None:
        if not intact:
            return "SIGNATURE", "The content is not what was signed, or not by this key."
        if proof.get("proofPurpose") != self.purpose:
            return "PURPOSE", f"This proof was not made for {self.purpose}."
        for member, expected in self.expected.items():
            value = proof.get(member)
            if expected is not None and expected not in (value if isinstance(value, list) else [value]):
                return member.upper(), f"This proof was made for another {member}."
        if self.at is not None and expires_at is not None and expires_at <= self.at:
            return "PROOF_EXPIRED", "This proof has expired."
        return key_problem(key, self.at)


def _signature(value: str, key: PublicKey) -> bytes:
    if not value.startswith("z") or len(value) > _PROOF_VALUE_MAX_CHARACTERS:
        raise MalformedError("PROOF_VALUE", "A proof value is base58btc multibase (z…).")
    signature = multibase.decode(value)
    if len(signature) != _SIGNATURE_BYTES[key.algorithm]:
        raise MalformedError("PROOF_VALUE", f"{len(signature)} bytes are not a signature of this kind.")
    return signature


def _says_nothing(items: list[JsonValue]) -> bool:
    """Return whether a null or an empty list stands among the items: JSON-LD leaves no trace of it."""
    waiting = list(items)
    while waiting:
        value = waiting.pop()
        if value is None or value == []:
            return True
        if isinstance(value, list):
            waiting += value
    return False


def _contexts(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _could_not(error: OpenBadgeError) -> bool | None:
    """Return False when the content itself is at fault, None when it could not be checked."""
    return False if isinstance(error, MalformedError) else None
