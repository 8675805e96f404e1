"""Canonical N-Quads with holes: one compiled shape, filled with leaves instead of processed again.

All text is bytes here: UTF-8 sorts in code point order, and bytes are filled and sorted twice as fast.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq, itemgetter
from typing import NamedTuple, TypeAlias

import orjson

from openbadge.canon import nquads, rdfc
from openbadge.canon.limits import Limits
from openbadge.canon.nquads import Quad
from openbadge.canon.rdfc import HASHES, Algorithm, Digest
from openbadge.canon.shapes.trusted import are_safe_iris
from openbadge.errors import MalformedError


class Leaf(NamedTuple):
    """A part of a quad that is filled with leaf number `place`, between `before` and `after`."""

    place: int
    before: str
    after: str

    def hole(self) -> str:
        """Return this part as a piece of a bytes %-format."""
        return f"{self.before}%b{self.after.replace('%', '%%')} "


class Blank(NamedTuple):
    """A part of a quad that is filled with the label of blank node `number`."""

    number: int


Part: TypeAlias = str | Leaf | Blank
"""A term of a template quad; a str is a constant term in canonical N-Quads text, "" no graph."""

PartQuad: TypeAlias = tuple[Part, Part, Part, Part]

Picker: TypeAlias = Callable[[Sequence[bytes]], tuple[bytes, ...]]


class NoFitError(Exception):
    """These leaves do not fit this template. Never leaves `canon.shapes`."""


def escape_all(leaves: Sequence[str]) -> list[bytes]:
    """Return each leaf as it stands between quotes in canonical N-Quads, UTF-8.

    JSON and canonical N-Quads escape alike but for controls and DEL, so orjson does the work when no leaf
    holds one; without an escaped quote in its text, each quote is a border between leaves.
    Raises MalformedError JSON_SURROGATE.
    """
    if not leaves:
        return []
    try:
        text = orjson.dumps(leaves)
    except TypeError as error:
        raise MalformedError("JSON_SURROGATE", "A text holds half of a surrogate pair.") from error
    if b'\\"' in text or b"\\u00" in text or b"\x7f" in text:
        return [nquads.escape(leaf).encode("utf-8") for leaf in leaves]
    return text[2:-2].split(b'","')


def escape_one(leaf: str) -> bytes:
    """Return one leaf as `escape_all` does."""
    return nquads.escape(leaf).encode("utf-8")


def picker(positions: Sequence[int]) -> Picker:
    """Return a function that takes the values at `positions` as a tuple."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda values: tuple(values[position] for position in positions)


