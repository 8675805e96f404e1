"""One compiled shape: canonical N-Quads with holes, filled with leaves instead of processed again."""

from collections.abc import Callable, Sequence

from openbadge.canon import nquads, rdfc
from openbadge.canon.limits import Limits
from openbadge.canon.nquads import Quad
from openbadge.canon.rdfc import HASHES, Algorithm
from openbadge.canon.shapes.lines import (
    Blank,
    Hole,
    Line,
    Part,
    Pattern,
    blanks_of,
    escape_all,
    first_degree_hash,
    joined,
    labels_in_order,
    look_alikes,
    picker,
)
from openbadge.canon.shapes.trusted import are_safe_iris


class Template:
    """Lines, how many values fill them, and what those values must be.

    `exact` are values that were compiled in and must be just so, `iris` the values that must be safe IRIs.
    `depth` and `members` describe the document, for callers with limits of their own.
    """

    __slots__ = (
        "_algorithm",
        "_constant",
        "_hash",
        "_hashes",
        "_pick_iris",
        "_twins",
        "_varying",
        "blanks",
        "depth",
        "exact",
        "iris",
        "lines",
        "members",
        "values",
    )

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        values: int,
        exact: Sequence[tuple[int, str]] = (),
        depth: int,
        members: int,
        algorithm: Algorithm,
    ) -> None:
        self.lines = tuple(lines)
        self.values = values
        self.exact = tuple(exact)
        self.depth = depth
        self.members = members
        parts = [part for line in lines for part in line]
        self.blanks = len({part.number for part in parts if isinstance(part, Blank)})
        holes = [part for part in parts if isinstance(part, Hole)]
        self.iris = tuple(sorted({hole.places[0] for hole in holes if hole.text == "<%b>"}))
        self._pick_iris = picker(self.iris)
        self._algorithm: Algorithm = algorithm
        self._hash = HASHES[algorithm]
        constant = [line for line in lines if all(isinstance(part, str) for part in line)]
        varying = [line for line in lines if not all(isinstance(part, str) for part in line)]
        self._constant = sorted(Pattern.of(constant, labels_from=0).fill(()))
        self._varying = Pattern.of(varying, labels_from=values)
        touching: list[list[Line]] = [[] for _ in range(self.blanks)]
        for line in lines:
            for number in set(blanks_of(line)):
                touching[number].append(line)
        self._hashes = tuple(self._hash_of(number, touching[number]) for number in range(self.blanks))
        self._twins = tuple(Pattern.of(group, labels_from=values) for group in look_alikes(self.lines))

    def _hash_of(self, number: int, lines: Sequence[Line]) -> Pattern | str:
        """Return the first degree hash of a blank node, or the pattern of its lines when it varies."""
        pattern = Pattern.of(lines, labels_from=self.values, me=number)
        return pattern if pattern.holes else first_degree_hash(pattern.fill(()), self._hash)

    @property
    def size_bytes(self) -> int:
        """Return roughly how much memory this template holds."""
        patterns = [
            self._varying,
            *self._twins,
            *(item for item in self._hashes if isinstance(item, Pattern)),
        ]
        constant = sum(map(len, self._constant))
        return constant + sum(len(pattern.text) for pattern in patterns) + 500 * len(self.lines)

    def refilled(
        self, stead: Callable[[Hole], Part], *, values: int, exact: Sequence[tuple[int, str]] = ()
    ) -> "Template":
        """Return the template of the same lines over other values: `stead` says what each hole becomes."""

        def part(part: Part) -> Part:
            return stead(part) if isinstance(part, Hole) else part

        lines: list[Line] = [(part(s), part(p), part(o), part(g)) for s, p, o, g in self.lines]
        return Template(
            list(dict.fromkeys(lines)),
            values=values,
            exact=exact,
            depth=self.depth,
            members=self.members,
            algorithm=self._algorithm,
        )

    def narrowed(self, values: Sequence[str], places: Sequence[int]) -> "Template":
        """Return the template over the values at `places` only, all others being as in `values` for ever.

        Raises MalformedError JSON_SURROGATE.
        """
        numbers = {place: number for number, place in enumerate(places)}
        escaped = escape_all(values)

        def stead(hole: Hole) -> Part:
            place = hole.places[0]
            if place in numbers:
                return Hole(hole.text, (numbers[place],))
            return (hole.text.encode("utf-8") % escaped[place]).decode("utf-8")

        exact = [(numbers[place], value) for place, value in self.exact if place in numbers]
        return self.refilled(stead, values=len(places), exact=exact)

    def fits(self, values: Sequence[str]) -> bool:
        """Return whether the exact values are the compiled ones and each IRI is a safe one."""
        for place, value in self.exact:
            if values[place] != value:
                return False
        return are_safe_iris(self._pick_iris(values))

    def takes(self, values: Sequence[str]) -> bool:
        """Return whether these values belong here though they may not fit: then compiling would not help.

        True when the exact values are the compiled ones and each IRI is at least absolute, say of a rare
        scheme or with letters beyond ASCII.
        """
        return all(values[place] == value for place, value in self.exact) and all(
            nquads.is_absolute_iri(values[place]) or values[place][:2] == "_:" for place in self.iris
        )

    def within(self, limits: Limits) -> bool:
        """Return whether any document of this shape stays within `limits` until its blank nodes are ordered."""
        return (
            self.depth <= limits.depth
            and self.members <= limits.json_values
            and len(self.lines) <= limits.quads
            and self.blanks <= limits.blank_nodes
        )

    def render(self, values: Sequence[str], limits: Limits) -> bytes:
        """Return the canonical N-Quads of the document with these values, which must fit.

        Raises MalformedError JSON_SURROGATE, LimitError TOO_COMPLEX.
        """
        return self.fill(escape_all(values), limits)

    def fill(self, values: list[bytes], limits: Limits) -> bytes:
        """Return what `render` does, from values escaped by `escape_all`."""
        if self.blanks:
            values = values + self._labels(values, limits)
        return joined(self._constant + self._varying.fill(values))

    def _labels(self, values: list[bytes], limits: Limits) -> list[bytes]:
        """Return the canonical label of each blank node (RDFC-1.0 section 4.4.3)."""
        if self.blanks == 1:
            return [b"_:c14n0"]
        if not (self._twins and self._has_twins(values)):
            hashes = [
                item if isinstance(item, str) else first_degree_hash(item.fill(values), self._hash)
                for item in self._hashes
            ]
            if len(set(hashes)) == self.blanks:
                return labels_in_order(hashes)
        return self._labels_the_long_way(values, limits)

    def _has_twins(self, values: list[bytes]) -> bool:
        named = values + [b"_:t%d" % number for number in range(self.blanks)]
        for pattern in self._twins:
            lines = pattern.fill(named)
            if len(set(lines)) != len(lines):
                return True
        return False

    def _labels_the_long_way(self, values: list[bytes], limits: Limits) -> list[bytes]:
        """Return the labels by full RDFC-1.0 over the filled lines, still without JSON-LD processing."""

        def term(part: Part) -> str:
            if isinstance(part, str):
                return part
            if isinstance(part, Blank):
                return f"_:t{part.number}"
            filled = part.text.encode("utf-8") % tuple(values[place] for place in part.places)
            return filled.decode("utf-8")

        quads = [Quad(*(term(part) for part in line)) for line in self.lines]
        issued = rdfc.issued_identifiers(quads, algorithm=self._algorithm, limits=limits)
        return [issued[f"_:t{number}"].encode("ascii") for number in range(self.blanks)]
