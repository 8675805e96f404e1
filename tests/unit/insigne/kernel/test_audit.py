"""insigne.kernel.audit: one query an act; the chain names the first row that was changed, removed or cut off."""

from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from insigne.kernel import audit
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db


def _act(tenant_id: UUID, verb: str = "kettle.boiled") -> None:
    audit.record(
        tenant_id=tenant_id,
        actor_id=new_id(),
        verb=verb,
        subject_type="kettle",
        subject_id=new_id(),
        facts={"litres": 1.5, "for": ["thé", "café"], "hot": True, "big": 12345678901234567890},
    )


@pytest.fixture
def tenant() -> UUID:
    tenant_id = new_id()
    for _ in range(5):
        _act(tenant_id)
    return tenant_id


def test_recording_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        _act(new_id())


def test_sealing_chains_every_entry_once(tenant: UUID) -> None:
    assert audit.check_chain(tenant) == audit.ChainReport(0, 5, None)
    assert audit.seal() == 5
    _act(tenant)
    assert audit.check_chain(tenant) == audit.ChainReport(5, 1, None)
    assert audit.seal() == 1
    assert audit.seal() == 0
    assert audit.check_chain(tenant) == audit.ChainReport(6, 0, None)


def test_sealing_works_in_batches(tenant: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SEAL_BATCH", 2)
    assert audit.seal() == 5
    assert audit.check_chain(tenant).broken is None


def test_tenants_have_chains_of_their_own(tenant: UUID) -> None:
    other = new_id()
    _act(other)
    audit.seal()
    AuditEntry.objects.filter(tenant_id=tenant).update(verb="kettle.spilt")
    assert audit.check_chain(other) == audit.ChainReport(1, 0, None)
    assert audit.check_chain(tenant).broken is not None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "kettle.emptied"},
        {"facts": {"litres": 1.6}},
        {"actor_id": None},
        {"subject_id": UUID(int=7)},
        {"chain_hash": "0" * 64},
    ],
)
def test_a_changed_row_is_named(tenant: UUID, change: dict[str, object]) -> None:
    audit.seal()
    third = AuditEntry.objects.get(tenant_id=tenant, position=3)
    AuditEntry.objects.filter(id=third.id).update(**change)
    broken = audit.check_chain(tenant).broken
    assert broken == audit.BrokenEntry(3, third.id, "the row was changed")


def test_a_removed_row_is_named(tenant: UUID) -> None:
    audit.seal()
    AuditEntry.objects.filter(tenant_id=tenant, position=2).delete()
    assert audit.check_chain(tenant).broken == audit.BrokenEntry(2, None, "the row is missing")


def test_a_cut_end_is_named(tenant: UUID) -> None:
    audit.seal()
    AuditEntry.objects.filter(tenant_id=tenant, position__gte=4).delete()
    assert audit.check_chain(tenant).broken == audit.BrokenEntry(4, None, "the row is missing")


def test_a_cut_end_and_head_do_not_agree(tenant: UUID) -> None:
    audit.seal()
    AuditEntry.objects.filter(tenant_id=tenant, position=5).delete()
    AuditHead.objects.filter(tenant_id=tenant).update(position=4)
    assert audit.check_chain(tenant).broken == audit.BrokenEntry(4, None, "the head was changed")


def test_everything_removed_but_the_head_is_named(tenant: UUID) -> None:
    audit.seal()
    AuditEntry.objects.all().delete()
    assert audit.check_chain(tenant).broken == audit.BrokenEntry(1, None, "the row is missing")


def test_a_head_removed_is_named(tenant: UUID) -> None:
    audit.seal()
    AuditHead.objects.all().delete()
    assert audit.check_chain(tenant).broken is not None


def test_an_unknown_tenant_has_an_empty_chain() -> None:
    assert audit.check_chain(new_id()) == audit.ChainReport(0, 0, None)
