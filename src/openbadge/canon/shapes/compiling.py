"""From one document to the template of its shape: the real JSON-LD processor runs once over markers.

1. every context must be trusted, every member name plain;
2. each leaf is replaced by a marker, an IRI for an absolute IRI, else a text;
3. the document is processed; a leaf that JSON-LD looks up as a word (a `@vocab` value such as
   "assertionMethod") comes out relative: its value becomes part of the template, and 2 starts again;
4. each marker in a quad becomes a hole; a leaf that reached no quad would be unsigned data;
5. the filled template must equal what the full processor says of the document.
"""

import re
from collections.abc import Sequence

from openbadge.canon import jsonld, rdfc
from openbadge.canon.limits import Limits
from openbadge.canon.nquads import RDF, Quad, is_absolute_iri
from openbadge.canon.rdfc import Algorithm
from openbadge.canon.shapes.lines import Blank, Hole, Line, Part
from openbadge.canon.shapes.shape import Key, UnshapedError, contexts_of, names_of, with_leaves
from openbadge.canon.shapes.template import Template
from openbadge.canon.shapes.trusted import are_safe_iris, is_trusted
from openbadge.canon.strict_json import check_depth
from openbadge.errors import MalformedError
from openbadge.model.json import JsonObject

_TYPE = f"<{RDF}type>"


def compile_shape(
    document: JsonObject, key: Key, leaves: Sequence[str], *, algorithm: Algorithm, limits: Limits
) -> Template:
    """Return the template of a document that the full processor has accepted.

    Raises UnshapedError when the shape may not be templated, MalformedError DATA_LOSS when a leaf would stay
    unsigned.
    """
    _check_plain(document)
    markers = _Markers(key, leaves)
    quads = markers.quads(document, limits)
    parts = [markers.parts(quad) for quad in quads]
    found = {part.places[0] for quad in parts for part in quad if isinstance(part, Hole)}
    for index, leaf in enumerate(leaves):
        if index not in found and index not in markers.exact:
            raise MalformedError("DATA_LOSS", f"The text {leaf[:80]!r} would stay outside the signature.")
    template = Template(
        _in_order(parts, leaves),
        values=len(leaves),
        exact=[(index, leaves[index]) for index in sorted(markers.exact)],
        depth=_depth(document),
        members=check_depth(document, limits=limits),
        algorithm=algorithm,
    )
    _check_itself(template, document, markers, limits, algorithm)
    return template


def _check_plain(document: JsonObject) -> None:
    for name in names_of(document):
        if (name[:1] == "@" and name != "@context") or ":" in name:
            raise UnshapedError
    if not all(is_trusted(url) for url in contexts_of(document)):
        raise UnshapedError


def _check_itself(
    template: Template, document: JsonObject, markers: "_Markers", limits: Limits, algorithm: Algorithm
) -> None:
    """Step 5. A leaf that does not fit its own template (a rare IRI scheme) is checked by its marker."""
    unsafe = {index for index in template.iris if not are_safe_iris([markers.leaves[index]])}
    leaves = [markers.text_of(i) if i in unsafe else leaf for i, leaf in enumerate(markers.leaves)]
    quads = jsonld.to_quads(with_leaves(document, leaves), limits=limits)
    if template.render(leaves, limits) != rdfc.canonicalize(quads, algorithm=algorithm, limits=limits):
        raise UnshapedError


def _depth(document: JsonObject) -> int:
    level: list[object] = [document]
    depth = -1
    while level:
        depth += 1
        level = [
            below
            for item in level
            if isinstance(item, dict | list)
            for below in (item.values() if isinstance(item, dict) else item)
        ]
    return depth


def _in_order(parts: Sequence[Line], leaves: Sequence[str]) -> list[Line]:
    """Sort template quads as their lines will roughly be sorted, which makes each later sort cheap."""

    def text(part: Part) -> str:
        if isinstance(part, Hole):
            return part.text[:1] + leaves[part.places[0]]
        return f"_:c14n{part.number}" if isinstance(part, Blank) else part

    return sorted(parts, key=lambda quad: [text(part) for part in quad])


class _Markers:
    """The texts that stand for leaves while the document is processed."""

    def __init__(self, key: Key, leaves: Sequence[str]) -> None:
        self.leaves = leaves
        self.exact: set[int] = set()
        self.numbers: dict[str, int] = {}
        # A word that no constant of the document contains; pinned contexts hold no word like it.
        constants = "\n".join(str(part) for part in key)
        number = 0
        while f"leaf{number}q" in constants:
            number += 1
        self.word = f"leaf{number}q"
        word = re.escape(self.word)
        self.anywhere = re.compile(rf"{word}(\d+)\.")
        self.whole_iri = re.compile(rf"<https://{word}(\d+)\.invalid>\Z")
        self.whole_literal = re.compile(rf'"(?:https://)?{word}(\d+)\.(?:invalid)?("[^"]*)\Z')

    def text_of(self, index: int) -> str:
        """Return the marker of a leaf, of the same kind as the leaf."""
        leaf = self.leaves[index]
        word = f"{self.word}{index}."
        return f"https://{word}invalid" if is_absolute_iri(leaf) or leaf[:2] == "_:" else word

    def quads(self, document: JsonObject, limits: Limits) -> list[Quad]:
        """Return the quads of the marked document; fills `exact`."""
        for _ in range(len(self.leaves) + 1):
            texts = [leaf if i in self.exact else self.text_of(i) for i, leaf in enumerate(self.leaves)]
            writer = _MarkedWriter(limits, self)
            before = len(self.exact)
            quads = jsonld.write_quads(with_leaves(document, texts), writer)
            if len(self.exact) == before:
                return quads
        raise UnshapedError

    def parts(self, quad: Quad) -> Line:
        subject, predicate, value, graph = (self.part(term) for term in quad)
        if not isinstance(predicate, str) or (predicate == _TYPE and not isinstance(value, str)):
            raise UnshapedError
        return subject, predicate, value, graph

    def part(self, term: str) -> Part:
        if term[:2] == "_:":
            return Blank(self.numbers.setdefault(term, len(self.numbers)))
        if self.word not in term:
            return term
        match = self.whole_iri.match(term)
        if match:
            return Hole("<%b>", (int(match[1]),))
        match = self.whole_literal.match(term)
        if match and self.word not in match[2]:
            return Hole('"%b' + match[2].replace("%", "%%"), (int(match[1]),))
        raise UnshapedError


class _MarkedWriter(jsonld.QuadWriter):
    """Notes the markers that did not come through as identifiers instead of refusing them."""

    def __init__(self, limits: Limits, markers: _Markers) -> None:
        super().__init__(limits)
        self.markers = markers

    def resource(self, identifier: object) -> str:
        term = super().resource(identifier)  # type: ignore[arg-type] # the base class checks it
        if self.markers.word in term and not self.markers.whole_iri.match(term):
            return self.relative(term)
        return term

    def relative(self, identifier: str) -> str:
        match = self.markers.anywhere.search(identifier)
        if match is None:
            raise UnshapedError
        self.markers.exact.add(int(match[1]))
        return "<about:blank>"
