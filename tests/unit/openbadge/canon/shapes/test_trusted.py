"""Which IRIs a template takes unseen, and under which contexts."""

from typing import Any

import pytest

from openbadge.canon import contexts
from openbadge.canon.nquads import is_absolute_iri
from openbadge.canon.shapes import trusted

SAFE = ["https://e.org/a?b=c&d#e%20", "http://e", "did:key:z6Mk#z", "urn:uuid:1-2", "mailto:a@e.org"]
UNSAFE = [
    "",
    "x",
    "_:b",
    "@type",
    "ftp://e",
    "tel:+33",
    "https:/e",
    "https://é",
    "https://e\n",
    "urn:a b",
    "urn:<",
    'urn:"',
]


@pytest.mark.parametrize("iri", SAFE)
def test_safe_iris(iri: str):
    assert trusted.are_safe_iris([iri])
    assert is_absolute_iri(iri)


@pytest.mark.parametrize("iri", UNSAFE)
def test_one_unsafe_iri_spoils_the_list(iri: str):
    assert not trusted.are_safe_iris([iri])
    assert not trusted.are_safe_iris([*SAFE, iri, *SAFE])


def test_a_line_feed_does_not_hide_between_iris():
    assert not trusted.are_safe_iris(["https://e.org/\nx", "https://e.org/"])
    assert not trusted.are_safe_letters(["a\n", "b"])
    assert trusted.are_safe_letters(["a", "", "b"])


def test_none_at_all_is_safe():
    assert trusted.are_safe_iris([])
    assert trusted.are_safe_letters([])


def test_every_pinned_context_but_the_one_with_reverse_terms_is_trusted():
    assert {url for url in contexts.PINNED if not trusted.is_trusted(url)} == {"https://w3id.org/dcc/v1"}
    assert not trusted.is_trusted("https://e.org/unknown")


TREACHEROUS: list[Any] = [
    {"did": "https://e.org/"},
    {"a:b": "https://e.org/"},
    {"kind": "@type"},
    {"kind": {"@id": "@type"}},
    {"a": {"@id": "urn:a", "@context": {"https": "urn:b"}}},
    {"@language": "fr"},
    {"@base": "https://e.org/"},
    {"a": {"@reverse": "urn:a"}},
]


@pytest.mark.parametrize("context", TREACHEROUS)
def test_a_context_that_could_rewrite_a_leaf_is_not_trusted(context: Any, monkeypatch: pytest.MonkeyPatch):
    url = "https://www.w3.org/ns/credentials/v2"
    trusted.is_trusted.cache_clear()
    monkeypatch.setattr(contexts, "get", lambda _: {"@context": context})
    try:
        assert not trusted.is_trusted(url)
    finally:
        trusted.is_trusted.cache_clear()
