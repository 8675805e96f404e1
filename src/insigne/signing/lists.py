"""Status lists: hands out indexes, sets bits, signs the list again.

An index is handed out by one UPDATE … RETURNING, so that no two awards share one whatever the number of workers.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from insigne.kernel import clock
from insigne.kernel.periodic import periodic
from insigne.signing import identity, keyring
from insigne.signing.models import LIST_SIZE, StatusBit, StatusList
from insigne.signing.shuffle import index_at
from openbadge.canon import strict_json
from openbadge.proofs import data_integrity
from openbadge.status import bitstring

CACHE_MILLISECONDS = 300_000
"""How long a verifier may keep a list before asking again: promise 4 says five minutes."""

SKEW_SECONDS = 60
"""How far ahead the clocks of our own machines may be of each other; verifiers allow five minutes."""

_RESERVE = """
    UPDATE signing_statuslist SET next_position = next_position + %s
    WHERE id = (
        SELECT id FROM signing_statuslist
        WHERE organisation_id = %s AND purpose = %s AND next_position + %s <= %s
        ORDER BY number LIMIT 1 {lock}
    )
    RETURNING id, next_position, shuffle_key
"""


@dataclass(frozen=True, slots=True)
class Reserved:
    """One index of one list."""

    list_id: UUID
    url: str
    index: int


def reserve(*, organisation_id: UUID, count: int, purpose: str = "revocation") -> list[Reserved]:
    """Return `count` indexes (1 to 131,072) nobody else has. One query; a few more when a new list must be opened."""
    row = _take(organisation_id, count, purpose)
    if row is None:
        _open(organisation_id, purpose)
        row = _take(organisation_id, count, purpose)
    if row is None:
        raise ValueError(f"a status list cannot hand out {count} indexes at once")
    list_id, after, key = row
    url = identity.status_list_url(list_id)
    return [Reserved(list_id, url, index_at(after - count + k, key=key)) for k in range(count)]


def _take(organisation_id: UUID, count: int, purpose: str) -> tuple[UUID, int, bytes] | None:
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    raw_id = organisation_id if connection.features.has_native_uuid_field else organisation_id.hex
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE.format(lock=lock), [count, raw_id, purpose, count, LIST_SIZE])
        row = cursor.fetchone()
    if row is None:
        return None
    list_id = row[0] if isinstance(row[0], UUID) else UUID(row[0])
    return list_id, row[1], bytes(row[2])


def _open(organisation_id: UUID, purpose: str) -> None:
    key = keyring.current(organisation_id)
    now = clock.now()
    number = StatusList.objects.filter(organisation_id=organisation_id, purpose=purpose).count() + 1
    row = StatusList(
        tenant_id=key.tenant_id,
        organisation_id=organisation_id,
        purpose=purpose,
        number=number,
        shuffle_key=secrets.token_bytes(16),
        signed_at=now,
    )
    row.document = _signed(key, row.id, purpose, (), now)
    row.save(force_insert=True)


def set_bit(*, list_id: UUID, index: int) -> None:
    """Set the bit and sign the list again, in the caller's transaction. Setting it twice changes nothing."""
    row = StatusList.objects.select_for_update().get(id=list_id)
    _, created = StatusBit.objects.get_or_create(
        tenant_id=row.tenant_id, status_list_id=list_id, index=index, defaults={"set_at": clock.now()}
    )
    if created:
        _sign_again(row)


def _sign_again(row: StatusList) -> None:
    bits = list(StatusBit.objects.filter(status_list_id=row.id).values_list("index", flat=True))
    now = clock.now()
    document = _signed(keyring.current(row.organisation_id), row.id, row.purpose, bits, now)
    StatusList.objects.filter(id=row.id).update(document=document, signed_at=now)


@periodic("signing.lists", every_seconds=30)
def sign_early_lists_again() -> None:
    """Sign again the lists that a clock running ahead dated in the future: no badge could be checked against them."""
    ahead = StatusList.objects.filter(signed_at__gt=clock.now() + timedelta(seconds=SKEW_SECONDS))
    for list_id in ahead.values_list("id", flat=True):
        with transaction.atomic():
            _sign_again(StatusList.objects.select_for_update().get(id=list_id))


def _signed(key: keyring.OpenKey, list_id: UUID, purpose: str, bits: Sequence[int], now: datetime) -> bytes:
    bitset = bitstring.Bitstring(LIST_SIZE)
    for index in bits:
        bitset.set(index, True)
    document = bitstring.credential(
        id=identity.status_list_url(list_id),
        issuer=key.did,
        bitstring=bitset,
        purpose=purpose,
        valid_from_at=now,
        ttl_milliseconds=CACHE_MILLISECONDS,
    )
    signed = data_integrity.sign(
        document, key=key.private, verification_method=key.verification_method, created_at=now
    )
    return strict_json.dumps(signed)
