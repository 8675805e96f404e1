"""Rows written together are those that Django itself would write; a row that is there already stops all, or is left."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from insigne.kernel import bulk, clock
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditEntry, JobChunk, OutboxMessage

pytestmark = pytest.mark.django_db


def message(number: int) -> OutboxMessage:
    return OutboxMessage(
        tenant_id=new_id(),
        message_key=f"test:{number}",
        message_id=f"<{number}@example.org>",
        to_address="élève@example.org",
        language="fr",
        template="test",
        facts={"100 %": [number, None, "%s ' \" \\"]},
        sent_at=clock.now() if number % 2 else None,
    )


def entry() -> AuditEntry:
    return AuditEntry(tenant_id=new_id(), actor_id=None, verb="v", subject_type="s", subject_id=new_id())


def test_rows_read_back_as_django_writes_them() -> None:
    ours, theirs = [message(1), message(2)], [message(3), message(4)]
    bulk.insert(ours)
    OutboxMessage.objects.bulk_create(theirs)
    for row in [*ours, *theirs]:
        read = OutboxMessage.objects.get(id=row.id)
        for field in OutboxMessage._meta.concrete_fields:
            assert getattr(read, field.attname) == getattr(row, field.attname)


def test_a_thousand_rows_are_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_num_queries(1):
        bulk.insert([entry() for _ in range(1_000)])
    assert AuditEntry.objects.count() == 1_000


def test_no_rows_are_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        bulk.insert([])


def chunk(number: int, subject_id: UUID) -> JobChunk:
    return JobChunk(tenant_id=subject_id, kind="test", subject_id=subject_id, number=number)


@pytest.mark.django_db(transaction=True)
def test_one_row_that_is_there_already_stops_all() -> None:
    subject_id = new_id()
    bulk.insert([chunk(2, subject_id)])
    with pytest.raises(IntegrityError):
        bulk.insert([chunk(number, subject_id) for number in (1, 2, 3)])
    assert list(JobChunk.objects.values_list("number", flat=True)) == [2]


def test_a_row_that_is_there_already_may_be_left_alone() -> None:
    subject_id = new_id()
    first = chunk(2, subject_id)
    bulk.insert([first])
    bulk.insert([chunk(number, subject_id) for number in (1, 2, 3)], ignore_conflicts=True)
    assert sorted(JobChunk.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert JobChunk.objects.get(number=2).id == first.id
