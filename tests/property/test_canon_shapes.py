"""Both roads to canonical N-Quads agree: the same bytes or the same refusal, for thousands of documents."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from tests.property.canon_documents import BASE, Writer, base_with

from openbadge.canon import contexts, jsonld, nquads, rdfc
from openbadge.canon.limits import DEFAULT_LIMITS
from openbadge.canon.nquads import Quad
from openbadge.canon.shapes import Fixed, ShapeCache
from openbadge.canon.shapes.lines import escape_all
from openbadge.canon.shapes.shape import shape_of, take_apart, with_leaves
from openbadge.errors import OpenBadgeError

A = "credentialSubject > achievement > "


def slowly(document: dict[str, Any]) -> bytes | str:
    """Return what the full processor says, or the code of its refusal."""
    try:
        return rdfc.canonicalize(jsonld.to_quads(document))
    except OpenBadgeError as error:
        return error.code


def quickly(cache: ShapeCache, document: dict[str, Any]) -> bytes | str:
    try:
        return cache.canonical_bytes(document)
    except OpenBadgeError as error:
        return error.code


@pytest.mark.parametrize("seed", range(25))
def test_templates_say_what_the_processor_says(seed: int):
    cache = ShapeCache()
    writer = Writer(seed)
    families = [writer.family() for _ in range(25)]
    for family in families:
        for document in family:
            assert quickly(cache, document) == slowly(document)
    assert cache.counts.by_template >= 25


def briefly(cache: ShapeCache, document: dict[str, Any]) -> bytes | str:
    """Return what the cache says of a document that is taken apart in brief, or the code of its refusal."""
    try:
        return cache.canonical_bytes(document, shaped=take_apart(document, brief=True))
    except OpenBadgeError as error:
        return error.code


@pytest.mark.parametrize("seed", range(10))
def test_what_is_kept_whole_is_said_as_the_processor_says_it(seed: int):
    """Each document comes twice: as a stranger, and when its shape in brief is known."""
    cache = ShapeCache()
    writer = Writer(3000 + seed)
    for family in [writer.family() for _ in range(10)]:
        for document in [*family, *family, *map(earned_anew, family)]:
            assert briefly(cache, document) == slowly(document)
    assert cache.counts.by_template >= 25


def earned_anew(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with another text in each place that is not kept whole."""
    shaped = take_apart(document, brief=True)
    if shaped is None:
        return document
    return with_leaves(document, [f"{leaf}7" for leaf in shaped.leaves], brief=True)


@pytest.mark.parametrize("name", ["tag", "name"])
def test_a_text_within_what_is_kept_whole_is_never_taken_for_another(name: str):
    cache = ShapeCache()
    one, other = base_with(A + name, "one"), base_with(A + name, "other")
    for document in (one, one, one, other, other, one):
        assert briefly(cache, document) == slowly(document)


def test_the_documents_are_varied():
    """The test above means something: most families share a template, some are refused, most have blanks."""
    cache = ShapeCache()
    writer = Writer(7)
    answers = [quickly(cache, document) for _ in range(50) for document in writer.family()]
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert 5 <= len(refused) <= 80
    assert sum(b"_:c14n" in answer for answer in answers if isinstance(answer, bytes)) > 60
    assert cache.counts.by_template > 60


