"""JSON text to values and back, refusing all that two readers could understand in two ways.

Only this module parses JSON in the library. It accepts what RFC 8259 and I-JSON (RFC 7493) accept
together: UTF-8 without a byte order mark, no duplicate member, no NaN, no lone surrogate, no integer
that a double cannot hold.
"""

import json
import re
from collections.abc import Callable

import orjson

from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import LimitError, MalformedError
from openbadge.model.json import JsonValue

SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 7493 section 2.2)."""

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def loads(data: bytes | str, *, limits: Limits = DEFAULT_LIMITS) -> JsonValue:
    """Return the value of a JSON text.

    Raises MalformedError (JSON_ENCODING, JSON_SYNTAX, JSON_DUPLICATE_KEY, JSON_NUMBER, JSON_SURROGATE)
    or LimitError (DOCUMENT_TOO_LARGE, JSON_TOO_DEEP). Source: RFC 8259, RFC 7493.
    """
    if isinstance(data, bytes) and len(data) <= limits.document_bytes:
        try:
            return _plain(data, limits)
        except ValueError:
            pass  # written in another way, or wrong: the full reader tells
    text = _text(data, limits)
    try:
        value: JsonValue = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise MalformedError(
            "JSON_SYNTAX", f"The text is not JSON: {error.msg} at character {error.pos}.", position=error.pos
        ) from error
    except RecursionError as error:
        raise LimitError("JSON_TOO_DEEP", f"The JSON text nests more than {limits.depth} levels.") from error
    check_depth(value, limits=limits)
    if _ESCAPED_SURROGATE.search(text):
        _refuse_surrogates(value)
    return value


def _plain(data: bytes, limits: Limits) -> JsonValue:
    """Return the value of a text that is written the plainest way, in half the time.

    A text that equals what orjson writes of its value has no duplicate member, no large integer, no half
    surrogate pair and no byte order mark. Raises ValueError when it is not such a text.
    """
    value: JsonValue = orjson.loads(data)
    try:
        plain = orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER)
    except TypeError as error:
        raise ValueError from error
    if plain != data:
        raise ValueError
    if data.count(b"{") + data.count(b"[") > limits.depth:
        check_depth(value, limits=limits)
    return value


def dumps(value: JsonValue) -> bytes:
    """Return the compact UTF-8 text of a value, members in their own order.

    Raises MalformedError JSON_NUMBER for NaN and infinities, JSON_SURROGATE for a lone surrogate.
    """
    try:
        text = orjson.dumps(value)
    except TypeError:
        pass  # too large, too deep or not text: the other writer tells
    else:
        if _is_plain(value):
            return text
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedError("JSON_SURROGATE", "A text holds half of a surrogate pair.") from error
    except ValueError as error:
        raise MalformedError("JSON_NUMBER", "JSON has no NaN and no infinity.") from error
    except RecursionError as error:
        raise LimitError("JSON_TOO_DEEP", "The value nests too deeply to be written.") from error


def _is_plain(value: JsonValue) -> bool:
    """Return whether a value of bearable depth holds only what orjson writes as Python's own writer does.

    Floats it writes in another way, and things that are no JSON values it writes at all.
    """
    waiting: list[JsonValue] = [value]
    for item in waiting:  # which grows as containers are met
        if isinstance(item, str):
            continue
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        elif item is not None and not isinstance(item, int):
            return False
    return True


def check_depth(value: JsonValue, *, limits: Limits = DEFAULT_LIMITS) -> int:
    """Return how many values a parsed JSON value holds, itself included; no recursion.

    Raises LimitError JSON_TOO_DEEP past `limits.depth` levels of nesting.
    """
    level: list[JsonValue] = [value]
    count = 0
    depth = -1
    while level:
        depth += 1
        if depth > limits.depth:
            raise LimitError(
                "JSON_TOO_DEEP", f"The JSON text nests more than {limits.depth} levels.", limit=limits.depth
            )
        count += len(level)
        below: list[JsonValue] = []
        for item in level:
            if isinstance(item, dict):
                below += item.values()
            elif isinstance(item, list):
                below += item
        level = below
    return count


def _text(data: bytes | str, limits: Limits) -> str:
    if isinstance(data, str):
        try:
            data = data.encode("utf-8")
        except UnicodeEncodeError as error:
            raise MalformedError("JSON_SURROGATE", "The text holds half of a surrogate pair.") from error
    if len(data) > limits.document_bytes:
        raise LimitError(
            "DOCUMENT_TOO_LARGE",
            f"The document has {len(data)} bytes; {limits.document_bytes} are allowed.",
            size_bytes=len(data),
            limit=limits.document_bytes,
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError(
            "JSON_ENCODING", f"The text is not UTF-8 at byte {error.start}.", position=error.start
        ) from error
    if text.startswith("\ufeff"):
        raise MalformedError("JSON_ENCODING", "The text starts with a byte order mark; JSON has none.")
    return text


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise MalformedError(
            "JSON_DUPLICATE_KEY", f"The member {twice[:60]!r} stands twice in one object.", name=twice[:60]
        )
    return members


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > SAFE_INTEGER:
        raise MalformedError(
            "JSON_NUMBER", f"The integer {digits[:30]} is beyond what every reader keeps exactly (2^53 - 1)."
        )
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise MalformedError("JSON_NUMBER", f"The number {digits[:30]} is too large for a double.")
    return value


def _constant(name: str) -> float:
    raise MalformedError("JSON_NUMBER", f"{name} is not JSON.")


_hook: Callable[[list[tuple[str, JsonValue]]], dict[str, JsonValue]] = _object
_DECODER = json.JSONDecoder(
    object_pairs_hook=_hook, parse_int=_integer, parse_float=_float, parse_constant=_constant
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _refuse_surrogates(value: JsonValue) -> None:
    """Walk every text and member name; only called when the source spells a surrogate by escape."""
    waiting: list[JsonValue] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if _SURROGATE.search(item):
                raise MalformedError("JSON_SURROGATE", "A text holds half of a surrogate pair.")
        elif isinstance(item, dict):
            waiting += item.keys()
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
