"""The pinned contexts are the published ones, value for value, and none of the published is missing."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from openbadge.canon import contexts, jcs

pytestmark = [
    pytest.mark.vectors,
    pytest.mark.skipif("OPENBADGE_VECTORS" not in os.environ, reason="OPENBADGE_VECTORS is not set"),
]

FOLDER = Path(os.environ.get("OPENBADGE_VECTORS", ".")) / "contexts"
CARRIED = Path(contexts.__file__).parents[1] / "formats" / "contexts"


def published() -> dict[str, dict[str, str]]:
    index: dict[str, dict[str, str]] = json.loads((FOLDER / "index.json").read_bytes())
    return index


def test_every_published_context_is_pinned_as_published():
    for url, entry in published().items():
        data = (FOLDER / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert contexts.get(url) == json.loads(data)
        assert contexts.PINNED[url] == hashlib.sha256(jcs.canonicalize(json.loads(data))).hexdigest()


def test_carried_files_are_byte_for_byte_the_published_ones():
    hashes = {entry["sha256"] for entry in published().values()}
    carried = sorted(CARRIED.glob("*.json"))
    assert len(carried) == 19
    for file in carried:
        assert hashlib.sha256(file.read_bytes()).hexdigest() in hashes, file.name


def test_sources_name_every_context_with_its_hashes():
    rows = [
        line for line in (CARRIED / "SOURCES.md").read_text("utf-8").splitlines() if line.startswith("| http")
    ]
    assert len(rows) == len(published())
    for row in rows:
        url, _, _, sha256, pin = (cell.strip() for cell in row.strip("|").split("|"))
        assert published()[url]["sha256"] == sha256
        assert contexts.PINNED[url] == pin