HOSTILE = {
    "duplicated values": (A + "tag", ["a", "a"]),
    "identical anonymous results": ("credentialSubject > result", [{"type": ["Result"], "value": "1"}] * 2),
    "subject is issuer": ("credentialSubject > id", "https://e.org/i"),
    "value object": (A + "name", {"@value": "N", "@language": "fr"}),
    "list": (A + "tag", {"@list": ["a", "b"]}),
    "language map": (A + "name", {"fr": "N", "en": "M"}),
    "language without text": (A + "name", {"@language": "fr"}),
    "undefined term": ("secretClause", "unsigned"),
    "undefined term below": (A + "foo", {"bar": 1}),
    "null": (A + "name", None),
    "null in array": (A + "tag", ["a", None]),
    "inline context": (A + "@context", {"name": "https://evil.example/x"}),
    "unknown context": ("@context", ["https://www.w3.org/ns/credentials/v2", "https://evil.example/c"]),
    "null context": (A + "@context", None),
    "blank node id": ("credentialSubject > id", "_:b0"),
    "keyword id": ("credentialSubject > id", "@type"),
    "term as prefix": ("credentialSubject > id", "VerifiableCredential:x"),
    "relative id": ("credentialSubject > id", "me"),
    "empty id": ("credentialSubject > id", ""),
    "injection": ("credentialSubject > id", "urn:x> <urn:p> <urn:o> .\n<urn:y"),
    "space in IRI": ("credentialSubject > id", "urn:x y"),
    "letters in IRI": ("credentialSubject > id", "https://é.example/ü"),
    "rare scheme": ("credentialSubject > id", "ftp://e.org/"),
    "id is a number": ("credentialSubject > id", 5),
    "integral float": ("credentialSubject > creditsEarned", 42.0),
    "float in text": (A + "version", 1.0),
    "tiny": ("credentialSubject > creditsEarned", 3e-8),
    "huge": ("credentialSubject > creditsEarned", 1e21),
    "minus zero": ("credentialSubject > creditsEarned", -0.0),
    "boolean in text": (A + "version", True),
    "quads in text": (A + "name", '" .\n<urn:a> <urn:b> "c'),
    "controls": (A + "name", "\b\f\x00\x1f\x7f\x0b"),
    "lone surrogate": (A + "name", "\ud800"),
    "lone surrogate in IRI": ("credentialSubject > id", "https://e.org/\udfff"),
    "percents": (A + "name", "100 %s %d %%b %b"),
    "type is an IRI": ("type", ["VerifiableCredential", "https://ex.org/T"]),
    "type undefined": ("type", ["VerifiableCredential", "Nope"]),
    "type changed": (A + "type", ["Profile"]),
    "type is a number": ("type", [5]),
    "type is null": ("type", None),
    "type is an object": ("type", {"a": "b"}),
    "key is an IRI": ("https://ex.org/p", "v"),
    "two ids": ("@id", "https://e.org/2"),
    "graph": ("@graph", [{"id": "https://e.org/z"}]),
    "reverse": ("@reverse", {"issuer": {"id": "urn:z"}}),
    "included": ("@included", [{"id": "urn:z", "type": "Profile"}]),
    "index": (A + "@index", "x"),
    "nest": (A + "@nest", {"name": "x"}),
    "direction": (A + "name", {"@value": "N", "@direction": "rtl"}),
    "bad language": (A + "name", {"@value": "N", "@language": "no way"}),
    "arrays in arrays": (A + "tag", [["a"], ["b"]]),
    "proof is a name": ("proof", "https://evil.example/proof"),
    "proof is text": ("proof", {"@value": "x"}),
    "empty objects": ("credentialSubject > result", [{}, {}]),
    "astral order": (A + "tag", ["\ufb01", "\U0001f600"]),
    "marker words": (A + "tag", ["leaf0q0.", "https://leaf0q1.invalid"]),
    "not JSON": (A + "tag", {1, 2}),
}

# Only what was read from JSON text is taken apart in brief.
NO_JSON = frozenset({"lone surrogate", "lone surrogate in IRI", "not JSON"})


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_get_one_answer(name: str):
    path, value = HOSTILE[name]
    document = base_with(path, value)
    cache = ShapeCache()
    cache.canonical_bytes(BASE)
    expected = slowly(document)
    assert quickly(cache, document) == expected
    assert quickly(cache, document) == expected
    if name not in NO_JSON:
        assert briefly(cache, BASE) == slowly(BASE)
        assert briefly(cache, document) == expected
        assert briefly(cache, document) == expected


