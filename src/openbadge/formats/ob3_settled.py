"""The rules of `ob3_rules`, settled for all documents of one shape but for what their texts must be.

Which members stand where, and of which kind, is the same for all documents of a shape (`canon.shapes`). So the
table is walked once for each shape, with a slot in the place of each text; what remains to be asked of a
document is whether a few of its texts are the words and times that they must be. Only a sound document is told
here: what is broken, and where, is for `ob3_rules.check` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openbadge.canon import shapes
from openbadge.errors import MalformedError
from openbadge.formats import moments
from openbadge.formats.ob3_rules import Checker, is_allowed, is_moment
from openbadge.formats.ob3_schema import KINDS, Member
from openbadge.model.json import JsonObject, JsonValue

_PROOF = KINDS["AchievementCredential"].members["proof"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the texts of a shape must be for its documents to be sound, by their numbers among the leaves.

    `words` follow a rule, `times` are of the kind that a rule wants, `filled` are not empty, and the first of a
    pair in `periods` does not come after the second.
    """

    words: tuple[tuple[int, Member], ...]
    times: tuple[tuple[int, Member], ...]
    filled: tuple[int, ...]
    periods: tuple[tuple[int, int], ...]

    def is_sound(self, leaves: Sequence[str]) -> bool:
        """Return whether `ob3_rules.check` finds nothing broken in the document with these leaves."""
        return (
            all(leaves[place] for place in self.filled)
            and all(is_allowed(leaves[place], rule) for place, rule in self.words)
            and all(is_moment(leaves[place], rule) for place, rule in self.times)
            and not any(_is_reversed(leaves[start], leaves[end]) for start, end in self.periods)
        )


def settle(document: JsonObject, shaped: shapes.Shaped) -> Settled | None:
    """Return what is left to ask of documents shaped like this one; None when none of them is sound.

    `shaped` is `document` taken apart. Both are without the member `proof`: see `settle_proofs`.
    """
    surveyor = _Surveyor()
    surveyor.credential(_with_slots(document, shaped))
    return surveyor.settled()


def settle_proofs(holder: JsonObject, shaped: shapes.Shaped) -> Settled | None:
    """Return what is left to ask of the proofs of a credential; None when such proofs are not sound.

    `holder` has the member `proof` and nothing else, and `shaped` is `holder` taken apart.
    """
    surveyor = _Surveyor()
    surveyor.member(_with_slots(holder, shaped), "proof", _PROOF, "$.proof", "", 0)
    return surveyor.settled()


def _with_slots(document: JsonObject, shaped: shapes.Shaped) -> JsonObject:
    slots = [_Slot(number) for number in range(len(shaped.leaves))]
    return shapes.with_leaves(document, slots, brief=shaped.is_brief)


class _Slot(str):
    """The place of a leaf: a text of which only the number is known."""

    __slots__ = ("number",)

    number: int

    def __new__(cls, number: int) -> _Slot:
        slot = super().__new__(cls, f"leaf {number}")
        slot.number = number
        return slot


class _Surveyor(Checker):
    """Walks a document of slots along the table: notes what is broken, and what each slot must be."""

    def __init__(self) -> None:
        super().__init__("json-ld")
        self.words: list[tuple[int, Member]] = []
        self.times: list[tuple[int, Member]] = []
        self.filled: list[int] = []
        self.periods: list[tuple[int, int]] = []

    def settled(self) -> Settled | None:
        if self.broken:
            return None
        return Settled(tuple(self.words), tuple(self.times), tuple(self.filled), tuple(self.periods))

    def word(self, text: str, rule: Member, path: str, clause: str) -> None:
        if not isinstance(text, _Slot):
            super().word(text, rule, path, clause)
        elif rule.words or rule.pattern is not None:
            self.words.append((text.number, rule))

    def moment(self, value: JsonValue, rule: Member, path: str, clause: str) -> None:
        if isinstance(value, _Slot):
            self.times.append((value.number, rule))
        else:
            super().moment(value, rule, path, clause)

    def recipient(self, document: JsonObject) -> None:
        subject = document.get("credentialSubject")
        if isinstance(subject, dict):
            named = subject.get("identifier") or subject.get("id")
            if isinstance(named, _Slot):
                self.filled.append(named.number)
                return
        super().recipient(document)

    def period(self, document: JsonObject, names: tuple[str, str]) -> None:
        start, end = (document.get(name) for name in names)
        if isinstance(start, _Slot) and isinstance(end, _Slot):
            self.periods.append((start.number, end.number))
        else:
            super().period(document, names)


def _is_reversed(start: str, end: str) -> bool:
    try:
        return moments.read(start, path="") > moments.read(end, path="")
    except MalformedError:
        return False
