"""insigne.kernel.events: heard at once, by each handler once, within the teller's transaction."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError, atomic

from insigne.kernel import events
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditHead


@dataclass(frozen=True, slots=True)
class Rang:
    times: int


@pytest.fixture
def heard() -> Iterator[list[Rang]]:
    found: list[Rang] = []
    events.subscribe(Rang, found.append)
    yield found
    events._handlers.pop(Rang)


@pytest.mark.django_db
def test_every_handler_hears_an_event_once(heard: list[Rang]) -> None:
    also: list[Rang] = []
    again = heard.append
    events.subscribe(Rang, again)
    events.subscribe(Rang, also.append)
    with atomic():
        events.publish(Rang(3))
    assert heard == also == [Rang(3)]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(heard: list[Rang]) -> None:
    with pytest.raises(TransactionManagementError, match="Rang"):
        events.publish(Rang(1))
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_the_act_falls_with_its_consequence() -> None:
    def fail(event: Rang) -> None:
        raise ValueError("no")

    events.subscribe(Rang, fail)
    try:
        with pytest.raises(ValueError, match="no"), atomic():
            AuditHead.objects.create(tenant_id=new_id())
            events.publish(Rang(1))
    finally:
        events._handlers.pop(Rang)
    assert not AuditHead.objects.exists()
    assert not connection.in_atomic_block
