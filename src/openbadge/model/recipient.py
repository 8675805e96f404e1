"""To whom: an identifier, or addresses kept as salted hashes, and the test whether an address is the one.

OB 2.0 and OB 3.0, IdentityHash: the hexadecimal digest of the identity followed by the salt, both UTF-8,
after the algorithm's name and `$`; hexadecimal digits in either case.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from openbadge.model.json import JsonObject

EMAIL = "email"
HashAlgorithm = Literal["sha256", "md5"]


@dataclass(frozen=True, slots=True)
class IdentityHash:
    """One way to know the earner: `value` is `sha256$…` when `hashed`, else the identity itself.

    `type` is our word for the kind of identity: `email`, `url`, `telephone`, `name`, or the format's own.
    """

    type: str
    hashed: bool
    value: str
    salt: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The earner: an IRI `id` (a DID, say), or `identities`, or both."""

    id: str | None = None
    identities: tuple[IdentityHash, ...] = ()


def hash_identity(address: str, *, salt: str, algorithm: HashAlgorithm = "sha256") -> str:
    """Return `sha256$` (or `md5$`) and the lower-case hexadecimal digest of `address` followed by `salt`.

    The address is hashed as given: write e-mail addresses in lower case, as every backpack expects. Half of a
    surrogate pair, which is no text, has a hash that no address has.
    MD5 is for reading what others wrote; write SHA-256. Source: OB 2.0 and OB 3.0, IdentityHash.
    """
    digest = hashlib.new(algorithm, (address + salt).encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return f"{algorithm}${digest.hexdigest()}"


def matches(identity: IdentityHash, address: str) -> bool:
    """Return whether `address` is the identity: as typed or in lower case, surrounding space ignored.

    An unknown hash algorithm never matches. Source: OB 2.0 and OB 3.0, recipient verification.
    """
    typed = address.strip()
    if not identity.hashed:
        return identity.value.strip().casefold() == typed.casefold()
    name, _, digest = identity.value.partition("$")
    algorithm = _algorithm(name.lower())
    if algorithm is None:
        return False
    wanted = f"{algorithm}${digest.lower()}"
    salt = identity.salt or ""
    forms = (typed, typed.lower())
    return any(hash_identity(form, salt=salt, algorithm=algorithm) == wanted for form in forms)


def _algorithm(name: str) -> HashAlgorithm | None:
    if name == "sha256":
        return "sha256"
    return "md5" if name == "md5" else None
