"""ecdsa-sd-2023 derived proofs: the holder shows a part of what the issuer signed. Verify only.

The part shown is authentic; what was left out cannot be known. An issuer who does not make dates and status
mandatory lets the holder hide them, so `ProofResult.selective` says that this is a part.
Source: W3C Data Integrity ECDSA Cryptosuites 1.0, section 3.6.7 Verify Derived Proof.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from openbadge.canon import jsonld, multibase, rdfc
from openbadge.canon.limits import Limits
from openbadge.canon.nquads import Quad
from openbadge.errors import LimitError, MalformedError, NoKeyError
from openbadge.keys.key import PublicKey
from openbadge.model.json import JsonObject
from openbadge.proofs import cbor

_BASE_HEADER = b"\xd9\x5d\x00"
_DERIVED_HEADER = b"\xd9\x5d\x01"
_P256_PREFIX = b"\x80\x24"
_SIGNATURE_BYTES = 64
_MAX_SIGNATURES = 500  # one per statement shown; each costs a P-256 verification of 0.1 ms
_MAX_CHARACTERS = 262_144


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The parts of a derived proof value; `labels` maps canonical blank nodes to the issuer's names."""

    base_signature: bytes
    public_key: bytes
    signatures: tuple[bytes, ...]
    labels: dict[str, str]
    mandatory_indexes: frozenset[int]


def read(proof_value: str) -> Disclosure:
    """Return the parts of a derived proof value (`u…`).

    Raises MalformedError BASE_PROOF for the issuer's own proof, which must not be shown, PROOF_VALUE or CBOR
    for anything else; LimitError when it is too large. Source: section 3.5.6 parseDerivedProofValue.
    """
    if len(proof_value) > _MAX_CHARACTERS:
        raise LimitError("PROOF_VALUE_TOO_LONG", f"A proof value has at most {_MAX_CHARACTERS} characters.")
    if not proof_value.startswith("u"):
        raise MalformedError("PROOF_VALUE", "A selective disclosure proof is multibase base64url (u…).")
    data = multibase.decode(proof_value)
    if data.startswith(_BASE_HEADER):
        raise MalformedError("BASE_PROOF", "This is the issuer's base proof, which only its holder may keep.")
    if not data.startswith(_DERIVED_HEADER):
        raise MalformedError("PROOF_VALUE", "This is not a derived proof.")
    match cbor.loads(data[len(_DERIVED_HEADER) :]):
        case [bytes(base), bytes(public), list(signatures), dict(labels), list(indexes)]:
            return Disclosure(
                base_signature=base,
                public_key=public,
                signatures=_signatures(signatures),
                labels=_labels(labels),
                mandatory_indexes=_indexes(indexes),
            )
    raise MalformedError("PROOF_VALUE", "A derived proof has five parts of given kinds.")


def verify(
    document: JsonObject, proof_value: str, *, proof_hash: bytes, key: PublicKey, limits: Limits
) -> bool:
    """Return whether every statement of `document` (without its proof) was signed by `key`'s owner.

    Raises MalformedError and LimitError for what cannot be read, NoKeyError for a weak key inside.
    """
    disclosure = read(proof_value)
    if not disclosure.public_key.startswith(_P256_PREFIX):
        raise NoKeyError("KEY_KIND", "The key inside a derived proof is a P-256 key.")
    inner = PublicKey.from_raw("P-256", disclosure.public_key[len(_P256_PREFIX) :])
    lines = statements(document, disclosure.labels, limits=limits)
    if any(index >= len(lines) for index in disclosure.mandatory_indexes):
        return False
    mandatory = [line for index, line in enumerate(lines) if index in disclosure.mandatory_indexes]
    others = [line for index, line in enumerate(lines) if index not in disclosure.mandatory_indexes]
    if len(others) != len(disclosure.signatures):
        return False
    mandatory_hash = hashlib.sha256("".join(mandatory).encode()).digest()
    if not key.verify(disclosure.base_signature, proof_hash + disclosure.public_key + mandatory_hash):
        return False
    pairs = zip(disclosure.signatures, others, strict=True)
    return all(inner.verify(signature, line.encode()) for signature, line in pairs)


def statements(document: JsonObject, labels: dict[str, str], *, limits: Limits) -> list[str]:
    """Return the N-Quads lines of `document`, its blank nodes named by `labels`, sorted.

    Raises MalformedError PROOF_VALUE when a blank node has no label. Source: section 3.4.4 and 3.4.5.
    """
    quads = jsonld.to_quads(document, limits=limits)
    names = {}
    for node, canonical in rdfc.issued_identifiers(quads, limits=limits).items():
        if canonical not in labels:
            raise MalformedError("PROOF_VALUE", "The derived proof does not name every node it shows.")
        names[node] = labels[canonical]
    name = names.get
    return sorted(Quad(name(s, s), p, name(o, o), name(g, g)).line() for s, p, o, g in quads)


def _signatures(values: Sequence[cbor.CborValue]) -> tuple[bytes, ...]:
    if len(values) > _MAX_SIGNATURES:
        raise LimitError("SIGNATURES", f"A derived proof has at most {_MAX_SIGNATURES} signatures.")
    found = tuple(value for value in values if isinstance(value, bytes) and len(value) == _SIGNATURE_BYTES)
    if len(found) != len(values):
        raise MalformedError("PROOF_VALUE", "A signature inside the derived proof is not 64 bytes.")
    return found


def _labels(values: dict[int, cbor.CborValue]) -> dict[str, str]:
    labels = {
        f"_:c14n{number}": f"_:u{multibase.base64url_encode(value)}"
        for number, value in values.items()
        if isinstance(value, bytes)
    }
    if len(labels) != len(values) or len(set(labels.values())) != len(labels):
        raise MalformedError("PROOF_VALUE", "The names of the nodes in the derived proof are not usable.")
    return labels


def _indexes(values: Sequence[cbor.CborValue]) -> frozenset[int]:
    found = frozenset(value for value in values if isinstance(value, int))
    if len(found) != len(values):
        raise MalformedError("PROOF_VALUE", "The indexes in the derived proof are not distinct numbers.")
    return found
