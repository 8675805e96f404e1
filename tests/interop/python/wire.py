"""How a Python side is spoken to: one question a line on standard input, one answer a line, both JSON.

Runs inside the side's own virtual environment, with the standard library alone. Nothing is fetched: connecting
to anything is an error here.
"""

import base64
import json
import socket
import sys
import traceback
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def to_text(data: bytes) -> str:
    """Return bytes as they travel in JSON."""
    return base64.b64encode(data).decode("ascii")


def to_bytes(text: str) -> bytes:
    """Return the bytes that `to_text` wrote."""
    return base64.b64decode(text, validate=True)


def judged(check: Callable[[], Any]) -> Json:
    """Return whether `check` ended without an error, what it returned, and the reason when it did not."""
    try:
        return {"verified": True, "reason": "", "found": check()}
    except Exception as error:
        return {"verified": False, "reason": f"{type(error).__name__}: {error}", "found": None}


def serve(operations: dict[str, Callable[..., Any]]) -> None:
    """Answer every question until standard input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr
    socket.socket.connect = _refuse  # type: ignore[method-assign, assignment]
    for line in sys.stdin:
        question = json.loads(line)
        operation = question.pop("operation")
        try:
            answer = {"answer": operations[operation](**question)}
        except Exception:
            answer = {"error": f"{operation}: {traceback.format_exc()}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _refuse(*_: object) -> None:
    raise OSError("this test has no network")
