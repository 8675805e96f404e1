"""The proofs of one document: which they are, which build on which, what is left when they are taken out.

Source: W3C Data Integrity 1.0, section 4.5 Verify Proof Sets and Chains.
"""

from collections.abc import Sequence

from openbadge.errors import MalformedError
from openbadge.model.json import JsonObject


def read_proofs(document: JsonObject) -> tuple[JsonObject, ...]:
    """Return the proofs of a document, none when it has none. Raises MalformedError PROOF."""
    value = document.get("proof")
    items = value if isinstance(value, list) else [] if value is None else [value]
    proofs = tuple(item for item in items if isinstance(item, dict))
    if len(proofs) != len(items):
        raise MalformedError("PROOF", "Each proof is an object.", path="$.proof")
    return proofs


def unsecured(document: JsonObject, previous: Sequence[JsonObject]) -> JsonObject:
    """Return the document without its proofs, save those that the proof in question signs too."""
    copy = document.copy()
    copy.pop("proof", None)
    if previous:
        copy["proof"] = list(previous)
    return copy


def previous_ids(proof: JsonObject) -> tuple[str, ...]:
    """Return the names of the proofs that `proof` builds on, as it writes them."""
    if "previousProof" not in proof:
        return ()
    value = proof["previousProof"]
    items = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(str(item) for item in items)


def previous_proofs(proof: JsonObject, proofs: Sequence[JsonObject]) -> tuple[JsonObject, ...]:
    """Return the proofs that `proof` builds on. Raises MalformedError PREVIOUS_PROOF when one is missing.

    Source: Data Integrity 1.0 section 4.5 Verify Proof Sets and Chains, steps 4.1 to 4.3.
    """
    found: list[JsonObject] = []
    for name in previous_ids(proof):
        matching = [other for other in proofs if other.get("id") == name and other is not proof]
        if len(matching) != 1:
            raise MalformedError("PREVIOUS_PROOF", "A proof builds on another one that is not here.", id=name)
        found += matching
    return tuple(found)
