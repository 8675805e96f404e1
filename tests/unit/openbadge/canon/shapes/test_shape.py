"""The key tells apart all that processing may branch on, and nothing else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.canon_documents import BASE, Writer

from openbadge.canon.shapes.shape import UnshapedError, leaf_paths, shape_of, with_leaves

SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"a": "x"}, {"a": "y"}),
    ({"a": ["x", "y"]}, {"a": ["y", ""]}),
    ({"a": {"id": "urn:x"}}, {"a": {"id": "urn:y"}}),
]
DIFFERENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"a": "x"}, {"b": "x"}),
    ({"a": "x"}, {"a": ["x"]}),
    ({"a": "x"}, {"a": {"x": "x"}}),
    ({"a": "x"}, {"a": None}),
    ({"a": 1}, {"a": True}),
    ({"a": 1}, {"a": 1.0}),
    ({"a": 0.0}, {"a": -0.0}),
    ({"a": 1}, {"a": 2}),
    ({"a": [1, "x"]}, {"a": ["x", 1]}),
    ({"a": {"b": "x"}, "c": "x"}, {"a": {"b": "x", "c": "x"}}),
    ({"a": [["x"], "x"]}, {"a": [["x", "x"]]}),
    ({"a": [], "b": []}, {"a": ["x"], "b": []}),
    ({"type": "A"}, {"type": "B"}),
    ({"type": "A"}, {"type": ["A"]}),
    ({"type": ["A", "B"]}, {"type": ["A"], "B": []}),
    ({"@context": "A"}, {"@context": ["A"]}),
    ({"a": None}, {"a": "None"}),
    ({"a": "x", "b": {}}, {"a": {}, "b": "x"}),
    ({"a": ["x"], "b": "x"}, {"a": [], "x": "x", "b": "x"}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_do_not_count(one: dict[str, Any], other: dict[str, Any]):
    assert shape_of(one)[0] == shape_of(other)[0]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_everything_else_counts(one: dict[str, Any], other: dict[str, Any]):
    assert shape_of(one)[0] != shape_of(other)[0]


@pytest.mark.parametrize(("one", "other"), [*SAME, *DIFFERENT])
def test_in_brief_all_counts_of_what_is_kept_whole(one: dict[str, Any], other: dict[str, Any]):
    for name in ("issuer", "achievement"):
        assert shape_of({"a": {name: one}}, brief=True)[0] != shape_of({"a": {name: other}}, brief=True)[0]
        assert shape_of({name: one}, brief=True)[1] == []


# Few names and texts, so that many of the documents drawn are of one shape.
NAMES = st.sampled_from(["a", "issuer", "achievement"])
DOCUMENTS = st.dictionaries(
    NAMES,
    st.recursive(
        st.sampled_from(["a", "b", "issuer", 1, True, 1.0, None]),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=2,
)


@given(DOCUMENTS, DOCUMENTS, st.booleans())
def test_documents_of_one_shape_differ_in_leaves_only(
    one: dict[str, Any], other: dict[str, Any], brief: bool
):
    (key, _), (other_key, leaves) = shape_of(one, brief=brief), shape_of(other, brief=brief)
    if key == other_key:
        assert json.dumps(with_leaves(one, leaves, brief=brief)) == json.dumps(other)


@pytest.mark.parametrize(
    "document", [{"type": 5}, {"type": ["A", 1]}, {"@context": {}}, {"@context": None}, {"a": {1}}]
)
def test_some_documents_have_no_shape(document: dict[str, Any]):
    with pytest.raises(UnshapedError):
        shape_of(document)


def test_leaves_and_their_paths_are_in_one_order():
    _, leaves = shape_of(BASE)
    paths = leaf_paths(BASE)
    assert ("credentialSubject", "achievement", "tag", 1) in paths
    for path, leaf in zip(paths, leaves, strict=True):
        node: Any = BASE
        for step in path:
            node = node[step]
        assert node == leaf


@pytest.mark.parametrize("seed", range(20))
def test_leaves_can_be_put_back(seed: int):
    document = Writer(seed).credential()
    key, leaves = shape_of(document)
    assert with_leaves(document, leaves) == document
    assert shape_of(with_leaves(document, [f"{place}" for place in range(len(leaves))]))[0] == key
    brief_key, brief_leaves = shape_of(document, brief=True)
    assert with_leaves(document, brief_leaves, brief=True) == document
    numbers = [f"{place}" for place in range(len(brief_leaves))]
    assert shape_of(with_leaves(document, numbers, brief=True), brief=True) == (brief_key, numbers)
