"""Lines with holes: filled, hashed and joined as RDFC-1.0 wants them."""

import hashlib

import pytest

from openbadge.canon.shapes.lines import (
    Blank,
    Hole,
    Pattern,
    escape_all,
    first_degree_hash,
    joined,
    labels_in_order,
    look_alikes,
    picker,
)
from openbadge.errors import MalformedError


def test_a_pattern_is_filled_by_place():
    lines = [
        ("<urn:s>", "<urn:100%>", Hole('"%b%%%b"', (1, 0)), ""),
        (Blank(0), "<urn:p>", Hole("<%b>", (0,)), "_:g"),
    ]
    pattern = Pattern.of(lines, labels_from=2)
    assert pattern.fill([b"a", b"b", b"_:c14n0"]) == [
        b'<urn:s> <urn:100%> "b%a" .',
        b"_:c14n0 <urn:p> <a> _:g .",
    ]


def test_blank_nodes_are_masked_for_hashing():
    line = (Blank(0), "<urn:p>", Blank(1), "")
    assert Pattern.of([line], labels_from=0, me=0).fill(()) == [b"_:a <urn:p> _:z ."]
    assert Pattern.of([line], labels_from=0, me=1).fill(()) == [b"_:z <urn:p> _:a ."]


def test_the_hash_is_over_sorted_lines():
    expected = hashlib.sha256(b"a .\nb .\n").hexdigest()
    assert first_degree_hash([b"b .", b"a ."], hashlib.sha256) == expected


def test_labels_follow_the_hashes():
    assert labels_in_order(["c", "a", "b"]) == [b"_:c14n2", b"_:c14n0", b"_:c14n1"]


def test_equal_lines_count_once():
    assert joined([b"b", b"a", b"b"]) == b"a\nb\n"
    assert joined([]) == b""


def test_look_alikes_are_lines_of_one_blank_node_that_could_be_equal():
    tag = (Blank(0), "<urn:tag>", Hole('"%b"', (0,)), "")
    same_kind = (Blank(0), "<urn:tag>", '"x"', "")
    other_kind = (Blank(0), "<urn:tag>", '"x"@fr', "")
    other_node = (Blank(1), "<urn:tag>", Hole('"%b"', (1,)), "")
    constant = [(Blank(2), "<urn:p>", '"x"', ""), (Blank(2), "<urn:p>", '"y"', "")]
    assert look_alikes([tag, same_kind, other_kind, other_node, *constant]) == [[tag, same_kind]]


@pytest.mark.parametrize("places", [(), (2,), (2, 0, 2)])
def test_a_picker_always_gives_a_tuple(places: tuple[int, ...]):
    assert picker(places)("abc") == tuple("abc"[place] for place in places)


def test_escaping():
    assert escape_all([]) == []
    assert escape_all([""]) == [b""]
    assert escape_all(['a"', "\\", ""]) == [b'a\\"', b"\\\\", b""]
    assert escape_all(["\x01\x7f", "é"]) == [b"\\u0001\\u007F", "é".encode()]
    with pytest.raises(MalformedError) as refusal:
        escape_all(["\udc00"])
    assert refusal.value.code == "JSON_SURROGATE"
