"""Revocation lists that name the credentials they revoke: 1EdTech (OB 3.0), Open Badges 2.0 and 1.x.

A list by name tells its readers who was revoked, and its server who is being checked: issuers should publish
a bitstring list, and this one only where a certification asks for it.
Source: 1EdTech Revocation List 1.0 (as OB 3.0 section 9 uses it), Open Badges 2.0 RevocationList.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.model.json import JsonObject, JsonValue
from openbadge.status.result import OK, StatusResult

ENTRY_TYPE = "1EdTechRevocationList"
_MAX_ENTRIES = 1_000_000
_CLEAR = StatusResult("clear", "revocation", OK, "The issuer's list does not name this credential.", 0)


@dataclass(frozen=True, slots=True)
class Revoked:
    """One revoked credential, by its id; `reason` in the issuer's words."""

    id: str
    reason: str = ""


def document(*, id: str, issuer: str, revoked: Sequence[Revoked]) -> JsonObject:
    """Return the 1EdTech revocation list published at `id`."""
    entries: list[JsonValue] = []
    for item in revoked:
        entry: JsonObject = {"id": item.id, "revoked": True}
        if item.reason:
            entry["revocationReason"] = item.reason
        entries.append(entry)
    return {"id": id, "issuer": issuer, "revokedCredential": entries}


def entry(list_url: str) -> JsonObject:
    """Return the `credentialStatus` that points to a 1EdTech revocation list."""
    return {"id": list_url, "type": ENTRY_TYPE}


def check(
    credential_id: str,
    list_document: JsonObject,
    *,
    list_url: str | None = None,
    issuer_id: str | None = None,
) -> StatusResult:
    """Return what a 1EdTech list says of `credential_id`: set when it is named and `revoked` is not false.

    Given, `list_url` and `issuer_id` must be those that the list writes, if it writes any. Whatever is wrong
    makes it unknown: STATUS_TYPE, STATUS_ID, STATUS_ISSUER. Source: 1EdTech Revocation List 1.0 section 2.
    """
    try:
        _check_owner(list_document, list_url, issuer_id)
        is_readable = True
        for item in _entries(list_document, "revokedCredential"):
            named = _names(item) if isinstance(item, dict) else frozenset()
            is_readable &= bool(named)
            if isinstance(item, dict) and credential_id in named and item.get("revoked", True) is not False:
                return _set(item)
        _require(is_readable)
    except OpenBadgeError as error:
        return StatusResult("unknown", "revocation", error.code, error.message)
    return _CLEAR


def check_assertion(
    *,
    assertion_id: str | None,
    uid: str | None,
    list_document: JsonObject,
    list_url: str | None = None,
    issuer_id: str | None = None,
) -> StatusResult:
    """Return what an Open Badges 2.0 or 1.x list says of an assertion, by its `id` or its `uid`.

    2.0 has `revokedAssertions`, of addresses or objects with `id` or `uid`; 1.x is an object of uid to
    reason. Unknown: STATUS_TYPE, STATUS_ID, STATUS_ISSUER. Source: Open Badges 2.0 "Signed verification", step 7.
    """
    names = {name for name in (assertion_id, uid) if name}
    try:
        if "revokedAssertions" not in list_document and "@context" not in list_document:
            for name in names & list_document.keys():
                return _set({"revocationReason": list_document[name]})
            return _CLEAR
        _check_owner(list_document, list_url, issuer_id)
        is_readable = True
        for item in _entries(list_document, "revokedAssertions"):
            named = _names(item)
            is_readable &= bool(named)
            if named & names:
                return _set(item if isinstance(item, dict) else {})
        _require(is_readable)
    except OpenBadgeError as error:
        return StatusResult("unknown", "revocation", error.code, error.message)
    return _CLEAR


def _check_owner(list_document: JsonObject, list_url: str | None, issuer_id: str | None) -> None:
    if list_url is not None and list_document.get("id", list_url) != list_url:
        raise MalformedError("STATUS_ID", "This is not the revocation list that the credential names.")
    issuer = list_document.get("issuer", issuer_id)
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if issuer_id is not None and name != issuer_id:
        raise MalformedError("STATUS_ISSUER", "The revocation list belongs to another issuer.")


def _entries(list_document: JsonObject, member: str) -> list[JsonValue]:
    entries = list_document.get(member, [] if "id" in list_document else None)
    if not isinstance(entries, list) or len(entries) > _MAX_ENTRIES:
        raise MalformedError("STATUS_TYPE", f"This document holds no list called {member}.")
    return entries


def _names(entry: JsonValue) -> frozenset[str]:
    """Return what an entry names: its id or uid, or itself when it is a text."""
    written = [entry.get("id"), entry.get("uid")] if isinstance(entry, dict) else [entry]
    return frozenset(name for name in written if isinstance(name, str))


def _require(is_readable: bool) -> None:
    """Raise MalformedError STATUS_TYPE for a list with an entry that names nobody: it may be the one in question."""
    if not is_readable:
        raise MalformedError("STATUS_TYPE", "An entry of the revocation list names no credential.")


def _set(item: JsonObject) -> StatusResult:
    reason = item.get("revocationReason")
    return StatusResult(
        "set",
        "revocation",
        OK,
        "The issuer's list names this credential.",
        1,
        reason if isinstance(reason, str) and reason else None,
    )
