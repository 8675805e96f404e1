"""Where the public vectors stand, and how a file of them is read. Set OPENBADGE_VECTORS to their folder."""

import json
import os
from pathlib import Path

import pytest

from openbadge.model.json import JsonObject

needs_vectors = [
    pytest.mark.vectors,
    pytest.mark.skipif("OPENBADGE_VECTORS" not in os.environ, reason="OPENBADGE_VECTORS is not set"),
]


def folder(name: str) -> Path:
    """Return the folder of one suite of vectors."""
    return Path(os.environ.get("OPENBADGE_VECTORS", "absent")) / name


def load(path: Path) -> JsonObject:
    """Return the JSON object of a file."""
    value: JsonObject = json.loads(path.read_text("utf-8"))
    return value


def text(path: Path) -> str:
    """Return the text of a file, without the line end that editors leave."""
    return path.read_text("utf-8").strip("\n")
