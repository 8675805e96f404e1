"""Credentials of one achievement that differ in texts only: written, canonicalised and signed by filling.

The long way (`formats.ob3.write`, `proofs.data_integrity.sign`) runs once, over placeholders; afterwards a
credential costs the filling of two templates, two digests and one signature, and its bytes are those of the
long way. What a template cannot take is answered with None, and takes the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from openbadge.canon.multibase import encode_z
from openbadge.canon.shapes import FilledText, Fixed, escape_all
from openbadge.issue import rules
from openbadge.issue.earned import Earned, kinds, slots, with_slots, write_slots
from openbadge.keys.key import PrivateKey
from openbadge.model.json import JsonObject
from openbadge.proofs import data_integrity

Write = Callable[[Earned], JsonObject]
"""Returns the unsigned document of what an earner brings."""


class Proofs:
    """The Data Integrity proofs of one key: configurations differ in their time only."""

    def __init__(self, config: JsonObject, *, word: str) -> None:
        """Prepare for proofs like `config`, whose `created` is any time; `word` stands nowhere in it."""
        self._created = f"{word}-created."
        self._value = f"{word}-value."
        self._config: JsonObject = {**config, "created": self._created}
        self._fixed = Fixed(self._config, holes=(self._created,))
        self._options: tuple[str, bytes] = ("", b"")

    @property
    def example(self) -> JsonObject:
        """Return the finished proof with `holes` in it."""
        return data_integrity.finish(self._config, self._value)

    @property
    def holes(self) -> tuple[str, str]:
        """Return the placeholders of the time and of the proof value."""
        return self._created, self._value

    def options_hash(self, created: str) -> bytes:
        """Return the digest of the configuration with this time; the last one is remembered for a batch."""
        known, digest = self._options
        if known != created:
            digest = sha256(self._fixed.canonical((created,))).digest()
            self._options = (created, digest)
        return digest


class Compiled:
    """The credentials that share the constants and the gaps of one example."""

    def __init__(self, example: Earned, *, write: Write, proofs: Proofs, word: str) -> None:
        """Compile (some milliseconds). Raises what canonicalising the example raises."""
        found = slots(example)
        holes = [
            None if text is None else _hole(word, number, kind)
            for number, (text, kind) in enumerate(zip(found, kinds(example), strict=True))
        ]
        document = write_slots(write(with_slots(example, holes)), example, holes)
        names = [hole for hole in holes if hole is not None]
        filled = [kind for kind, hole in zip(kinds(example), holes, strict=True) if hole is not None]
        self._iris = [place for place, kind in enumerate(filled) if kind == "I"]
        self.fixed = Fixed(document, holes=names)
        self.text = FilledText({**document, "proof": [proofs.example]}, holes=[*names, *proofs.holes])
        self.proofs = proofs

    def sign(self, texts: Sequence[str], created: str, key: PrivateKey) -> bytes | None:
        """Return the signed credential with `texts` in its slots; None when they must take the long way."""
        if rules.UNSAFE_TEXT.search("".join(texts)) or not rules.are_iris([texts[i] for i in self._iris]):
            return None
        document_hash = sha256(self.fixed.canonical(texts)).digest()
        value = encode_z(key.sign(self.proofs.options_hash(created) + document_hash))
        return self.text.fill([*escape_all(texts), created.encode("ascii"), value.encode("ascii")])


def _hole(word: str, number: int, kind: str) -> str:
    return f"https://{word}.example/{number:04d}." if kind == "I" else f"{word}-{number:04d}."
