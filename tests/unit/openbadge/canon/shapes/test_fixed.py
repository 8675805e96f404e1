"""One example with holes: the canonical form, the text and the document of each filling."""

import json
from typing import Any

import pytest
from tests.property.canon_documents import VC2, base_with

from openbadge.canon import jsonld, rdfc, strict_json
from openbadge.canon.shapes import FilledText, Fixed
from openbadge.errors import MalformedError, OpenBadgeError

ID, NAME = "https://hole.example/id", "hole-name-here"
HOLES = (ID, NAME)


def example() -> dict[str, Any]:
    document = base_with("id", ID)
    document["credentialSubject"]["achievement"]["name"] = f'« {NAME} » "1"\n100 %'
    document["credentialSubject"]["id"] = f"{ID}#subject"
    document["evidence"] = [{"id": f"https://e.org/files?of={NAME}", "type": ["Evidence"], "name": NAME}]
    return document


def slowly(document: dict[str, Any]) -> bytes:
    return rdfc.canonicalize(jsonld.to_quads(document))


@pytest.mark.parametrize("values", [("https://e.org/7", "x"), ("urn:uuid:7", ""), ("did:key:z", "100%25")])
def test_a_filling_is_the_document(values: tuple[str, str]):
    fixed = Fixed(example(), holes=HOLES)
    document = fixed.document(values)
    assert document["credentialSubject"]["id"] == f"{values[0]}#subject"
    assert document["evidence"][0]["name"] == values[1]
    assert fixed.fits(values)
    assert fixed.canonical(values) == slowly(document)
    assert fixed.text(values) == strict_json.dumps(document)


def test_values_that_break_an_iri_get_the_answer_of_the_processor():
    fixed = Fixed(example(), holes=HOLES)
    odd = ("ftp://e.org/é", "é")
    assert not fixed.fits(odd)
    assert fixed.canonical(odd) == slowly(fixed.document(odd))
    for values in (("me", "x"), ("urn:a b", "x"), ("urn:a", "a b"), ("urn:a", "\n")):
        assert not fixed.fits(values)
        with pytest.raises(OpenBadgeError) as refusal:
            fixed.canonical(values)
        assert refusal.value.code == "RELATIVE_IRI"


def test_values_of_text_may_be_anything():
    document = base_with("name", NAME)
    fixed = Fixed(document, holes=(NAME,))
    for value in ('"', "\\", "\x00\x7f\n", "%b", "é😀", NAME, "", '",\n  "'):
        filled = {**document, "name": value}
        assert fixed.canonical((value,)) == slowly(filled)
        assert json.loads(fixed.text((value,))) == filled
    with pytest.raises(MalformedError):
        fixed.canonical(("\ud800",))


def test_fillings_that_tie_blank_nodes_or_repeat_lines_are_right():
    document = base_with(
        "evidence", [{"type": ["Evidence"], "name": hole} for hole in ("hole-one-1", "hole-two-2")]
    )
    document["credentialSubject"]["achievement"]["tag"] = ["a", "hole-one-1", "hole-two-2"]
    fixed = Fixed(document, holes=("hole-one-1", "hole-two-2"))
    for values in (("x", "y"), ("y", "x"), ("x", "x"), ("a", "b")):
        assert fixed.canonical(values) == slowly(fixed.document(values))


def test_an_example_without_a_template_still_works():
    document = base_with("name", {"@value": NAME, "@language": "fr"})
    fixed = Fixed(document, holes=(NAME,))
    assert fixed.canonical(("x",)) == slowly(fixed.document(("x",)))


def test_a_hole_in_a_word_of_a_vocabulary_still_works():
    document = {"@context": VC2, "type": "DataIntegrityProof", "proofPurpose": "https://hole.example/purpose"}
    fixed = Fixed(document, holes=("https://hole.example/purpose",))
    assert fixed.canonical(("assertionMethod",)) == slowly({**document, "proofPurpose": "assertionMethod"})


def test_no_holes_is_a_constant():
    fixed = Fixed(base_with("name", "x"), holes=())
    assert fixed.canonical(()) == slowly(base_with("name", "x"))
    assert fixed.text(()) == strict_json.dumps(base_with("name", "x"))


def test_text_alone_needs_no_contexts():
    filled = FilledText(
        {"a": ["hole-aaaa", {"b": "x hole-aaaa y"}], "n": 1.5, "é": None}, holes=("hole-aaaa",)
    )
    assert json.loads(filled.text(('"%',))) == {"a": ['"%', {"b": 'x "% y'}], "n": 1.5, "é": None}


@pytest.mark.parametrize(
    "holes",
    [("",), ("short",), ("with space",), ('with"quote',), ("1starts-with-digit",), ("nowhere-to-be-seen",),
     ("VerifiableCredential",), ("credentialSubject",), (NAME, NAME[:-1]), (NAME, NAME)],
)  # fmt: skip
def test_bad_holes_are_refused(holes: tuple[str, ...]):
    with pytest.raises(MalformedError) as refusal:
        Fixed(example(), holes=holes)
    assert refusal.value.code == "HOLE"


def test_a_hole_that_an_escape_would_make_is_refused():
    with pytest.raises(MalformedError) as refusal:
        FilledText({"a": "nabcdefgh \nabcdefgh"}, holes=("nabcdefgh",))
    assert refusal.value.code == "HOLE"


def test_an_example_that_the_processor_refuses_is_refused():
    with pytest.raises(MalformedError) as refusal:
        Fixed(base_with("clause", NAME), holes=(NAME,))
    assert refusal.value.code == "DATA_LOSS"
