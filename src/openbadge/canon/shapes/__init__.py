"""The way to the canonical N-Quads of a JSON-LD document, for signing and for checking.

All badges of one achievement, and most badges of one platform, have one shape, and JSON-LD processing
depends on the shape only. So the full processor (`jsonld` + `rdfc`) runs once for each shape, and what it
says is kept as lines with holes:

    shape      the shape key of a document and its other texts, the leaves
    trusted    when a leaf may be an IRI: safe IRIs, trusted contexts
    compiling  shape → template, by processing markers; checks itself against the full processor
    lines      canonical lines with holes, as bytes: escape, fill, hash, sort
    template   one compiled shape: fill, label blank nodes, join
    cache      the shapes in use; everything that has no template takes the full processor
    fixed      partial evaluation for issuing: one document, a few leaves that vary

Both roads give the same bytes or the same refusal; `tests/property` holds them to it.
"""

from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.rdfc import Algorithm
from openbadge.canon.shapes.cache import ShapeCache
from openbadge.canon.shapes.fixed import FilledText, Fixed
from openbadge.canon.shapes.lines import escape_all
from openbadge.canon.shapes.shape import Key, Shaped, names_of, take_apart, weight_of, with_leaves
from openbadge.model.json import JsonObject

__all__ = [
    "FilledText",
    "Fixed",
    "Key",
    "ShapeCache",
    "Shaped",
    "canonical_bytes",
    "escape_all",
    "names_of",
    "take_apart",
    "weight_of",
    "with_leaves",
]

_CACHES: dict[Algorithm, ShapeCache] = {
    "sha256": ShapeCache(),
    "sha384": ShapeCache(algorithm="sha384", size=64),
}


def canonical_bytes(
    document: JsonObject,
    *,
    algorithm: Algorithm = "sha256",
    limits: Limits = DEFAULT_LIMITS,
    shaped: Shaped | None = None,
) -> bytes:
    """Return the RDFC-1.0 canonical N-Quads of a JSON-LD document, UTF-8.

    `shaped` is this very document taken apart (`take_apart`), when the caller has done that already.
    Raises MalformedError DATA_LOSS, RELATIVE_IRI, JSON_LD…, UnsupportedError CONTEXT_UNKNOWN…,
    LimitError TOO_COMPLEX…: see `jsonld.to_quads` and `rdfc.canonicalize`.
    """
    return _CACHES[algorithm].canonical_bytes(document, limits=limits, shaped=shaped)