def text_picker(positions: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return a function that takes the texts at `positions` as a tuple."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda values: tuple(values[position] for position in positions)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lines with holes: `text` is a %-format, `pick` takes its values from leaves followed by labels."""

    text: bytes
    pick: Picker
    holes: int

    @staticmethod
    def of(
        quads: Iterable[PartQuad], position_of: Callable[[Leaf | Blank], int], me: int | None = None
    ) -> "Pattern":
        """Return the pattern of the lines of `quads`.

        With `me`, blank nodes are written as Hash First Degree Quads wants them: `_:a` for number `me`,
        `_:z` for the others (RDFC-1.0 section 4.6).
        """
        text: list[str] = []
        positions: list[int] = []
        for quad in quads:
            for part in quad:
                if isinstance(part, str):
                    text.append(part.replace("%", "%%") + " " if part else "")
                elif isinstance(part, Blank) and me is not None:
                    text.append("_:a " if part.number == me else "_:z ")
                else:
                    positions.append(position_of(part))
                    text.append("%b " if isinstance(part, Blank) else part.hole())
            text.append(".\n")
        return Pattern("".join(text).encode("utf-8"), picker(positions), len(positions))

    def lines(self, values: Sequence[bytes]) -> list[bytes]:
        """Return the filled lines, without their line feeds, in template order."""
        filled = (self.text % self.pick(values)).split(b"\n")
        filled.pop()
        return filled


def joined(lines: list[bytes]) -> bytes:
    """Return lines as a canonical document: sorted, each once, each ended by a line feed."""
    lines.sort()
    if any(map(eq, lines, islice(lines, 1, None))):
        lines = sorted(set(lines))
    lines.append(b"")
    return b"\n".join(lines)


def blanks_of(quad: PartQuad) -> list[int]:
    """Return the numbers of the blank nodes of a template quad."""
    return [part.number for part in quad if isinstance(part, Blank)]


def look_alikes(quads: Iterable[PartQuad]) -> list[list[PartQuad]]:
    """Return the groups of quads that touch a blank node and could become equal when filled.

    A dataset is a set: equal quads count once, but quads that are equal only under the `_:z` of a first
    degree hash count twice. So a document where such a group holds equal lines is hashed the long way.
    """
    groups: dict[tuple[str, ...], list[PartQuad]] = {}
    for quad in quads:
        if blanks_of(quad):
            subject, predicate, value, graph = quad
            alike = (_kind(subject), str(predicate), _kind(value), _kind(graph))
            groups.setdefault(alike, []).append(quad)
    return [
        group
        for group in groups.values()
        if len(group) > 1 and any(isinstance(part, Leaf) for quad in group for part in quad)
    ]


def _kind(part: Part) -> str:
    """Name what a part may be equal to: a blank node to itself, an IRI to IRIs, a literal to its datatype."""
    if isinstance(part, Blank):
        return f"_:{part.number}"
    if isinstance(part, Leaf):
        return part.after
    return ">" if part[:1] == "<" else part[part.rindex('"') :] if part else ""


class Template:
    """One compiled shape.

    `exact` are leaves whose very value was compiled in, `iris` the leaves that must be safe IRIs.
    `depth` and `values` describe the document, for callers with limits of their own.
    """

    __slots__ = (
        "_algorithm",
        "_all",
        "_hash",
        "_hashes",
        "_pick_iris",
        "_twins",
        "blanks",
        "depth",
        "exact",
        "iris",
        "leaves",
        "quads",
        "values",
    )

    def __init__(
        self,
        quads: Sequence[PartQuad],
        *,
        leaves: int,
        exact: Sequence[tuple[int, str]],
        depth: int,
        values: int,
        algorithm: Algorithm,
    ) -> None:
        self.quads = tuple(quads)
        self.leaves = leaves
        self.exact = tuple(exact)
        self.depth = depth
        self.values = values
        parts = [part for quad in quads for part in quad]
        self.blanks = len({part.number for part in parts if isinstance(part, Blank)})
        self.iris = tuple(
            sorted({part.place for part in parts if isinstance(part, Leaf) and part.before == "<"})
        )
        self._pick_iris = text_picker(self.iris)
        self._algorithm: Algorithm = algorithm
        self._hash = HASHES[algorithm]
        self._all = Pattern.of(self.quads, self._position)
        self._hashes = tuple(self._hash_pattern(number) for number in range(self.blanks))
        self._twins = tuple(Pattern.of(group, self._position) for group in look_alikes(self.quads))

    def _position(self, part: Leaf | Blank) -> int:
        """Leaves come first in the values of a pattern, then the labels of the blank nodes."""
        return part.place if isinstance(part, Leaf) else self.leaves + part.number

    def _hash_pattern(self, number: int) -> Pattern | str:
        mine = [quad for quad in self.quads if number in blanks_of(quad)]
        pattern = Pattern.of(mine, self._position, number)
        return pattern if pattern.holes else first_degree_hash(pattern.lines(()), self._hash)

    def fits(self, leaves: Sequence[str]) -> bool:
        """Return whether the exact leaves are the compiled ones and each IRI leaf is a safe IRI."""
        return all(leaves[i] == value for i, value in self.exact) and are_safe_iris(self._pick_iris(leaves))

    def takes(self, leaves: Sequence[str]) -> bool:
        """Return whether these leaves belong here though they may not fit: then compiling would not help.

        True when the exact leaves are the compiled ones and each IRI leaf is at least absolute, say of a
        rare scheme or with letters beyond ASCII.
        """
        return all(leaves[i] == value for i, value in self.exact) and all(
            nquads.is_absolute_iri(leaves[i]) or leaves[i][:2] == "_:" for i in self.iris
        )

    def within(self, limits: Limits) -> bool:
        """Return whether any document of this shape stays within `limits` before ordering."""
        return (
            self.depth <= limits.depth
            and self.values <= limits.json_values
            and len(self.quads) <= limits.quads
            and self.blanks <= limits.blank_nodes
        )

    def render(self, leaves: Sequence[str], limits: Limits) -> bytes:
        """Return the canonical N-Quads of the document with these leaves, which must fit.

        Raises MalformedError JSON_SURROGATE, LimitError TOO_COMPLEX.
        """
        values = escape_all(leaves)
        if self.blanks:
            values += self.labels(values, limits)
        return joined(self._all.lines(values))

    def labels(self, values: list[bytes], limits: Limits) -> list[bytes]:
        """Return the canonical label of each blank node, given the escaped leaves (RDFC-1.0 4.4.3)."""
        hashes: list[str] = []
        if not self._has_twins(values):
            hashes = [
                item if isinstance(item, str) else first_degree_hash(item.lines(values), self._hash)
                for item in self._hashes
            ]
            if len(set(hashes)) == self.blanks:
                return in_order(hashes)
        return self.labels_the_long_way(values, limits)

    def _has_twins(self, values: list[bytes]) -> bool:
        if not self._twins:
            return False
        named = values + [b"_:t%d" % number for number in range(self.blanks)]
        for pattern in self._twins:
            lines = pattern.lines(named)
            if len(set(lines)) != len(lines):
                return True
        return False

    def labels_the_long_way(self, values: list[bytes], limits: Limits) -> list[bytes]:
        """Return the labels by full RDFC-1.0 over the filled quads, still without JSON-LD processing."""

        def term(part: Part) -> str:
            if isinstance(part, str):
                return part
            if isinstance(part, Blank):
                return f"_:t{part.number}"
            return part.before + values[part.place].decode("utf-8") + part.after

        filled = [Quad(*(term(part) for part in quad)) for quad in self.quads]
        issued = rdfc.issued_identifiers(filled, algorithm=self._algorithm, limits=limits)
        return [issued[f"_:t{number}"].encode("ascii") for number in range(self.blanks)]


def first_degree_hash(lines: list[bytes], algorithm: Callable[[bytes], Digest]) -> str:
    """Return the Hash First Degree Quads of a blank node's masked lines (RDFC-1.0 section 4.6)."""
    lines.sort()
    lines.append(b"")
    return algorithm(b"\n".join(lines)).hexdigest()


def in_order(hashes: Sequence[str]) -> list[bytes]:
    """Return the label of each blank node when all first degree hashes differ (RDFC-1.0 4.4.3 step 4)."""
    labels = [b""] * len(hashes)
    for rank, number in enumerate(sorted(range(len(hashes)), key=hashes.__getitem__)):
        labels[number] = b"_:c14n%d" % rank
    return labels
