"""The unguessable link that the mail carries: the award's id with a keyed code, so that nothing secret is stored.

43 characters of base64url: 16 bytes of id, 16 bytes of HMAC-SHA-256. A copy of the database opens no badge.
"""

import base64
import binascii
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "insigne.awards.unlock"


def _code(award_id: UUID) -> bytes:
    return salted_hmac(_SALT, award_id.bytes, algorithm="sha256").digest()[:16]


def unlock_token(award_id: UUID) -> str:
    """Return the token of an award's unlock link."""
    return base64.urlsafe_b64encode(award_id.bytes + _code(award_id)).rstrip(b"=").decode()


def award_of_token(token: str) -> UUID | None:
    """Return the award that `token` opens, or None when it opens none."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 32:
        return None
    award_id = UUID(bytes=raw[:16])
    return award_id if constant_time_compare(unlock_token(award_id), token) else None
