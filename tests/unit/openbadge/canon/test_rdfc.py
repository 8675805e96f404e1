"""RDFC-1.0 in the small: labels, duplicates, budgets. The suite itself is in tests/conformance."""

from itertools import combinations

import pytest

from openbadge.canon import nquads, rdfc
from openbadge.canon.limits import Limits
from openbadge.canon.nquads import Quad
from openbadge.errors import LimitError


def clique(size: int) -> list[Quad]:
    return [Quad(f"_:n{a}", "<urn:p>", f"_:n{b}") for a, b in combinations(range(size), 2)] + [
        Quad(f"_:n{b}", "<urn:p>", f"_:n{a}") for a, b in combinations(range(size), 2)
    ]


def test_names_of_blank_nodes_and_order_do_not_count():
    one = nquads.parse('_:a <urn:p> _:b .\n_:b <urn:q> "x" .\n<urn:s> <urn:p> _:a _:g .\n')
    other = nquads.parse(
        '<urn:s> <urn:p> _:x _:b .\n_:y <urn:q> "x" .\n_:x <urn:p> _:y .\n_:x <urn:p> _:y .\n'
    )
    assert rdfc.canonicalize(one) == rdfc.canonicalize(other)
    assert rdfc.canonicalize(one).count(b"\n") == 3


def test_lines_are_sorted_by_code_point_not_by_utf16():
    quads = [Quad("<urn:s>", "<urn:p>", f'"{text}"') for text in ("\U0001f600", "\ufb01")]
    assert rdfc.canonicalize(quads).decode().index("\ufb01") < rdfc.canonicalize(quads).decode().index(
        "\U0001f600"
    )


def test_an_empty_dataset_is_empty():
    assert rdfc.canonicalize([]) == b""
    assert rdfc.issued_identifiers([]) == {}


def test_the_hash_function_matters_to_labels():
    quads = nquads.parse('_:a <urn:p> "1" .\n_:b <urn:p> "2" .\n_:c <urn:p> "3" .\n')
    labels = {name: rdfc.issued_identifiers(quads, algorithm=name) for name in ("sha256", "sha384")}
    assert labels["sha256"] != labels["sha384"]


def test_symmetric_nodes_within_the_budget_are_labelled():
    assert rdfc.canonicalize(clique(5)).count(b"\n") == 20


def test_v05_a_poison_graph_is_refused_by_its_work():
    with pytest.raises(LimitError) as refusal:
        rdfc.canonicalize(clique(12))
    assert refusal.value.code == "TOO_COMPLEX"


def test_v05_a_long_chain_of_look_alikes_is_refused_without_recursion_error():
    ring = [Quad(f"_:n{i}", "<urn:p>", f"_:n{(i + 1) % 2000}") for i in range(2000)]
    with pytest.raises(LimitError) as refusal:
        rdfc.canonicalize(ring)
    assert refusal.value.code == "TOO_COMPLEX"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(quads=19), "QUADS"),
        (Limits(blank_nodes=4), "BLANK_NODES"),
        (Limits(rdfc_work=50), "TOO_COMPLEX"),
    ],
)
def test_each_budget_is_kept(limits: Limits, code: str):
    with pytest.raises(LimitError) as refusal:
        rdfc.canonicalize(clique(5), limits=limits)
    assert refusal.value.code == code
