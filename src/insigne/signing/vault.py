"""Seals secrets at rest under a key-encryption key that never enters the database.

Envelope: version byte 1, 12-byte nonce, AES-256-GCM ciphertext with tag; the row's id is authenticated beside it, so
that a sealed secret cannot be moved to another row. Requirement R17.
"""

import hashlib
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from insigne.signing.errors import SigningError

_VERSION = b"\x01"


def _wrapping_key() -> AESGCM:
    return AESGCM(
        hashlib.sha256(b"insigne key-encryption key v1\0" + settings.KEY_ENCRYPTION_KEY.encode()).digest()
    )


def seal(secret: bytes, *, row_id: UUID) -> bytes:
    """Return `secret` sealed for the row `row_id`."""
    nonce = secrets.token_bytes(12)
    return _VERSION + nonce + _wrapping_key().encrypt(nonce, secret, row_id.bytes)


def unseal(sealed: bytes, *, row_id: UUID) -> bytes:
    """Return the secret of the row `row_id`. Raises SigningError `sealed` when the sealing key is another one."""
    if sealed[:1] != _VERSION:
        raise SigningError("sealed")
    try:
        return _wrapping_key().decrypt(sealed[1:13], sealed[13:], row_id.bytes)
    except InvalidTag as error:
        raise SigningError("sealed") from error
