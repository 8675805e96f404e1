"""What JSON-LD would drop, move or invent in silence is refused, with its code (rows V01 to V04)."""

from typing import Any

import pytest
from tests.property.canon_documents import BASE, OB3, VC2, base_with

from openbadge.canon import jsonld
from openbadge.canon.limits import Limits
from openbadge.errors import LimitError, OpenBadgeError

A = "credentialSubject > achievement > "

REFUSED: dict[str, tuple[str, Any, str]] = {
    "V01 undefined term": ("validUntill", "2030", "DATA_LOSS"),
    "V01 undefined term below": (A + "clause", {"x": "y"}, "DATA_LOSS"),
    "V01 language map": (A + "name", {"fr": "N"}, "DATA_LOSS"),
    "V01 language alone": (A + "name", {"@language": "fr"}, "DATA_LOSS"),
    "V01 language of null": (A + "name", {"@value": None, "@language": "fr"}, "DATA_LOSS"),
    "V01 type of null": (A + "name", {"@value": None, "@type": "https://e.org/t"}, "DATA_LOSS"),
    "V01 direction": (A + "name", {"@value": "N", "@direction": "rtl"}, "KEYWORD"),
    "V01 a proof that is a name": ("proof", "https://e.org/proof", "DATA_LOSS"),
    "V01 undefined type": ("type", ["VerifiableCredential", "Nope"], "RELATIVE_IRI"),
    "V01 blank node as a property": ("_:p", "x", "DATA_LOSS"),
    "V02 unknown context": ("@context", [VC2, "https://e.org/c"], "CONTEXT_UNKNOWN"),
    "V02 nested unknown context": (A + "@context", "https://e.org/c", "CONTEXT_UNKNOWN"),
    "V02 inline context": ("@context", [VC2, OB3, {"clause": "https://e.org/c"}], "CONTEXT_INLINE"),
    "V02 nested inline context": (A + "@context", {"name": "https://e.org/c"}, "CONTEXT_INLINE"),
    "V02 null context": (A + "@context", None, "CONTEXT_INLINE"),
    "V03 vocab": ("@context", [VC2, OB3, {"@vocab": "https://e.org/v#"}], "CONTEXT_INLINE"),
    "V03 vocab member": ("@vocab", "https://e.org/v#", "KEYWORD"),
    "V03 base": ("@base", "https://e.org/", "KEYWORD"),
    "V03 graph": ("@graph", [], "KEYWORD"),
    "V03 reverse": ("@reverse", {"issuer": {"id": "urn:x"}}, "KEYWORD"),
    "V03 included": ("@included", [], "KEYWORD"),
    "V03 nest": (A + "@nest", {}, "KEYWORD"),
    "V03 index": (A + "@index", "x", "KEYWORD"),
    "V03 an unknown keyword": (A + "@comment", "x", "KEYWORD"),
    "V03 relative id": ("credentialSubject > id", "me", "RELATIVE_IRI"),
    "V03 empty id": ("credentialSubject > id", "", "RELATIVE_IRI"),
    "V03 keyword as id": ("credentialSubject > id", "@foo", "RELATIVE_IRI"),
    "V03 injection": ("credentialSubject > id", "urn:x> <urn:p", "RELATIVE_IRI"),
    "V16 id is a list": ("credentialSubject > id", ["urn:x"], "JSON_LD"),
    "V16 type is a number": ("type", ["VerifiableCredential", 5], "JSON_LD"),
    "two ids": ("@id", "urn:x", "JSON_LD"),
    "language tag": (A + "name", {"@value": "N", "@language": "a b"}, "LANGUAGE_TAG"),
    "half a pair": (A + "name", "\ud800", "JSON_SURROGATE"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(name: str):
    path, value, code = REFUSED[name]
    with pytest.raises(OpenBadgeError) as refusal:
        jsonld.to_quads(base_with(path, value))
    assert refusal.value.code == code


def lines(document: dict[str, Any]) -> str:
    return "".join(quad.line() for quad in jsonld.to_quads(document))


FLOAT = "^^<https://www.w3.org/2001/XMLSchema#float>"
DOUBLE = "http://www.w3.org/2001/XMLSchema#double"
NUMBERS: list[tuple[Any, str]] = [
    (42, f'"42"{FLOAT}'),
    (42.0, f'"42"{FLOAT}'),
    (-0.0, f'"0"{FLOAT}'),
    (1.5, f'"1.5E0"{FLOAT}'),
    (3e-8, f'"3.0E-8"{FLOAT}'),
    (0.1 + 0.2, f'"3.0E-1"{FLOAT}'),
    (1e21, f'"1.0E21"{FLOAT}'),
    ("10.00", f'"10.00"{FLOAT}'),
    (True, f'"true"{FLOAT}'),
    ({"@value": "10.00", "@type": DOUBLE}, f'"10.00"^^<{DOUBLE}>'),
    ({"@value": 10, "@type": DOUBLE}, f'"1.0E1"^^<{DOUBLE}>'),
    ({"@value": 7}, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ({"@value": 7.5}, f'"7.5E0"^^<{DOUBLE}>'),
    ({"@value": False}, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
]


@pytest.mark.parametrize(("value", "term"), NUMBERS)
def test_numbers_get_the_lexical_form_of_the_api(value: Any, term: str):
    """JSON-LD 1.1 API section 8.6; text typed as a number stays as it is.

    The https in the datatype of xsd:float is how the Open Badges context spells it.
    """
    assert f"#creditsEarned> {term} .\n" in lines(base_with("credentialSubject > creditsEarned", value))


def test_lists_languages_and_merged_nodes():
    document = base_with(A + "tag", {"@list": ["a", {"@value": "b", "@language": "FR"}]})
    assert '"b"@fr' in lines(document)
    assert lines(document).count("#rest>") == 2
    assert "#nil>" in lines(base_with(A + "tag", {"@list": []}))


def test_a_json_literal_is_in_its_canonical_text():
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/jwk/v1"],
        "id": "urn:k",
        "type": "JsonWebKey",
        "publicKeyJwk": {"y": 1.0, "x": 'é"'},
    }
    assert '"{\\"x\\":\\"é\\\\\\"\\",\\"y\\":1}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>' in lines(
        document
    )


def test_inline_contexts_may_name_plain_terms_when_allowed():
    document = base_with(
        "@context", [VC2, OB3, {"clause": {"@id": "https://e.org/c"}, "other": "https://e.org/o"}]
    )
    document["clause"] = "signed"
    quads = jsonld.to_quads(document, inline_contexts=True)
    assert any(quad.predicate == "<https://e.org/c>" for quad in quads)


@pytest.mark.parametrize(
    "context",
    [
        {"@vocab": "https://e.org/"},
        {"a": {"@reverse": "https://e.org/"}},
        {"a": {"@id": "urn:a", "@context": {}}},
        {"a": None},
        None,
        "https://e.org/c",
    ],
)
def test_inline_contexts_may_do_no_more(context: Any):
    with pytest.raises(OpenBadgeError) as refusal:
        jsonld.to_quads(base_with("@context", [VC2, OB3, context]), inline_contexts=True)
    assert refusal.value.code.startswith("CONTEXT_")


def test_protected_terms_cannot_be_redefined_inline():
    with pytest.raises(OpenBadgeError) as refusal:
        jsonld.to_quads(base_with("@context", [VC2, OB3, {"name": "https://e.org/n"}]), inline_contexts=True)
    assert refusal.value.code == "JSON_LD"


def test_an_empty_document_is_refused():
    assert jsonld.to_quads({"@context": VC2}) == []
    with pytest.raises(OpenBadgeError) as refusal:
        jsonld.to_quads({"@context": VC2, "id": "urn:x"})
    assert refusal.value.code == "DATA_LOSS"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(depth=3), "JSON_TOO_DEEP"),
        (Limits(json_values=20), "JSON_TOO_MANY_VALUES"),
        (Limits(quads=10), "QUADS"),
    ],
)
def test_limits(limits: Limits, code: str):
    with pytest.raises(LimitError) as refusal:
        jsonld.to_quads(BASE, limits=limits)
    assert refusal.value.code == code


