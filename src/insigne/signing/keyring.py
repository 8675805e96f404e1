"""Opens an organisation's current key for signing, and keeps opened keys in this process only.

An opened key is remembered by its row's id: rotation makes a new row, so a stale key is never used for a new badge
beyond the `_FRESH_SECONDS` that a worker may take to notice.
"""

import time
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.db import transaction

from insigne.kernel import clock
from insigne.orgs import selectors as orgs
from insigne.orgs.selectors import OrganisationFacts
from insigne.signing import identity, vault
from insigne.signing.models import IssuerKey
from openbadge.keys.key import PrivateKey
from openbadge.model.profile import Profile
from openbadge.outside.entropy import SystemEntropy

_FRESH_SECONDS = 30


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key ready to sign for an organisation."""

    id: UUID
    tenant_id: UUID
    organisation: OrganisationFacts
    did: str
    verification_method: str
    private: PrivateKey
    profile: Profile


_opened: dict[UUID, tuple[float, OpenKey]] = {}
_not_stored_yet: set[UUID] = set()
"""Keys made in a transaction that is still open: were they remembered, a rollback would leave a key that nobody has."""

_lock = Lock()


def create(*, organisation_id: UUID) -> UUID:
    """Store a new sealed Ed25519 key as the organisation's current one, retiring the former; return its row's id."""
    organisation = orgs.organisation(id=organisation_id)
    private = PrivateKey.generate(SystemEntropy())
    now = clock.now()
    mine = IssuerKey.objects.filter(organisation_id=organisation_id)
    mine.filter(retired_at__isnull=True).update(retired_at=now)
    row = IssuerKey(
        tenant_id=organisation.tenant_id,
        organisation_id=organisation_id,
        number=mine.count() + 1,
        multikey=private.public.multikey,
        created_at=now,
    )
    row.sealed_seed = vault.seal(private.seed, row_id=row.id)
    row.save(force_insert=True)
    _not_stored_yet.add(row.id)
    transaction.on_commit(lambda: _not_stored_yet.discard(row.id))
    forget(organisation_id)
    return row.id


def current(organisation_id: UUID) -> OpenKey:
    """Return the organisation's current key, opened; its first signature makes the first key.

    Two queries, none while it is fresh in this process. Two processes that make the first key at once: the table
    keeps one, the other's transaction fails and is tried again. Raises SigningError `sealed`.
    """
    with _lock:
        seen = _opened.get(organisation_id)
    if seen and time.monotonic() - seen[0] < _FRESH_SECONDS:
        return seen[1]
    row = _current_row(organisation_id)
    if row is None:
        create(organisation_id=organisation_id)
        row = IssuerKey.objects.get(organisation_id=organisation_id, retired_at__isnull=True)
    organisation = orgs.organisation(id=organisation_id)
    opened = OpenKey(
        id=row.id,
        tenant_id=row.tenant_id,
        organisation=organisation,
        did=identity.did(organisation.slug),
        verification_method=identity.verification_method(organisation.slug, row.number),
        private=PrivateKey.from_seed(vault.unseal(bytes(row.sealed_seed), row_id=row.id)),
        profile=profile(organisation),
    )
    if row.id not in _not_stored_yet:
        with _lock:
            _opened[organisation_id] = (time.monotonic(), opened)
    return opened


def _current_row(organisation_id: UUID) -> IssuerKey | None:
    return IssuerKey.objects.filter(organisation_id=organisation_id, retired_at__isnull=True).first()


def profile(organisation: OrganisationFacts) -> Profile:
    """Return the organisation as the issuer that its badges name."""
    return Profile(
        id=identity.did(organisation.slug),
        name=organisation.name(organisation.language),
        url=identity.profile_url(organisation.slug),
    )


def forget(organisation_id: UUID | None = None) -> None:
    """Drop the opened key of one organisation, or of all."""
    with _lock:
        if organisation_id is None:
            _opened.clear()
        else:
            _opened.pop(organisation_id, None)
