"""Compiled shapes, kept while they are used: a bounded cache in front of the full processor."""

from dataclasses import dataclass

from openbadge.canon import jsonld, rdfc
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.rdfc import Algorithm
from openbadge.canon.remembered import Remembered
from openbadge.canon.shapes.compiling import compile_shape
from openbadge.canon.shapes.shape import (
    Key,
    Shaped,
    UnshapedError,
    shape_of,
    weight_of,
    with_leaves,
)
from openbadge.canon.shapes.template import Template
from openbadge.canon.shapes.trusted import are_safe_iris
from openbadge.errors import LimitError
from openbadge.model.json import JsonObject

_VARIANTS = 8
"""Templates of one shape that differ in their exact leaves; more would be a stranger's play."""

_LONGEST_KEY = 10_000
"""Shapes past this length (some 4,000 members) are processed each time: compiling doubles their price."""

_UNCOMPILED: tuple[Template, ...] = ()
"""What is known of a shape that may not be compiled."""


@dataclass(slots=True)
class Counts:
    """How documents took their road since the cache was made."""

    by_template: int = 0
    by_processor: int = 0
    compiled: int = 0


class ShapeCache:
    """Canonical N-Quads by template where one fits, by the full processor where none does.

    Holds the shapes used lately, up to `size` of them and about `size_bytes` of memory; a shape that may not be
    compiled is remembered as such. The template of a shape in brief is that of the shape, with the texts of
    what is kept whole filled in. Keys are the shapes themselves, so no two shapes can be mistaken for each
    other. May be shared by threads: at worst a shape is compiled twice.
    """

    def __init__(
        self, *, algorithm: Algorithm = "sha256", size: int = 2_048, size_bytes: int = 64_000_000
    ) -> None:
        self.counts = Counts()
        self._algorithm: Algorithm = algorithm
        self._known: Remembered[Key, tuple[Template, ...]] = Remembered(size=size, room=size_bytes)

    def __len__(self) -> int:
        return len(self._known)

    def canonical_bytes(
        self, document: JsonObject, *, limits: Limits = DEFAULT_LIMITS, shaped: Shaped | None = None
    ) -> bytes:
        """Return the RDFC-1.0 canonical N-Quads of a document; raises what the full processor raises.

        `shaped` is this very document taken apart, when the caller has done that already.
        """
        try:
            shaped = shaped or Shaped(*shape_of(document))
        except UnshapedError:
            return self._process(document, limits)
        except RecursionError as error:
            raise LimitError("JSON_TOO_DEEP", "The document nests too deeply for JSON-LD.") from error
        known = self._known.get(shaped.key)
        if known == _UNCOMPILED:
            return self._process(document, limits)
        for template in known or ():
            if template.fits(shaped.leaves):
                if not template.within(limits):
                    break
                self.counts.by_template += 1
                return template.render(shaped.leaves, limits)
        if shaped.is_brief:
            canonical = self.canonical_bytes(document, limits=limits)
        else:
            canonical = self._process(document, limits)
        if not any(template.takes(shaped.leaves) for template in known or ()):
            self._learn(document, shaped, limits)
        return canonical

    def template(self, document: JsonObject, *, limits: Limits = DEFAULT_LIMITS) -> Template:
        """Return the template of a document's shape, compiled if need be.

        Raises UnshapedError when there is none for this document, and what the full processor raises.
        """
        key, leaves = shape_of(document)
        self.canonical_bytes(document, limits=limits)
        for template in self._known.get(key) or ():
            if template.fits(leaves):
                return template
        raise UnshapedError

    def _process(self, document: JsonObject, limits: Limits) -> bytes:
        self.counts.by_processor += 1
        quads = jsonld.to_quads(document, limits=limits)
        return rdfc.canonicalize(quads, algorithm=self._algorithm, limits=limits)

    def _learn(self, document: JsonObject, shaped: Shaped, limits: Limits) -> None:
        """Compile the shape of a document that the full processor has accepted."""
        key = shaped.key
        if len(key) > _LONGEST_KEY:
            return
        try:
            if shaped.is_brief:
                template = self._narrowed(document, shaped)
            else:
                template = compile_shape(
                    document, key, shaped.leaves, algorithm=self._algorithm, limits=limits
                )
        except UnshapedError:
            variants = _UNCOMPILED
        else:
            self.counts.compiled += 1
            variants = (template, *(self._known.get(key) or ()))[:_VARIANTS]
        weight = weight_of(key) + sum(template.size_bytes for template in variants)
        self._known.put(key, variants, weight=weight)

    def _narrowed(self, document: JsonObject, shaped: Shaped) -> Template:
        """Return the template of a document's shape with all but the leaves of `shaped` filled in.

        Raises UnshapedError when the shape has no template, or what is filled in would not fit it.
        """
        key, leaves = shape_of(document)
        numbers = [str(place) for place in range(len(leaves))]
        _, varying = shape_of(with_leaves(document, numbers), brief=True)
        places = [int(number) for number in varying]
        constants = set(range(len(leaves))) - set(places)
        for template in self._known.get(key) or ():
            if template.takes(leaves) and are_safe_iris([leaves[p] for p in template.iris if p in constants]):
                return template.narrowed(leaves, places)
        raise UnshapedError