def test_contexts_may_not_be_switched_without_end():
    document = base_with("type", ["VerifiableCredential"] * 400)
    with pytest.raises(LimitError) as refusal:
        jsonld.to_quads(document, limits=Limits(context_work=300))
    assert refusal.value.code == "TOO_COMPLEX"


def test_v04_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch):
    """PyLD's own loaders are never asked: only pinned contexts are read, from the installation."""
    from pyld import jsonld as pyld

    def fetch(*_: object) -> None:
        raise AssertionError("a document loader of PyLD was called")

    monkeypatch.setattr(pyld, "_default_document_loader", fetch)
    assert jsonld.to_quads(BASE)


@pytest.mark.parametrize("place", ["document", "inner"])
def test_v05_a_crowd_of_contexts_is_not_taken_in(place: str):
    crowd = ["https://www.w3.org/ns/credentials/v2"] * 3_000
    document: dict[str, Any] = {
        "@context": crowd[:1],
        "id": "urn:x",
        "name": "x",
        "evidence": {"id": "urn:y"},
    }
    if place == "document":
        document["@context"] = crowd
    else:
        document["evidence"] = {"@context": crowd, "id": "urn:y"}
    with pytest.raises(LimitError) as caught:
        jsonld.to_quads(document)
    assert caught.value.code == "TOO_COMPLEX"
