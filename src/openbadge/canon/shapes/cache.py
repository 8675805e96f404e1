"""Compiled shapes, kept while they are used: a bounded cache in front of the full processor."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from openbadge.canon import jsonld, rdfc
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.rdfc import Algorithm
from openbadge.canon.shapes.compiling import compile_shape
from openbadge.canon.shapes.shape import Key, Shaped, UnshapedError, shape_of
from openbadge.canon.shapes.template import Template
from openbadge.errors import LimitError
from openbadge.model.json import JsonObject

_VARIANTS = 8
"""Templates of one shape that differ in their exact leaves; more would be a stranger's play."""

_LONGEST_KEY = 10_000
"""Shapes past this length (some 4,000 members) are processed each time: compiling doubles their price."""


@dataclass(slots=True)
class Counts:
    """How documents took their road since the cache was made."""

    by_template: int = 0
    by_processor: int = 0
    compiled: int = 0


class ShapeCache:
    """Canonical N-Quads by template where one fits, by the full processor where none does.

    Holds the shapes used last, up to `size` of them and about `size_bytes` of memory; a shape that may not be
    compiled is remembered as such. Keys are the shapes themselves, so no two shapes can be mistaken for each
    other. May be shared by threads: at worst a shape is compiled twice.
    """

    def __init__(
        self, *, algorithm: Algorithm = "sha256", size: int = 512, size_bytes: int = 64_000_000
    ) -> None:
        self.counts = Counts()
        self._algorithm: Algorithm = algorithm
        self._size = size
        self._room_bytes = size_bytes
        self._known: OrderedDict[Key, tuple[Template, ...] | None] = OrderedDict()
        self._learning = Lock()

    def __len__(self) -> int:
        return len(self._known)

    def canonical_bytes(
        self, document: JsonObject, *, limits: Limits = DEFAULT_LIMITS, shaped: Shaped | None = None
    ) -> bytes:
        """Return the RDFC-1.0 canonical N-Quads of a document; raises what the full processor raises.

        `shaped` is this very document taken apart, when the caller has done that already.
        """
        try:
            key, leaves = (shaped.key, shaped.leaves) if shaped is not None else shape_of(document)
        except UnshapedError:
            return self._process(document, limits)
        except RecursionError as error:
            raise LimitError("JSON_TOO_DEEP", "The document nests too deeply for JSON-LD.") from error
        known = self._known.get(key, ())
        if known is None:
            return self._process(document, limits)
        for template in known:
            if template.fits(leaves):
                if not template.within(limits):
                    break
                self._touch(key)
                self.counts.by_template += 1
                return template.render(leaves, limits)
        canonical = self._process(document, limits)
        if not any(template.takes(leaves) for template in known):
            self._learn(document, key, leaves, limits)
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

    def _touch(self, key: Key) -> None:
        try:
            self._known.move_to_end(key)
        except KeyError:
            return  # another thread has just dropped it

    def _learn(self, document: JsonObject, key: Key, leaves: list[str], limits: Limits) -> None:
        """Compile the shape of a document that the full processor has accepted."""
        if len(key) > _LONGEST_KEY:
            return
        try:
            template = compile_shape(document, key, leaves, algorithm=self._algorithm, limits=limits)
        except UnshapedError:
            variants = None
        else:
            self.counts.compiled += 1
            variants = (template, *(self._known.get(key) or ()))[:_VARIANTS]
        with self._learning:
            self._room_bytes += _size_of(key, self._known.pop(key, None)) if key in self._known else 0
            self._known[key] = variants
            self._room_bytes -= _size_of(key, variants)
            while len(self._known) > self._size or (self._room_bytes < 0 and len(self._known) > 1):
                oldest, dropped = self._known.popitem(last=False)
                self._room_bytes += _size_of(oldest, dropped)


def _size_of(key: Key, variants: tuple[Template, ...] | None) -> int:
    texts = sum(len(part) for part in key if isinstance(part, str))
    return texts + 60 * len(key) + sum(template.size_bytes for template in variants or ())
