"""What we refuse to sign, though a format would allow it, because others would read it differently.

Numbers that are not integers, integers past 2^53, control characters and anything but plain ASCII absolute
IRIs are where canonicalisers are known to disagree; a badge that holds one may verify here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbadge.errors import MalformedError
from openbadge.model.json import JsonObject, JsonValue

_IRI = r"(?:https?://|did:[a-z0-9]+:|urn:|mailto:|data:)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
_ONE_IRI = re.compile(_IRI)
_IRIS = re.compile(rf"(?:{_IRI}\n)*+")
UNSAFE_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_IRI_MEMBERS = frozenset({"id", "statusListCredential"})
_MAX_INTEGER = 2**53


def check(document: JsonObject) -> None:
    """Return when the unsigned document may be signed.

    Raises MalformedError with the JSON path: ISSUE_IRI, ISSUE_NUMBER, ISSUE_CONTROL_CHARACTER.
    """
    _check_value(document, "$", is_iri=False)


def are_iris(texts: Sequence[str]) -> bool:
    """Return whether each text is an absolute IRI in plain ASCII of a scheme that we sign."""
    return _IRIS.fullmatch("".join([f"{text}\n" for text in texts])) is not None


def _check_value(value: JsonValue, path: str, *, is_iri: bool) -> None:
    if isinstance(value, dict):
        for name, member in value.items():
            _check_value(member, f"{path}.{name}", is_iri=name in _IRI_MEMBERS)
    elif isinstance(value, list):
        for position, member in enumerate(value):
            _check_value(member, f"{path}[{position}]", is_iri=is_iri)
    elif isinstance(value, str):
        _check_text(value, path, is_iri=is_iri)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > _MAX_INTEGER):
        raise MalformedError(
            "ISSUE_NUMBER",
            f"{path} is {value}: only integers up to 2^53 are signed; write other numbers as text.",
            path=path,
        )


def _check_text(text: str, path: str, *, is_iri: bool) -> None:
    if is_iri and not _ONE_IRI.fullmatch(text):
        raise MalformedError(
            "ISSUE_IRI", f"{path} is not an absolute IRI in plain ASCII (https, did, urn, mailto).", path=path
        )
    if UNSAFE_TEXT.search(text):
        raise MalformedError("ISSUE_CONTROL_CHARACTER", f"{path} holds a control character.", path=path)