@pytest.mark.parametrize("seed", range(10))
def test_expansion_loses_nothing_that_plain_pyld_keeps(seed: int):
    """Our quads are PyLD's quads, where PyLD keeps its word (no control characters, no xsd:double text)."""
    writer = Writer(1000 + seed)

    def loader(url: str, _options: Any) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": contexts.get(url)}

    compared = 0
    for _ in range(20):
        document = writer.credential()
        try:
            ours = jsonld.to_quads(document)
        except OpenBadgeError:
            continue
        theirs = _quads_of(pyld.to_rdf(document, {"documentLoader": loader, "base": None}))
        assert rdfc.canonicalize(ours) == rdfc.canonicalize(theirs)
        compared += 1
    assert compared > 10


def _quads_of(dataset: dict[str, Any]) -> list[Quad]:
    def term(part: dict[str, str]) -> str:
        if part["type"] == "literal":
            return nquads.literal(part["value"], datatype=part["datatype"], language=part.get("language", ""))
        return part["value"] if part["type"] == "blank node" else f"<{part['value']}>"

    quads: list[Quad] = []
    for name, triples in dataset.items():
        graph = "" if name == "@default" else name if name.startswith("_:") else f"<{name}>"
        for triple in triples:
            quads.append(Quad(*(term(triple[role]) for role in ("subject", "predicate", "object")), graph))
    return quads


@given(st.lists(st.text()))
def test_escaping_many_is_escaping_each(texts: list[str]):
    assert escape_all(texts) == [nquads.escape(text).encode() for text in texts]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=())), min_size=1))
def test_escaping_refuses_half_pairs_alike(texts: list[str]):
    try:
        expected: list[bytes] | str = [nquads.escape(text).encode() for text in texts]
    except OpenBadgeError as error:
        expected = error.code
    try:
        assert escape_all(texts) == expected
    except OpenBadgeError as error:
        assert error.code == expected


@given(
    st.text(), st.text(), st.sampled_from(["https://e.org/7", "urn:uuid:1", "ftp://e.org", "me", "", "a b"])
)
def test_a_fixed_document_is_the_document(name: str, comment: str, iri: str):
    values = (iri, name, comment)
    document = FIXED.document(values)
    assert document == expected_document(*values)
    try:
        expected: bytes | str = FIXED.canonical(values)
    except OpenBadgeError as error:
        expected = error.code
    assert slowly(document) == expected


HOLES = ("https://hole.example/id", "hole-name-here", "hole-comment")


def expected_document(iri: str, name: str, comment: str) -> dict[str, Any]:
    document = base_with("credentialSubject > id", iri)
    document["credentialSubject"]["achievement"]["name"] = f'le "{name}"\n%b'
    document["credentialSubject"]["result"][1]["value"] = comment
    document["credentialSubject"]["achievement"]["tag"] = [comment, name, f"{name}{comment}"]
    return document


FIXED = Fixed(expected_document(*HOLES), holes=HOLES)


@pytest.mark.parametrize("seed", range(5))
def test_any_document_can_be_fixed(seed: int):
    """Two fillings of a shape: what differs becomes holes of the first, and gives the second."""
    writer = Writer(2000 + seed)
    for _ in range(20):
        first, second, *_ = writer.family()
        _, ours = shape_of(first)
        _, theirs = shape_of(second)
        holes: list[str] = []
        values: list[str] = []
        example = list(ours)
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if one != other:
                hole = f"https://hole{place}.example/" if are_iris(one, other) else f"holehole{place}."
                example[place] = hole
                holes.append(hole)
                values.append(other)
        try:
            fixed = Fixed(with_leaves(first, example), holes=holes)
        except OpenBadgeError:
            continue
        assert fixed.document(values) == second
        answer = slowly(second)
        if isinstance(answer, bytes):
            assert fixed.canonical(values) == answer
        else:
            with pytest.raises(OpenBadgeError, match="") as refusal:
                fixed.canonical(values)
            assert refusal.value.code == answer


def are_iris(one: str, other: str) -> bool:
    return nquads.is_absolute_iri(one) and nquads.is_absolute_iri(other)


def test_the_default_limits_are_those_of_the_front_door():
    cache = ShapeCache()
    assert cache.canonical_bytes(BASE) == cache.canonical_bytes(BASE, limits=DEFAULT_LIMITS)
