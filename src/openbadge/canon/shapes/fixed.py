"""Partial evaluation for issuing: one example document, a few texts in it that vary.

`Fixed` compiles the example once and then gives the canonical N-Quads, and the JSON text, of each document
that differs from it only in its holes: constant lines stay sorted, a handful is filled and merged.
`FilledText` is the JSON half alone, for the signed document, which the canonical form does not cover.

    issue = Fixed(example, holes=("https://hole.example/id", "hole-salt"))
    canonical = issue.canonical(("https://badges.example.org/a/7", "s3cr3t"))
    same = shapes.canonical_bytes(issue.document(("https://badges.example.org/a/7", "s3cr3t")))
"""

import re
from collections.abc import Iterable, Sequence
from itertools import permutations

from openbadge.canon import strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.rdfc import Algorithm
from openbadge.canon.shapes.cache import ShapeCache
from openbadge.canon.shapes.lines import Hole, Part, escape_all, picker
from openbadge.canon.shapes.shape import UnshapedError, shape_of, with_leaves
from openbadge.canon.shapes.template import Template
from openbadge.canon.shapes.trusted import are_safe_iris, are_safe_letters
from openbadge.errors import MalformedError
from openbadge.model.json import JsonObject

_HOLE = re.compile(r"[A-Za-z][A-Za-z0-9\-._~:/?#@!$&'()*+;=%]{7,}\Z")


class FilledText:
    """The compact JSON text of an example document, with holes.

    `holes` are placeholder texts in the example: each stands in one or more of its strings, as the whole
    string or a piece of it (`https://hole.example/id#evidence-1`), in no member name, `type` or `@context`.
    A hole has 8 characters or more of those that an IRI holds as they are, begins with a letter, holds no
    comma or bracket, and is no piece of another hole.
    """

    def __init__(self, example: JsonObject, *, holes: Sequence[str]) -> None:
        """Prepare the text. Raises MalformedError HOLE when a hole breaks the rules above."""
        _check_holes(example, holes)
        text = strict_json.dumps(example).decode("utf-8")
        _, leaves = shape_of(example)
        for hole in holes:
            if text.count(hole) != sum(leaf.count(hole) for leaf in leaves):
                raise MalformedError("HOLE", f"The hole {hole!r} is not told apart from its surroundings.")
        pieces = _split(text, holes)
        self._format = _percent_format(pieces).encode("utf-8")
        self._pick = picker([piece for piece in pieces if isinstance(piece, int)])

    def text(self, values: Sequence[str]) -> bytes:
        """Return the compact UTF-8 JSON of the example with `values` in its holes, in the order of `holes`.

        Raises MalformedError JSON_SURROGATE.
        """
        return self.fill(escape_all(values))

    def fill(self, values: Sequence[bytes]) -> bytes:
        """Return what `text` does, from values escaped by `shapes.escape_all`."""
        return self._format % self._pick(values)


