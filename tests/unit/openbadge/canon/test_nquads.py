"""Quads as text: canonical escapes out, every legal spelling in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbadge.canon import nquads
from openbadge.canon.nquads import Quad
from openbadge.errors import MalformedError


def test_escapes_are_those_of_rdfc():
    """RDFC-1.0 section 5: letters where there is one, \\uXXXX for other controls and DEL, the rest raw."""
    assert nquads.escape('\b\t\n\f\r"\\') == '\\b\\t\\n\\f\\r\\"\\\\'
    assert nquads.escape("\x00\x0b\x1f\x7f") == "\\u0000\\u000B\\u001F\\u007F"
    assert nquads.escape("é\u2028😀<>") == "é\u2028😀<>"


@given(st.text())
def test_a_literal_reads_back(text: str):
    quad = Quad("<urn:s>", "<urn:p>", nquads.literal(text, language="fr-FR"), "_:g")
    assert nquads.parse(quad.line()) == [quad]


def test_every_spelling_becomes_the_canonical_one():
    literal = '"\\u00e9\\U0001F600\\t\'"^^<http://www.w3.org/2001/XMLSchema#string>'
    text = f"# a comment\n<urn:s>\t<urn:p>{literal} . # end\r\n\n"
    assert nquads.parse(text) == [Quad("<urn:s>", "<urn:p>", '"é😀\\t\'"')]
    assert nquads.parse("<urn:\\u0073> <urn:p> _:b1.x .") == [Quad("<urn:s>", "<urn:p>", "_:b1.x")]


@pytest.mark.parametrize(
    "line",
    ["<urn:s> <urn:p> .", "<s> <urn:p> <urn:o> .", '<urn:s> _:p "o" .', '"s" <urn:p> "o" .', "<urn:s> <urn:p> <urn:o>",
     '<urn:s> <urn:p> "o" "g" .', '<urn:s> <urn:p> "\\x" .', '<urn:s> <urn:p> "\\U00110000" .'],
)  # fmt: skip
def test_other_lines_are_refused(line: str):
    with pytest.raises(MalformedError) as refusal:
        nquads.parse(line)
    assert refusal.value.code == "NQUADS"


@pytest.mark.parametrize("iri", ["https://e.org/é?a=b#c", "urn:x", "a+b.c-d:", "did:web:e.org"])
def test_absolute_iris(iri: str):
    assert nquads.is_absolute_iri(iri)


@pytest.mark.parametrize(
    "iri", ["", "x", "_:b", "1a:b", "urn:a b", "urn:<", "urn:\n", "urn:a\n", "urn:\ud800", "/a", "urn:{}"]
)
def test_others_are_not(iri: str):
    assert not nquads.is_absolute_iri(iri)


def test_language_tags_are_checked():
    with pytest.raises(MalformedError) as refusal:
        nquads.literal("x", language='fr" .\n<urn:s')
    assert refusal.value.code == "LANGUAGE_TAG"
