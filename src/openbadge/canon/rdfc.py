"""RDFC-1.0, the RDF Dataset Canonicalization of W3C, stopped by a work budget.

The steps below carry the numbers of the Recommendation (sections 4.4.3, 4.6, 4.7 and 4.8), so that the
code can be read beside it. Section 6 ("dataset poisoning") asks for a bound: `limits.rdfc_work` counts
each quad and each permutation that Hash N-Degree Quads looks at.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Literal, Protocol, TypeAlias

from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.nquads import Quad
from openbadge.errors import LimitError

Algorithm: TypeAlias = Literal["sha256", "sha384"]


class Digest(Protocol):
    """What a hash function of hashlib returns, as far as canonicalization needs it."""

    def hexdigest(self) -> str:
        """Return the digest in hexadecimal."""
        ...


HASHES: dict[str, Callable[[bytes], Digest]] = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}
_MAX_RECURSION = 300
"""Nameless nodes in one chain of look-alikes; each takes two of the interpreter's 1,000 frames."""


def canonicalize(
    quads: Iterable[Quad], *, algorithm: Algorithm = "sha256", limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """Return the canonical N-Quads document of a dataset: UTF-8, lines sorted by code point.

    Raises LimitError TOO_COMPLEX, QUADS or BLANK_NODES. Source: RDFC-1.0 section 4.4.
    """
    dataset = list(dict.fromkeys(quads))
    labels = issued_identifiers(dataset, algorithm=algorithm, limits=limits)
    name = labels.get
    lines = [Quad(name(s, s), p, name(o, o), name(g, g)).line() for s, p, o, g in dataset]
    lines.sort()
    return "".join(lines).encode("utf-8")


def issued_identifiers(
    quads: Iterable[Quad], *, algorithm: Algorithm = "sha256", limits: Limits = DEFAULT_LIMITS
) -> dict[str, str]:
    """Return the issued identifier map: each blank node of the input to its canonical label (`_:c14n0`).

    Raises LimitError TOO_COMPLEX, QUADS or BLANK_NODES. Source: RDFC-1.0 section 4.4, step 7.
    """
    dataset = list(dict.fromkeys(quads))
    if len(dataset) > limits.quads:
        raise LimitError(
            "QUADS",
            f"The document makes {len(dataset)} statements; {limits.quads} are allowed.",
            limit=limits.quads,
        )
    return _Canonicalization(dataset, algorithm, limits).run()


@dataclass(slots=True)
class _Issuer:
    """Identifier Issuer (section 4.5): gives `prefix` + number in order of first request."""

    prefix: str
    issued: dict[str, str] = field(default_factory=dict)

    def issue(self, node: str) -> str:
        label = self.issued.get(node)
        if label is None:
            label = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return label

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, dict(self.issued))


