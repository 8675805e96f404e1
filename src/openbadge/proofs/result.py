"""What became of one proof: a value, whatever happened."""

from datetime import datetime
from typing import NamedTuple

from openbadge.errors import LimitError, OpenBadgeError, UnreachableError, UnsupportedError
from openbadge.keys.resolve import ResolvedKey

OK = "OK"

# Kinds of proof, key, identifier and algorithm that another reader may know, and documents not had in the end.
_UNKNOWN_HERE = frozenset({"SUITE", "KEY_KIND", "DID_METHOD", "ALG_UNKNOWN"})
_NOT_FETCHED = frozenset({"FETCH_TOO_LARGE", "TOO_MANY_FETCHES"})


class ProofResult(NamedTuple):
    """One proof of a credential, checked.

    `intact`: True when the signature is that of this very content by `key`, False when it is not (or the
    content cannot be what was signed), None when it could not be checked. `code` is OK, or the first thing
    that is wrong: SIGNATURE, PURPOSE, SUITE, DATA_LOSS, CONTEXT_UNKNOWN, TOO_COMPLEX, PREVIOUS_PROOF,
    PROOF_EXPIRED, DOMAIN, CHALLENGE, KEY_…; `message` says it in a sentence. Only `proves` is good enough.
    `is_open` says that nothing speaks against the proof: it is of a kind that is not read here, or a document
    that it needs could not be had.
    """

    suite: str
    verification_method: str
    intact: bool | None
    code: str
    message: str
    key: ResolvedKey | None = None
    purpose: str = ""
    id: str | None = None
    created_at: datetime | None = None
    expires_at: datetime | None = None
    previous: tuple[str, ...] = ()
    selective: bool = False
    is_open: bool = False

    @property
    def proves(self) -> bool:
        """Return whether the signature holds and nothing about the proof or its key speaks against it."""
        return self.intact is True and self.code == OK


def leaves_open(error: OpenBadgeError) -> bool:
    """Return whether an error that ended the checking of a proof says nothing against it: see `is_open`."""
    if isinstance(error, LimitError):
        return error.code in _NOT_FETCHED
    return isinstance(error, UnreachableError) or (
        isinstance(error, UnsupportedError) and error.code in _UNKNOWN_HERE
    )


def key_problem(key: ResolvedKey, at: datetime | None) -> tuple[str, str] | None:
    """Return (code, message) of what speaks against using `key` at `at`, or None.

    `at` None leaves the dates out. A revoked key is revoked whatever the signature says of its own date:
    whoever stole the key writes the date. Source: Controlled Identifiers 1.0 section 2.2 (expires, revoked).
    """
    if at is not None and key.revoked_at is not None and key.revoked_at <= at:
        return "KEY_REVOKED", "The issuer has revoked the key that signed this."
    if at is not None and key.expires_at is not None and key.expires_at <= at:
        return "KEY_EXPIRED", "The key that signed this has expired."
    if not key.listed_for_purpose:
        return "KEY_NOT_LISTED", "Its controller does not list this key for this purpose."
    return None
