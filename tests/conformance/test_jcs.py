"""RFC 8785, the six vectors of its author."""

import json
import os
from pathlib import Path

import pytest

from openbadge.canon import jcs

pytestmark = [
    pytest.mark.vectors,
    pytest.mark.skipif("OPENBADGE_VECTORS" not in os.environ, reason="OPENBADGE_VECTORS is not set"),
]

FOLDER = Path(os.environ.get("OPENBADGE_VECTORS", ".")) / "jcs-cyberphone" / "testdata"


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_canonical_text(name: str):
    value = json.loads((FOLDER / "input" / f"{name}.json").read_bytes())
    assert jcs.canonicalize(value) == (FOLDER / "output" / f"{name}.json").read_bytes().rstrip(b"\n")
