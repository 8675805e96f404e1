"""What is known of a credential from its shape alone. Badges of one platform share theirs, so it is kept.

Only plain documents are familiar: nothing spelled as an IRI or keyword, nothing that carries credentials of
others. All others are looked at member by member each time.
"""

from dataclasses import dataclass

from openbadge.canon import jsonld, shapes
from openbadge.canon.remembered import Remembered
from openbadge.errors import OpenBadgeError
from openbadge.formats.ob3_settled import Settled, are_sound_proofs, settle
from openbadge.formats.outline import FOREIGN, outline
from openbadge.model.json import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Familiar:
    """What all documents of one shape have in common, their member `proof` left aside.

    `key` is the shape: handing on this one, not an equal one, spares comparing the two. `contexts` are those of
    all objects, known and in document order; empty, the shape is not a familiar one. `settled` is what is left of
    the rules of the data model, None when no such document follows them.
    """

    key: shapes.Key
    contexts: tuple[JsonValue, ...]
    settled: Settled | None


@dataclass(frozen=True, slots=True)
class Look:
    """The first look at a document: taken apart without its proofs (None: it has no shape), and familiar or not."""

    document: JsonObject
    shaped: shapes.Shaped | None
    familiar: Familiar | None

    @property
    def contexts(self) -> tuple[JsonValue, ...] | None:
        """The contexts of all its objects, None when they are yet to be found."""
        return None if self.familiar is None else self.familiar.contexts

    @property
    def is_plain(self) -> bool:
        """Whether each member has its plain name, and nothing but the credential bears the credential's id."""
        return self._leaves.count(str(self.document.get("id"))) == 1

    @property
    def is_sound(self) -> bool:
        """Whether it is known to follow the rules of the data model; False says that they must be asked."""
        settled = None if self.familiar is None else self.familiar.settled
        return (
            settled is not None
            and settled.is_sound(self._leaves)
            and ("proof" not in self.document or are_sound_proofs(self.document["proof"]))
        )

    @property
    def _leaves(self) -> list[str]:
        return [] if self.familiar is None or self.shaped is None else self.shaped.leaves


_SHAPES: Remembered[shapes.Key, Familiar] = Remembered(size=512, room=32_000_000)

# Longer shapes (some 4,000 members) are walked each time, as in `canon.shapes`.
_LONGEST_KEY = 10_000


def look(document: JsonObject) -> Look:
    """Return the first look at a document: what its shape says, learned now when it is new."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    shaped = shapes.take_apart(unsecured)
    if shaped is None or len(shaped.key) > _LONGEST_KEY:
        return Look(document, shaped, None)
    known = _SHAPES.get(shaped.key)
    if known is None:
        known = _learn(unsecured, shaped)
        _SHAPES.put(shaped.key, known, weight=shapes.weight_of(shaped.key))
    shaped = shapes.Shaped(known.key, shaped.leaves)
    return Look(document, shaped, known if known.contexts else None)


def _learn(document: JsonObject, shaped: shapes.Shaped) -> Familiar:
    stranger = Familiar(shaped.key, (), None)
    names = set(shapes.names_of(document))
    if not names.isdisjoint(FOREIGN) or any(
        ":" in name or (name[:1] == "@" and name != "@context") for name in names
    ):
        return stranger
    try:
        jsonld.check_document(document)
    except OpenBadgeError:
        return stranger
    return Familiar(shaped.key, outline(document).contexts, settle(document, shaped))