class _Canonicalization:
    """The canonicalization state of section 4.3, and the algorithms over it."""

    def __init__(self, dataset: Sequence[Quad], algorithm: Algorithm, limits: Limits) -> None:
        self.hash = HASHES[algorithm]
        self.work = limits.rdfc_work
        self.recursion = 0
        self.canonical = _Issuer("_:c14n")
        self.quads_of: dict[str, list[Quad]] = {}
        self.first_degree: dict[str, str] = {}
        # 4.4.3 step 2: the quads that mention each blank node
        for quad in dataset:
            for term in {quad.subject, quad.object, quad.graph}:
                if term.startswith("_:"):
                    self.quads_of.setdefault(term, []).append(quad)
        if len(self.quads_of) > limits.blank_nodes:
            raise LimitError(
                "BLANK_NODES", f"The document has more than {limits.blank_nodes} nodes without a name."
            )

    def run(self) -> dict[str, str]:
        """Canonicalization (4.4.3), steps 3 to 6."""
        # 3: first degree hashes
        by_hash: dict[str, list[str]] = {}
        for node in self.quads_of:
            digest = self.first_degree[node] = self.hash_first_degree(node)
            by_hash.setdefault(digest, []).append(node)
        # 4: unique hashes get their labels in hash order
        for digest in sorted(by_hash):
            if len(by_hash[digest]) == 1:
                self.canonical.issue(by_hash[digest][0])
        # 5: the others by their N-degree hashes
        for digest in sorted(by_hash):
            nodes = by_hash[digest]
            if len(nodes) == 1:
                continue
            results: list[tuple[str, _Issuer]] = []
            for node in nodes:
                if node in self.canonical.issued:
                    continue
                issuer = _Issuer("_:b")
                issuer.issue(node)
                results.append(self.hash_n_degree(node, issuer))
            for _, issuer in sorted(results, key=_digest_of):
                for node in issuer.issued:
                    self.canonical.issue(node)
        return self.canonical.issued

    def spend(self, steps: int) -> None:
        self.work -= steps
        if self.work < 0 or self.recursion > _MAX_RECURSION:
            raise LimitError(
                "TOO_COMPLEX",
                "The nameless nodes of this document are linked so that ordering them would take too long.",
            )

    def digest(self, text: str) -> str:
        return self.hash(text.encode("utf-8")).hexdigest()

    def hash_first_degree(self, node: str) -> str:
        """Hash First Degree Quads (4.6)."""
        lines = [
            Quad(_mask(s, node), p, _mask(o, node), _mask(g, node)).line()
            for s, p, o, g in self.quads_of[node]
        ]
        lines.sort()
        return self.digest("".join(lines))

    def hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (4.7)."""
        text = position if position == "g" else position + quad.predicate
        label = self.canonical.issued.get(related) or issuer.issued.get(related)
        return self.digest(text + (label or self.first_degree[related]))

    def related_hashes(self, node: str, issuer: _Issuer) -> dict[str, list[str]]:
        """Hash N-Degree Quads (4.8), steps 1 to 3: the related blank nodes by their hash."""
        related: dict[str, list[str]] = {}
        quads = self.quads_of[node]
        self.spend(len(quads))
        for quad in quads:
            for term, position in ((quad.subject, "s"), (quad.object, "o"), (quad.graph, "g")):
                if term.startswith("_:") and term != node:
                    related.setdefault(self.hash_related(term, quad, issuer, position), []).append(term)
        return related

    def hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (4.8): return the hash and the issuer that led to it."""
        data: list[str] = []
        self.recursion += 1
        # 4 and 5
        for digest, nodes in sorted(self.related_hashes(node, issuer).items()):
            data.append(digest)
            chosen_path, chosen_issuer = "", issuer
            # 5.4
            for permutation in permutations(nodes):
                found = self.path_of(permutation, issuer.copy(), chosen_path)
                if found is not None and (not chosen_path or found[0] < chosen_path):
                    chosen_path, chosen_issuer = found
            data.append(chosen_path)
            issuer = chosen_issuer
        self.recursion -= 1
        return self.digest("".join(data)), issuer

    def path_of(self, nodes: Sequence[str], issuer: _Issuer, chosen: str) -> tuple[str, _Issuer] | None:
        """Steps 5.4.1 to 5.4.5 for one permutation; None as soon as it is worse than the chosen path."""
        self.spend(len(nodes))
        path = ""
        recursion: list[str] = []
        # 5.4.4
        for related in nodes:
            label = self.canonical.issued.get(related)
            if label is None:
                if related not in issuer.issued:
                    recursion.append(related)
                label = issuer.issue(related)
            path += label
            if _is_worse(path, chosen):
                return None
        # 5.4.5
        for related in recursion:
            digest, result = self.hash_n_degree(related, issuer)
            path += issuer.issue(related) + f"<{digest}>"
            issuer = result
            if _is_worse(path, chosen):
                return None
        return path, issuer


def _is_worse(path: str, chosen: str) -> bool:
    return bool(chosen) and len(path) >= len(chosen) and path > chosen


def _mask(term: str, node: str) -> str:
    if term.startswith("_:"):
        return "_:a" if term == node else "_:z"
    return term


def _digest_of(result: tuple[str, _Issuer]) -> str:
    return result[0]
