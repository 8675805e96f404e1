"""Verbs of signing: make and rotate an issuer's key, sign credentials, set a status bit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from insigne.kernel import audit, clock
from insigne.orgs import rights
from insigne.orgs.selectors import OrganisationFacts
from insigne.signing import keyring, lists
from openbadge.issue.issuance import Issuance
from openbadge.model.achievement import Achievement
from openbadge.model.evidence import Evidence
from openbadge.model.recipient import Recipient
from openbadge.model.status import StatusEntry

_ISSUANCES_KEPT = 256
_issuances: dict[tuple[UUID, str, str | None], Issuance] = {}


@dataclass(frozen=True, slots=True)
class CredentialRequest:
    """What differs from one credential of a badge to the next."""

    id: str
    recipient: Recipient
    valid_from_at: datetime
    valid_until_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedCredential:
    """The signed bytes, to be stored as they are and never recomputed."""

    id: str
    body: bytes
    sha256: str
    key_id: UUID
    status_list_id: UUID
    status_index: int


@transaction.atomic
def create_key(*, actor_id: UUID, organisation_id: UUID) -> UUID:
    """Make a new signing key for the organisation, retire the former (which stays published); return its id."""
    rights.require(actor_id, "signing:key:manage", organisation_id)
    key_id = keyring.create(organisation_id=organisation_id)
    key = keyring.current(organisation_id)
    audit.record(
        tenant_id=key.tenant_id,
        actor_id=actor_id,
        verb="signing.key.created",
        subject_type="issuer_key",
        subject_id=key_id,
        facts={"multikey": key.private.public.multikey},
    )
    return key_id


def sign_credentials(
    *, organisation_id: UUID, achievement: Achievement, requests: Sequence[CredentialRequest]
) -> list[SignedCredential]:
    """Return one signed OB 3.0 credential for each request, in order. One query, plus two when the key is not open.

    Called inside the transaction that stores the result: a rollback gives the status indexes back.
    Raises SigningError `sealed`.
    """
    key = keyring.current(organisation_id)
    issuance = _issuance(key, achievement)
    signed = []
    for request, place in zip(
        requests, lists.reserve(organisation_id=organisation_id, count=len(requests)), strict=True
    ):
        status = StatusEntry(
            id=f"{place.url}#{place.index}",
            type="BitstringStatusListEntry",
            purpose="revocation",
            index=place.index,
            list_url=place.url,
        )
        body = issuance.sign(
            request.recipient,
            id=request.id,
            valid_from_at=request.valid_from_at,
            valid_until_at=request.valid_until_at,
            evidence=request.evidence,
            status=status,
            created_at=clock.now(),
        )
        digest = hashlib.sha256(body).hexdigest()
        signed.append(SignedCredential(request.id, body, digest, key.id, place.list_id, place.index))
    return signed


def organisation_of(organisation_id: UUID) -> OrganisationFacts:
    """Return the organisation as the badges that it signs now name it. No query after `sign_credentials`.

    Raises SigningError `sealed`.
    """
    return keyring.current(organisation_id).organisation


def _issuance(key: keyring.OpenKey, achievement: Achievement) -> Issuance:
    place = (key.id, achievement.id, achievement.language)
    found = _issuances.get(place)
    if found is None:
        if len(_issuances) >= _ISSUANCES_KEPT:
            _issuances.clear()
        found = _issuances[place] = Issuance(
            achievement, key=key.private, issuer=key.profile, verification_method=key.verification_method
        )
    return found


def forget_issuances() -> None:
    """Drop what was prepared for signing many, such as after a key changed."""
    _issuances.clear()


def revoke(*, status_list_id: UUID, status_index: int) -> None:
    """Set the revocation bit of one credential, in the caller's transaction, and sign its list again."""
    lists.set_bit(list_id=status_list_id, index=status_index)
