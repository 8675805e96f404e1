"""RDFC-1.0, the W3C suite: 64 evaluation tests, 21 issued identifier maps, 1 graph that must be refused."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from openbadge.canon import nquads, rdfc
from openbadge.errors import LimitError

pytestmark = [
    pytest.mark.vectors,
    pytest.mark.skipif("OPENBADGE_VECTORS" not in os.environ, reason="OPENBADGE_VECTORS is not set"),
]

FOLDER = Path(os.environ.get("OPENBADGE_VECTORS", ".")) / "rdf-canon" / "tests"


def entries(kind: str) -> list[Any]:
    manifest = FOLDER / "manifest.jsonld"
    if not manifest.exists():
        return []
    listed = json.loads(manifest.read_text(encoding="utf-8"))["entries"]
    return [pytest.param(e, id=e["id"]) for e in listed if e["type"] == f"rdfc:RDFC10{kind}"]


def quads_of(entry: dict[str, Any]) -> list[nquads.Quad]:
    return nquads.parse((FOLDER / entry["action"]).read_bytes().decode("utf-8"))


def algorithm_of(entry: dict[str, Any]) -> rdfc.Algorithm:
    return "sha384" if entry.get("hashAlgorithm") == "SHA384" else "sha256"


@pytest.mark.parametrize("entry", entries("EvalTest"))
def test_canonical_form(entry: dict[str, Any]):
    expected = (FOLDER / entry["result"]).read_bytes()
    assert rdfc.canonicalize(quads_of(entry), algorithm=algorithm_of(entry)) == expected


@pytest.mark.parametrize("entry", entries("MapTest"))
def test_issued_identifiers(entry: dict[str, Any]):
    expected = json.loads((FOLDER / entry["result"]).read_bytes())
    issued = rdfc.issued_identifiers(quads_of(entry), algorithm=algorithm_of(entry))
    assert {node[2:]: label[2:] for node, label in issued.items()} == expected


@pytest.mark.parametrize("entry", entries("NegativeEvalTest"))
def test_poison_is_refused(entry: dict[str, Any]):
    with pytest.raises(LimitError) as refusal:
        rdfc.canonicalize(quads_of(entry), algorithm=algorithm_of(entry))
    assert refusal.value.code == "TOO_COMPLEX"


def test_the_suite_is_whole():
    counts = [len(entries(kind)) for kind in ("EvalTest", "MapTest", "NegativeEvalTest")]
    assert counts == [64, 21, 1]
