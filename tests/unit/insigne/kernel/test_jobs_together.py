"""Many workers at once, in threads with connections of their own: each chunk, due time and mail is taken once."""

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.unit.insigne.together import together

from insigne.kernel import jobs, outbox, periodic
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditEntry, OutboxMessage
from insigne.kernel.worker import Stop, loop

KIND = "kitchen.dry"


@pytest.fixture
def kind() -> Iterator[None]:
    @jobs.handler(KIND)
    def work(chunk: jobs.Chunk) -> None:
        AuditEntry.objects.create(
            tenant_id=chunk.tenant_id, verb="dried", subject_type="plate", subject_id=chunk.subject_id
        )

    yield
    jobs._kinds.pop(KIND)


@pytest.mark.usefixtures("kind", "many_threads")
def test_two_hundred_chunks_by_four_workers() -> None:
    subjects = [new_id() for _ in range(200)]
    tenant_id = new_id()
    for subject_id in subjects:
        jobs.plan(kind=KIND, tenant_id=tenant_id, subject_id=subject_id, payloads=[{}])

    class Dry(Stop):
        def __bool__(self) -> bool:
            return not any(
                jobs.is_waiting(kind=KIND, tenant_id=tenant_id, subject_id=one) for one in subjects[-1:]
            )

    together(4, lambda: loop(jobs.run_one, Dry()))
    jobs.run_all()
    counts = Counter(AuditEntry.objects.values_list("subject_id", flat=True))
    assert len(counts) == 200
    assert set(counts.values()) == {1}


@pytest.mark.usefixtures("many_threads")
def test_a_due_time_is_taken_by_one_worker() -> None:
    runs: list[int] = []
    periodic.periodic("kitchen.sweep", 3600)(lambda: runs.append(1))
    try:

        def take() -> None:
            periodic._last_due.pop("kitchen.sweep", None)
            if periodic._take("kitchen.sweep"):
                runs.append(1)

        together(4, take)
    finally:
        periodic._tasks.pop("kitchen.sweep")
        periodic._last_due.pop("kitchen.sweep", None)
    assert runs == [1]


@pytest.mark.usefixtures("many_threads")
def test_a_mail_is_claimed_by_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(outbox, "_ways", [])
    outbox.deliver_with(lambda outgoing: sent.append(outgoing.message_id))
    outbox.enqueue([outbox.Mail(f"m{n}", new_id(), "a@example.org", "fr", "t") for n in range(100)])
    together(4, outbox.send_all)
    outbox.send_all()
    assert len(sent) == len(set(sent)) == 100
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"sent"}
