"""The audit log: one insert beside the act, later chained by hash, so that a changed row shows.

Room: kernel. Touches the audit tables. `facts` never hold an address, a name or a token: they outlive people.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from insigne.kernel.models import AuditEntry, AuditHead
from openbadge.model.json import JsonValue

SEAL_BATCH = 500


@dataclass(frozen=True, slots=True)
class Act:
    """One act to be recorded: see `record`."""

    tenant_id: UUID
    actor_id: UUID | None
    verb: str
    subject_type: str
    subject_id: UUID
    facts: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """The first place where a chain does not hold; `entry_id` is None when the row is missing."""

    position: int
    entry_id: UUID | None
    reason: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The state of one tenant's chain: rows checked, rows not yet sealed, and the first broken one."""

    checked: int
    unsealed: int
    broken: BrokenEntry | None


def record(
    *,
    tenant_id: UUID,
    actor_id: UUID | None,
    verb: str,
    subject_type: str,
    subject_id: UUID,
    facts: Mapping[str, JsonValue],
) -> None:
    """Write one act, in the caller's transaction, by one query. `actor_id` is None for the system itself."""
    record_many([Act(tenant_id, actor_id, verb, subject_type, subject_id, facts)])


def record_many(acts: Iterable[Act]) -> None:
    """Write several acts, in their order, by one query for each 500."""
    entries = [
        AuditEntry(
            tenant_id=act.tenant_id,
            actor_id=act.actor_id,
            verb=act.verb,
            subject_type=act.subject_type,
            subject_id=act.subject_id,
            facts=dict(act.facts),
        )
        for act in acts
    ]
    AuditEntry.objects.bulk_create(entries, batch_size=500)


def seal() -> int:
    """Chain every entry that has no place yet; return how many were sealed. A periodic task of the worker."""
    unsealed = AuditEntry.objects.filter(position__isnull=True)
    tenants = list(unsealed.order_by().values_list("tenant_id", flat=True).distinct())
    return sum(seal_tenant(tenant_id) for tenant_id in tenants)


def seal_tenant(tenant_id: UUID) -> int:
    """Chain the unsealed entries of one tenant, at most `SEAL_BATCH` in a transaction; return how many."""
    sealed = 0
    while True:
        count = _seal_batch(tenant_id)
        sealed += count
        if count < SEAL_BATCH:
            return sealed


@transaction.atomic
def _seal_batch(tenant_id: UUID) -> int:
    AuditHead.objects.bulk_create([AuditHead(tenant_id=tenant_id)], ignore_conflicts=True)
    head = AuditHead.objects.select_for_update().get(tenant_id=tenant_id)
    waiting = AuditEntry.objects.filter(tenant_id=tenant_id, position__isnull=True).order_by("id")
    entries = list(waiting[:SEAL_BATCH])
    for entry in entries:
        head.position += 1
        head.chain_hash = link(head.chain_hash, head.position, entry)
        entry.position, entry.chain_hash = head.position, head.chain_hash
    AuditEntry.objects.bulk_update(entries, ["position", "chain_hash"], batch_size=100)
    head.save()
    return len(entries)


def link(previous_hash: str, position: int, entry: AuditEntry) -> str:
    """Return the SHA-256, in hexadecimal, of the entry, its position and the hash before it."""
    content = json.dumps(
        [
            previous_hash,
            position,
            str(entry.id),
            str(entry.tenant_id),
            str(entry.actor_id or ""),
            entry.verb,
            entry.subject_type,
            str(entry.subject_id),
            entry.facts,
            entry.recorded_at.isoformat(),
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()


def check_chain(tenant_id: UUID) -> ChainReport:
    """Return the state of the tenant's chain, reading every sealed row once, in order."""
    entries = AuditEntry.objects.filter(tenant_id=tenant_id)
    unsealed = entries.filter(position__isnull=True).count()
    checked, chain_hash = 0, ""
    for entry in entries.filter(position__isnull=False).order_by("position").iterator(chunk_size=1000):
        if entry.position != checked + 1:
            return ChainReport(checked, unsealed, BrokenEntry(checked + 1, None, "the row is missing"))
        chain_hash = link(chain_hash, entry.position, entry)
        if chain_hash != entry.chain_hash:
            return ChainReport(
                checked, unsealed, BrokenEntry(entry.position, entry.id, "the row was changed")
            )
        checked += 1
    head = AuditHead.objects.filter(tenant_id=tenant_id).first()
    if head is None and checked == 0:
        return ChainReport(0, unsealed, None)
    if head is None or head.position > checked:
        return ChainReport(checked, unsealed, BrokenEntry(checked + 1, None, "the row is missing"))
    if (head.position, head.chain_hash) != (checked, chain_hash):
        return ChainReport(checked, unsealed, BrokenEntry(checked, None, "the head was changed"))
    return ChainReport(checked, unsealed, None)
