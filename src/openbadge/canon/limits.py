"""How much work one document may cost. Every reader of the library takes its bounds from here.

A limit that is reached is a `LimitError`, never a hang and never a RecursionError. Whoever changes a
number writes beside it where it comes from.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading. Sizes in bytes, the rest are counts."""

    # A signed Open Badge is 2 to 60 kB; the largest public sample with an inlined image is 0.6 MB.
    document_bytes: int = 1_048_576
    # The deepest published CLR sample has 17 levels; PyLD takes three Python frames a level.
    depth: int = 64
    # Members, items and scalars of one JSON document that goes through JSON-LD (about 10 us each). The
    # largest public CLR sample has 6,000.
    json_values: int = 50_000
    # Contexts processed for one document (about 0.5 ms each); a credential takes 5 to 40.
    context_work: int = 500
    quads: int = 50_000
    blank_nodes: int = 5_000
    # Steps of Hash N-Degree Quads (a quad or a node of a permutation, about 1 us each). The hardest graph
    # of the RDFC-1.0 suite that has an answer takes 6,168; RDF-CANON section 6 asks for such a bound.
    rdfc_work: int = 500_000
    proofs: int = 16
    endorsements: int = 32
    # Bitstring Status List: "implementations MUST guard"; 16 MiB holds 134 million entries.
    inflated_bytes: int = 16_777_216


DEFAULT_LIMITS = Limits()
