"""The way to the canonical N-Quads of a JSON-LD document, for signing and for checking.

Only `canonical_bytes` decides which road is taken; both give the same bytes or the same refusal.
"""

from openbadge.canon import jsonld, rdfc
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.rdfc import Algorithm
from openbadge.model.json import JsonObject


def canonical_bytes(
    document: JsonObject, *, algorithm: Algorithm = "sha256", limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """Return the RDFC-1.0 canonical N-Quads of a JSON-LD document, UTF-8.

    Raises MalformedError DATA_LOSS, RELATIVE_IRI, JSON_LD…, UnsupportedError CONTEXT_UNKNOWN…,
    LimitError TOO_COMPLEX…: see `jsonld.to_quads` and `rdfc.canonicalize`.
    """
    quads = jsonld.to_quads(document, limits=limits)
    return rdfc.canonicalize(quads, algorithm=algorithm, limits=limits)
