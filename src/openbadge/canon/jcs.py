"""The JSON Canonicalization Scheme: one text for one JSON value (RFC 8785)."""

import rfc8785

from openbadge.errors import LimitError, MalformedError
from openbadge.model.json import JsonValue


def canonicalize(value: JsonValue) -> bytes:
    """Return the RFC 8785 text of a value: members sorted by UTF-16 units, ECMAScript numbers, UTF-8.

    Raises MalformedError JCS_VALUE for what I-JSON does not hold (NaN, integers past 2^53 - 1, lone
    surrogates), LimitError JSON_TOO_DEEP.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise MalformedError("JCS_VALUE", f"The value has no canonical JSON text: {error}.") from error
    except RecursionError as error:
        raise LimitError("JSON_TOO_DEEP", "The value nests too deeply to be written.") from error
