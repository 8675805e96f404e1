"""Checks each proof of a document in turn. Only `proofs.data_integrity` calls this.

The steps, for each proof (W3C Data Integrity 1.0, section 4.4 Verify Proof):

1. it is a proof of a kind that is known, whole and dated
2. its verification method is resolved to a key
3. its signature is that of this content, in its suite's canonical form
4. nothing else speaks against it: purpose, domain, challenge, dates, the state of its key
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from openbadge.canon import multibase, strict_json
from openbadge.canon.limits import Limits
from openbadge.canon.shapes import Shaped
from openbadge.errors import LimitError, MalformedError, OpenBadgeError
from openbadge.keys import timestamps
from openbadge.keys.key import PublicKey
from openbadge.keys.resolve import ResolvedKey
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import proof_set, selective, suites
from openbadge.proofs.result import OK, ProofResult, key_problem, leaves_open
from openbadge.proofs.suites import Digest, Suite

Resolve: TypeAlias = Callable[[str], ResolvedKey]

_SIGNATURE_BYTES = {"Ed25519": 64, "P-256": 64, "P-384": 96}
_PROOF_VALUE_MAX_CHARACTERS = 140  # 96 bytes in base58btc take 132


class Checker:
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
        shaped: Shaped | None = None,
    ) -> None:
        self.document = document
        self.proofs = proofs
        self.resolve = resolve
        self.limits = limits
        self.at = at
        self.purpose = purpose
        self.shaped = shaped
        self.expected = {"domain": domain, "challenge": challenge}
        self._digests: dict[tuple[str, Digest, tuple[str, ...] | None], bytes] = {}
        self._made = 0
        self._spent = 0
        self._exhausted: LimitError | None = None

    def result(self, proof: JsonObject) -> ProofResult:
        """Return what became of one of the proofs. Never raises an error of the library."""
        suite_name = proof.get("cryptosuite", proof.get("type"))
        method = proof.get("verificationMethod")
        key: ResolvedKey | None = None
        intact: bool | None = None
        created_at = expires_at = None
        code, message = OK, "The signature is right."
        is_selective = is_open = False
        try:
            # 1. Is it a proof of a kind that is known, whole and dated?
            suite = suites.of(proof)
            is_selective = suite.selective
            created_at, expires_at = self._dates(proof, suite)
            # 2. Whose key is it?
            if not isinstance(method, str):
                raise MalformedError("PROOF", "A proof names its verification method.", path="$.proof")
            key = self.resolve(method)
            # 3. Is the signature that of this content?
            intact = self._is_intact(proof, suite, key.key)
            # 4. Does anything else speak against it?
            problem = self._problem(proof, intact, key, expires_at)
            code, message = problem or (code, message)
        except OpenBadgeError as error:
            intact, code, message = _could_not(error), error.code, error.message
            is_open = leaves_open(error)
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
            previous=proof_set.previous_ids(proof),
            selective=is_selective,
            is_open=is_open,
        )

    def _dates(self, proof: JsonObject, suite: Suite) -> tuple[datetime | None, datetime | None]:
        found: list[datetime | None] = []
        for member in ("created", "expires"):
            value = proof.get(member)
            if value is not None and not isinstance(value, str):
                raise MalformedError("DATE", f"{member} is not a date.", path=f"$.proof.{member}")
            found.append(None if value is None else timestamps.parse(value, path=f"$.proof.{member}"))
        if suite is suites.ED25519_2020 and found[0] is None:
            raise MalformedError("PROOF", "An Ed25519Signature2020 proof says when it was created.")
        return found[0], found[1]

    def _is_intact(self, proof: JsonObject, suite: Suite, key: PublicKey) -> bool:
        suites.require_key(suite, key)
        value = proof.get("proofValue")
        if not isinstance(value, str):
            raise MalformedError("PROOF_VALUE", "A proof has a value.", path="$.proof.proofValue")
        digest = suites.digest_for(key.algorithm)
        unsecured = proof_set.unsecured(self.document, proof_set.previous_proofs(proof, self.proofs))
        config = self._config(proof, suite)
        if suite.form == "jcs" and "@context" in config:
            unsecured["@context"] = config["@context"]
        if suite.selective:
            options = self._digest(suite, config, digest)
            self._spend(unsecured)
            return selective.verify(unsecured, value, proof_hash=options, key=key, limits=self.limits)
        signature = _signature(value, key)
        shared = proof_set.previous_ids(proof)
        if suite.form == "jcs":  # the proof's own context is put into the document
            shared = (*shared, strict_json.dumps(unsecured.get("@context")).decode())
        taken_apart = None if "proof" in unsecured else self.shaped
        document_digest = self._digest(suite, unsecured, digest, shared, taken_apart)
        return key.verify(signature, self._digest(suite, config, digest) + document_digest)

    def _config(self, proof: JsonObject, suite: Suite) -> JsonObject:
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

    def _digest(
        self,
        suite: Suite,
        document: JsonObject,
        digest: Digest,
        shared: tuple[str, ...] | None = None,
        shaped: Shaped | None = None,
    ) -> bytes:
        """Return the digest of the canonical document; remembered under `shared`, what it depends on."""
        place = (suite.form, digest, shared)
        known = self._digests.get(place) if shared is not None else None
        if known is not None:
            return known
        self._spend(document)
        try:
            text = suites.canonical(suite, document, digest=digest, limits=self.limits, shaped=shaped)
        except LimitError as error:
            self._exhausted = error
            raise
        found = suites.hashed(text, digest)
        if shared is not None:
            self._digests[place] = found
        return found

    def _spend(self, document: JsonObject) -> None:
        """Raise LimitError rather than let a set of proofs cost many times what one document may cost.

        Once a limit is reached, no further document of this set is looked at. The document and the options
        of the first proof are free; all that follow share one allowance of `limits.json_values`.
        """
        if self._exhausted is not None:
            raise self._exhausted
        self._made += 1
        if self._made <= 2:
            return
        self._spent += strict_json.check_depth(document, limits=self.limits)
        if self._spent > self.limits.json_values:
            self._exhausted = LimitError("TOO_COMPLEX", "Checking all these proofs would cost too much.")
            raise self._exhausted

    def _problem(
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