class Fixed:
    """The canonical N-Quads, the JSON text and the document of an example with holes.

    `holes` are as for `FilledText`. A hole that stands in an IRI wants an IRI of its example's place: the
    example must hold an absolute https IRI there. Values may be anything: those that a template cannot take
    (an IRI of a rare scheme) go through the full processor, with the same bytes or refusal.
    """

    def __init__(
        self,
        example: JsonObject,
        *,
        holes: Sequence[str],
        algorithm: Algorithm = "sha256",
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Compile the example (a few milliseconds).

        Raises MalformedError HOLE, and what `shapes.canonical_bytes` raises of the example.
        """
        _check_holes(example, holes)
        self._limits = limits
        self._example = example
        self._holes = tuple(holes)
        self._text = FilledText(example, holes=holes)
        self._slow = ShapeCache(algorithm=algorithm, size=4)
        self._template = _specialised(example, holes, self._slow, limits)
        starts, insides = _iri_holes(self._template)
        self._pick_starts, self._pick_insides = picker(starts), picker(insides)

    def escape(self, values: Sequence[str]) -> list[bytes]:
        """Return values ready for `fill` and `FilledText.fill`. Raises MalformedError JSON_SURROGATE."""
        return escape_all(values)

    def canonical(self, values: Sequence[str]) -> bytes:
        """Return the canonical N-Quads of the example with `values` in its holes, in the order of `holes`.

        Equal to `shapes.canonical_bytes(self.document(values))` byte for byte, and raises the same errors.
        """
        template = self._template
        if template is None or not self.fits(values):
            return self._slow.canonical_bytes(self.document(values), limits=self._limits)
        return template.fill(escape_all(values), self._limits)

    def fits(self, values: Sequence[str]) -> bool:
        """Return whether `canonical` takes the fast road for these values."""
        return are_safe_iris(self._pick_starts(values)) and are_safe_letters(self._pick_insides(values))

    def text(self, values: Sequence[str]) -> bytes:
        """Return the compact UTF-8 JSON of the example with `values` in its holes."""
        return self._text.text(values)

    def document(self, values: Sequence[str]) -> JsonObject:
        """Return the example with `values` in its holes, as a new document."""
        _, leaves = shape_of(self._example)
        filled = ["".join(_fill_pieces(_split(leaf, self._holes), values)) for leaf in leaves]
        return with_leaves(self._example, filled)


def _check_holes(example: JsonObject, holes: Sequence[str]) -> None:
    try:
        key, leaves = shape_of(example)
    except UnshapedError as error:
        raise MalformedError(
            "HOLE", "The example is no document of JSON texts, types and contexts."
        ) from error
    fixed = "\n".join(str(part) for part in key)
    text = "\n".join(leaves)
    for hole in holes:
        if not _HOLE.match(hole):
            raise MalformedError("HOLE", f"The hole {hole!r} is too short or not made of plain letters.")
        if hole in fixed:
            raise MalformedError("HOLE", f"The hole {hole!r} stands in a member name, a type or a context.")
        if hole not in text:
            raise MalformedError("HOLE", f"The hole {hole!r} stands nowhere in the example.")
    if len(set(holes)) < len(holes) or any(one in other for one, other in permutations(holes, 2)):
        raise MalformedError("HOLE", "A hole is a piece of another hole.")


def _split(text: str, holes: Sequence[str]) -> list[str | int]:
    """Return the pieces of a text: constants, and the number of the hole where one stands."""
    if not holes:
        return [text]
    number_of = {hole: number for number, hole in enumerate(holes)}
    parts = re.split("(" + "|".join(map(re.escape, holes)) + ")", text)
    return [number_of.get(part, part) if place % 2 else part for place, part in enumerate(parts)]


def _fill_pieces(pieces: Iterable[str | int], values: Sequence[str]) -> list[str]:
    return [values[piece] if isinstance(piece, int) else piece for piece in pieces]


def _percent_format(pieces: Iterable[str | int]) -> str:
    return "".join("%b" if isinstance(piece, int) else piece.replace("%", "%%") for piece in pieces)


def _specialised(
    example: JsonObject, holes: Sequence[str], cache: ShapeCache, limits: Limits
) -> Template | None:
    """Return the template of the example over its holes instead of its leaves, None when there is none."""
    try:
        general = cache.template(example, limits=limits)
    except UnshapedError:
        return None
    _, leaves = shape_of(example)
    if any(hole in value for _, value in general.exact for hole in holes):
        return None
    pieces = [_split(leaf, holes) for leaf in leaves]
    escaped = [leaf.decode("utf-8") for leaf in escape_all(leaves)]
    if any(len(_split(leaf, holes)) != len(pieces[place]) for place, leaf in enumerate(escaped)):
        return None

    def stead(hole: Hole) -> Part:
        leaf = hole.places[0]
        places = tuple(piece for piece in pieces[leaf] if isinstance(piece, int))
        if not places:
            return hole.text.replace("%b", "%s", 1) % escaped[leaf]
        filled = _percent_format(_split(escaped[leaf], holes))
        return Hole(hole.text.replace("%b", filled, 1), places)

    return general.refilled(stead, values=len(holes))


def _iri_holes(template: Template | None) -> tuple[list[int], list[int]]:
    """Return the holes that begin an IRI, and those that stand inside one."""
    parts = [part for line in template.lines for part in line] if template else []
    iris = [part for part in parts if isinstance(part, Hole) and part.text[:1] == "<"]
    starts = {part.places[0] for part in iris if part.text.startswith("<%b")}
    insides = {place for part in iris for place in part.places} - starts
    return sorted(starts), sorted(insides)
