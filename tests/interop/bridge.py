"""How a test speaks to another implementation: a process of its own, one question and one answer a line.

`./run test --interop` installs the implementations; a side that is not installed skips its tests and says so.
"""

import base64
import json
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from openbadge.canon import contexts

Json = dict[str, Any]

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parent.parent / ".venv"
PATIENCE_SECONDS = 120.0


def command(side: str, folder: Path) -> list[str]:
    """Return how to start `side`; `folder` takes the file of contexts. Skips when it is not installed."""
    if side == "node":
        _need(HERE / "node_modules" / ".package-lock.json", "the npm implementations are")
        return ["node", str(HERE / "node" / "main.mjs"), str(write_contexts(folder))]
    environment = "validator" if side == "validator" else "openbadgeslib"
    python = ENVIRONMENTS / f"interop-{environment}" / "bin" / "python"
    _need(python.with_name("installed"), f"{environment} is")
    return [str(python), str(HERE / "python" / f"{side}_side.py")]


def _need(path: Path, what: str) -> None:
    if not path.exists():
        pytest.skip(
            f"{what} not installed: ./run test --interop does it, where the registries can be reached"
        )


def write_contexts(folder: Path) -> Path:
    """Write every context that the library pins into one file, and return its path."""
    path = folder / "contexts.json"
    path.write_text(json.dumps({url: contexts.get(url) for url in contexts.PINNED}), "utf-8")
    return path


@dataclass
class Side:
    """One implementation, started at its first question and kept for the others."""

    command: list[str]
    log: IO[bytes]
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def ask(self, operation: str, **question: Any) -> Any:
        """Return the answer. Fails the test when the other side raises, dies or takes too long."""
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps({"operation": operation, **question}).encode() + b"\n")
        process.stdin.flush()
        watch = threading.Timer(PATIENCE_SECONDS, process.kill)
        watch.start()
        line = process.stdout.readline()
        watch.cancel()
        if not line:
            self.log.seek(0)
            pytest.fail(f"{self.command} ended: {self.log.read()[-2000:].decode(errors='replace')}")
        answer = json.loads(line)
        if "error" in answer:
            pytest.fail(str(answer["error"]))
        return answer["answer"]

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            with self._process as process:
                assert process.stdin is not None
                process.stdin.close()

    def _start(self) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(self.command, stdin=pipe, stdout=pipe, stderr=self.log)
        return self._process


def base64_of(data: bytes) -> str:
    """Return bytes as they travel in JSON."""
    return base64.b64encode(data).decode("ascii")


def served(pages: Mapping[str, Any]) -> Json:
    """Return what stands on a `tests.world.web.Web`, as documents by address: JSON, or text; no pictures."""
    found: Json = {}
    for url, page in pages.items():
        if page.content_type.startswith("image/"):
            continue
        text = page.body.decode("utf-8")
        found[url] = json.loads(text) if text.lstrip().startswith(("{", "[")) else text
    return found


def whole_pages(pages: Mapping[str, Any]) -> Json:
    """Return what stands on a `tests.world.web.Web` with statuses and bytes."""
    return {
        url: {"status": page.status, "content_type": page.content_type, "body": base64_of(page.body)}
        for url, page in pages.items()
    }
