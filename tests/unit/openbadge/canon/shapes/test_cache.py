"""Which road a document takes, what is remembered, and how much."""

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.property.canon_documents import BASE, VC2, Writer, base_with

from openbadge.canon import jsonld, rdfc, shapes
from openbadge.canon.limits import Limits
from openbadge.canon.shapes import ShapeCache
from openbadge.errors import LimitError, OpenBadgeError

SUBJECT = "credentialSubject > id"


def roads(cache: ShapeCache) -> tuple[int, int, int]:
    return cache.counts.by_template, cache.counts.by_processor, cache.counts.compiled


def test_the_second_of_a_shape_takes_the_template():
    cache = ShapeCache()
    cache.canonical_bytes(BASE)
    assert roads(cache) == (0, 1, 1)
    cache.canonical_bytes(base_with(SUBJECT, "did:key:z2"))
    assert roads(cache) == (1, 1, 1)


def test_a_rare_iri_takes_the_processor_and_spoils_nothing():
    cache = ShapeCache()
    odd = base_with(SUBJECT, "ftp://e.org/")
    expected = rdfc.canonicalize(jsonld.to_quads(odd))
    assert cache.canonical_bytes(odd) == expected
    assert cache.canonical_bytes(odd) == expected
    assert roads(cache) == (0, 2, 1)
    cache.canonical_bytes(BASE)
    assert roads(cache) == (1, 2, 1)


def test_words_of_a_vocabulary_are_compiled_by_value():
    cache = ShapeCache()
    proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}
    for purpose in (
        "https://e.org/own",
        "assertionMethod",
        "authentication",
        "assertionMethod",
        "https://e.org/2",
    ):
        document = {"@context": VC2, **proof, "proofPurpose": purpose}
        assert cache.canonical_bytes(document) == rdfc.canonicalize(jsonld.to_quads(document))
    assert roads(cache) == (2, 3, 3)


@pytest.mark.parametrize(
    ("path", "value"),
    [("https://e.org/p", "v"), ("name", {"@value": "n", "@language": "fr"}), ("@id", "urn:x")],
)
def test_what_may_not_be_compiled_is_remembered_as_such(path: str, value: Any):
    cache = ShapeCache()
    document = base_with(path, value)
    document["credentialSubject"].pop("id")
    document.pop("id")
    for _ in range(3):
        assert cache.canonical_bytes(document) == rdfc.canonicalize(jsonld.to_quads(document))
    assert roads(cache) == (0, 3, 0)


def test_a_refused_document_compiles_nothing():
    cache = ShapeCache()
    for _ in range(2):
        with pytest.raises(OpenBadgeError):
            cache.canonical_bytes(base_with("clause", "x"))
    assert roads(cache) == (0, 2, 0)


def test_the_cache_keeps_the_shapes_used_last():
    cache = ShapeCache(size=2)
    one, two, three = (base_with("evidence", [{"type": "Evidence"}] * count) for count in (1, 2, 3))
    for document in (one, two, one, three, one):
        cache.canonical_bytes(document)
    assert roads(cache) == (2, 3, 3)
    cache.canonical_bytes(two)
    assert roads(cache) == (2, 4, 4)


def test_the_cache_keeps_to_its_room():
    cache = ShapeCache(size_bytes=150_000)
    documents = [base_with("evidence", [{"type": "Evidence"}] * count) for count in range(1, 40)]
    for document in documents:
        cache.canonical_bytes(document)
    assert 0 < len(cache) < 20
    assert roads(cache) == (0, 39, 39)


def test_very_large_shapes_are_not_kept():
    cache = ShapeCache()
    document = base_with(
        "evidence", [{"type": "Evidence", "name": "n", "id": f"urn:{i}"} for i in range(2_000)]
    )
    cache.canonical_bytes(document)
    assert len(cache) == 0


def test_tighter_limits_count_on_both_roads():
    cache = ShapeCache()
    cache.canonical_bytes(BASE)
    for limits, code in ((Limits(depth=3), "JSON_TOO_DEEP"), (Limits(json_values=20), "JSON_TOO_MANY_VALUES"),
                         (Limits(quads=10), "QUADS"), (Limits(blank_nodes=2), "BLANK_NODES")):  # fmt: skip
        with pytest.raises(LimitError) as refusal:
            cache.canonical_bytes(BASE, limits=limits)
        assert refusal.value.code == code


def test_v05_ties_are_ordered_within_the_budget_on_both_roads():
    def tied(texts: list[str]) -> dict[str, Any]:
        document = copy.deepcopy(BASE)
        document["credentialSubject"].pop("id")
        document["credentialSubject"]["result"] = [{"type": ["Result"], "value": text} for text in texts]
        return document

    cache = ShapeCache()
    cache.canonical_bytes(tied(list("abcdefgh")))
    alike = tied(["x"] * 8)
    assert cache.canonical_bytes(alike) == rdfc.canonicalize(jsonld.to_quads(alike))
    assert cache.counts.by_template == 1
    with pytest.raises(LimitError):
        cache.canonical_bytes(alike, limits=Limits(rdfc_work=3))


def test_too_deep_a_document_is_a_limit_error():
    document: dict[str, Any] = {"@context": VC2}
    for _ in range(5_000):
        document = {"issuer": document}
    with pytest.raises(LimitError) as refusal:
        ShapeCache().canonical_bytes(document)
    assert refusal.value.code == "JSON_TOO_DEEP"


@pytest.mark.parametrize("algorithm", ["sha256", "sha384"])
def test_the_front_door_knows_both_hash_functions(algorithm: rdfc.Algorithm):
    for document in [*Writer(3).family()[:2], BASE, BASE]:
        expected = rdfc.canonicalize(jsonld.to_quads(document), algorithm=algorithm)
        assert shapes.canonical_bytes(document, algorithm=algorithm) == expected


def test_threads_share_a_cache():
    families = [Writer(seed).family() for seed in (3, 4, 11)]
    documents = [document for family in families for document in family] * 8
    cache = ShapeCache(size=3)

    def answer(document: dict[str, Any]) -> bytes | str:
        try:
            return cache.canonical_bytes(document)
        except OpenBadgeError as error:
            return error.code

    alone = [answer(document) for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(answer, documents)) == alone
