"""What is known of a credential from its shape alone. Badges of one platform share theirs, so it is kept.

Only plain documents are familiar: nothing spelled as an IRI or keyword, nothing that carries credentials of
others. All others are looked at member by member each time.
"""

from dataclasses import dataclass
from typing import NamedTuple

from openbadge.canon import jsonld, shapes
from openbadge.canon.remembered import Remembered
from openbadge.errors import OpenBadgeError
from openbadge.formats.ob3_settled import Settled, settle, settle_proofs
from openbadge.formats.outline import FOREIGN, outline
from openbadge.model.json import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Familiar:
    """What all documents of one shape have in common, their member `proof` left aside.

    `key` is the shape: handing on this one, not an equal one, spares comparing the two. `contexts` are those of
    all objects, known and in document order; empty, the shape is not a familiar one. `settled` is what is left of
    the rules of the data model, None when no such document follows them. `constants` are the texts that the shape
    keeps whole, and "".
    """

    key: shapes.Key
    contexts: tuple[JsonValue, ...]
    settled: Settled | None
    constants: frozenset[str]


@dataclass(frozen=True, slots=True)
class FamiliarProofs:
    """What all members `proof` of one shape have in common: plain or not, and what is left of the rules."""

    is_plain: bool
    settled: Settled | None


class Look(NamedTuple):
    """The first look at a document: taken apart without its proofs (None: it has no shape), and familiar or not.

    `proofs` are its proofs' shape, None for no proof or a strange one; `proof_leaves` their texts.
    """

    document: JsonObject
    shaped: shapes.Shaped | None
    familiar: Familiar | None
    proofs: FamiliarProofs | None = None
    proof_leaves: list[str] = []

    @property
    def contexts(self) -> tuple[JsonValue, ...] | None:
        """The contexts of all its objects, None when they are yet to be found."""
        return None if self.familiar is None else self.familiar.contexts

    @property
    def has_plain_proofs(self) -> bool:
        """Whether it has no proofs, or such as are known to be plain."""
        return "proof" not in self.document or (self.proofs is not None and self.proofs.is_plain)

    @property
    def is_plain(self) -> bool:
        """Whether each member has its plain name, and nothing but the credential bears the credential's id."""
        if self.familiar is None or self.shaped is None:
            return False
        own = str(self.document.get("id"))
        return own not in self.familiar.constants and self.shaped.leaves.count(own) == 1

    @property
    def is_sound(self) -> bool:
        """Whether it is known to follow the rules of the data model; False says that they must be asked."""
        if self.familiar is None or self.familiar.settled is None or self.shaped is None:
            return False
        return self.familiar.settled.is_sound(self.shaped.leaves) and self._has_sound_proofs

    @property
    def _has_sound_proofs(self) -> bool:
        if "proof" not in self.document:
            return True
        if self.proofs is None or self.proofs.settled is None:
            return False
        return self.proofs.settled.is_sound(self.proof_leaves)


_SHAPES: Remembered[shapes.Key, Familiar] = Remembered(size=2_048, room=32_000_000)

# Shapes in brief that were met once: what is met a second time is worth learning.
_MET: Remembered[shapes.Key, bool] = Remembered(size=2_048, room=16_000_000)

_PROOFS: Remembered[shapes.Key, FamiliarProofs] = Remembered(size=128, room=4_000_000)

# Longer shapes (some 4,000 members) are walked each time, as in `canon.shapes`; a proof has some twenty entries.
_LONGEST_KEY = 10_000
_LONGEST_PROOF_KEY = 500


def look(document: JsonObject) -> Look:
    """Return the first look at a document: what its shape says, learned now when it is new.

    Most documents have an issuer and an achievement that were seen before, word for word: their shape in brief is
    known. A new one is looked at by its shape in full, which all badges of a platform share.
    """
    unsecured = document.copy()
    unsecured.pop("proof", None)
    shaped = shapes.take_apart(unsecured, brief=True)
    known = None if shaped is None else _SHAPES.get(shaped.key)
    if shaped is None or (known is None and not _was_met(shaped.key)):
        shaped = shapes.take_apart(unsecured)
        known = None if shaped is None else _SHAPES.get(shaped.key)
    if shaped is None or len(shaped.key) > _LONGEST_KEY:
        return Look(document, shaped, None)
    if known is None:
        known = _learn(unsecured, shaped)
        _SHAPES.put(shaped.key, known, weight=shapes.weight_of(shaped.key))
    shaped = shapes.Shaped(known.key, shaped.leaves, shaped.is_brief)
    return Look(document, shaped, known if known.contexts else None, *_look_at_proofs(document))


def _look_at_proofs(document: JsonObject) -> tuple[FamiliarProofs | None, list[str]]:
    if "proof" not in document:
        return None, []
    holder = {"proof": document["proof"]}
    shaped = shapes.take_apart(holder)
    if shaped is None or len(shaped.key) > _LONGEST_PROOF_KEY:
        return None, []
    known = _PROOFS.get(shaped.key)
    if known is None:
        known = FamiliarProofs(_is_plain(holder), settle_proofs(holder, shaped))
        _PROOFS.put(shaped.key, known, weight=shapes.weight_of(shaped.key))
    return known, shaped.leaves


def _is_plain(document: JsonObject) -> bool:
    """Return whether nothing is spelled as an IRI or keyword, and all contexts are known."""
    if any(":" in name or (name[:1] == "@" and name != "@context") for name in shapes.names_of(document)):
        return False
    try:
        jsonld.check_document(document)
    except OpenBadgeError:
        return False
    return True


def _was_met(brief: shapes.Key) -> bool:
    if _MET.get(brief):
        return True
    _MET.put(brief, True, weight=shapes.weight_of(brief))
    return False


def _learn(document: JsonObject, shaped: shapes.Shaped) -> Familiar:
    stranger = Familiar(shaped.key, (), None, frozenset())
    if not _is_plain(document) or not FOREIGN.isdisjoint(shapes.names_of(document)):
        return stranger
    blanked = shapes.with_leaves(document, [""] * len(shaped.leaves), brief=shaped.is_brief)
    whole = shapes.take_apart(blanked)
    constants = frozenset([""] if whole is None else ["", *whole.leaves])
    return Familiar(shaped.key, outline(document).contexts, settle(document, shaped), constants)
