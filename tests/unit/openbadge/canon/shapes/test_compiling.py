"""From a document to a template: markers, words, refusals, and the check against the full processor."""

from typing import Any

import pytest
from tests.property.canon_documents import BASE, VC2, base_with

from openbadge.canon import jsonld, rdfc
from openbadge.canon.limits import DEFAULT_LIMITS
from openbadge.canon.shapes import compiling
from openbadge.canon.shapes.compiling import compile_shape
from openbadge.canon.shapes.shape import UnshapedError, shape_of
from openbadge.canon.shapes.template import Template
from openbadge.errors import MalformedError


def compiled(document: dict[str, Any]) -> Template:
    key, leaves = shape_of(document)
    return compile_shape(document, key, leaves, algorithm="sha256", limits=DEFAULT_LIMITS)


def test_a_template_gives_back_its_document():
    template = compiled(BASE)
    _, leaves = shape_of(BASE)
    assert template.fits(leaves)
    assert template.render(leaves, DEFAULT_LIMITS) == rdfc.canonicalize(jsonld.to_quads(BASE))
    assert len(template.iris) == 4
    assert template.blanks == 3


def test_words_become_exact():
    document = {
        "@context": VC2,
        "type": "DataIntegrityProof",
        "proofPurpose": "assertionMethod",
        "created": "x",
    }
    assert compiled(document).exact == ((0, "assertionMethod"),)


def test_markers_avoid_the_words_of_the_document():
    document = base_with("type", ["VerifiableCredential", "https://e.org/leaf0q", "urn:leaf1q"])
    _, leaves = shape_of(document)
    assert compiled(document).render(leaves, DEFAULT_LIMITS) == rdfc.canonicalize(jsonld.to_quads(document))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("@id", "urn:x"),
        ("https://e.org/p", "v"),
        ("name", {"@value": "n"}),
        ("@context", [VC2, "https://w3id.org/dcc/v1"]),
    ],
)
def test_what_may_not_be_compiled(path: str, value: Any):
    with pytest.raises(UnshapedError):
        compiled(base_with(path, value))


def test_json_literals_are_not_compiled():
    key = {"type": "JsonWebKey", "publicKeyJwk": {"kty": "OKP", "x": "abc"}}
    with pytest.raises(UnshapedError):
        compiled({"@context": [VC2, "https://w3id.org/security/jwk/v1"], **key})


def test_a_template_that_fails_its_own_check_is_not_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Template, "render", lambda *_: b"wrong")
    with pytest.raises(UnshapedError):
        compiled(BASE)


def test_a_leaf_that_reaches_no_quad_is_unsigned_data(monkeypatch: pytest.MonkeyPatch):
    real = jsonld.write_quads

    def losing(*arguments: Any, **options: Any) -> list[Any]:
        return real(*arguments, **options)[:-1]

    monkeypatch.setattr(compiling.jsonld, "write_quads", losing)
    with pytest.raises(MalformedError) as refusal:
        compiled(BASE)
    assert refusal.value.code == "DATA_LOSS"
