"""insigne.kernel.jobs: claimed, worked and finished in one transaction; retried; given up; never doubled."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, OperationalError, connection, transaction

from insigne.kernel import clock, jobs
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditHead, JobChunk
from openbadge.model.json import JsonObject

pytestmark = pytest.mark.django_db(transaction=True)

KIND = "kitchen.wash"
TENANT = new_id()


@pytest.fixture
def kind() -> Iterator[Callable[..., None]]:
    """Register handlers of `KIND` for one test."""

    def register(
        work: jobs.Work, give_up: jobs.GiveUp | None = None, pieces: jobs.Pieces | None = None
    ) -> None:
        jobs.handler(KIND, give_up=give_up, pieces=pieces)(work)

    yield register
    jobs._kinds.pop(KIND, None)


def _plan(count: int, subject: UUID | None = None, **more: int) -> UUID:
    subject_id = subject or new_id()
    payloads = [{"plate": number} for number in range(count)]
    jobs.plan(kind=KIND, tenant_id=TENANT, subject_id=subject_id, payloads=payloads, **more)
    return subject_id


def _progress(subject_id: UUID) -> tuple[int, int, int]:
    found = jobs.progress(tenant_id=TENANT, kind=KIND, subject_id=subject_id)
    return found.waiting, found.done, found.failed


def test_chunks_are_worked_in_order_and_once(kind: Callable[..., None]) -> None:
    worked: list[object] = []
    kind(lambda chunk: worked.append(chunk.payload["plate"]))
    subject_id = _plan(3)
    assert jobs.is_waiting(kind=KIND, tenant_id=TENANT, subject_id=subject_id)
    while jobs.run_one():
        pass
    assert worked == [0, 1, 2]
    assert _progress(subject_id) == (0, 3, 0)
    assert not jobs.is_waiting(kind=KIND, tenant_id=TENANT, subject_id=subject_id)


def test_what_is_planned_in_a_transaction_that_fails_is_not_planned(kind: Callable[..., None]) -> None:
    kind(lambda chunk: None)
    with pytest.raises(RuntimeError), transaction.atomic():
        _plan(2)
        raise RuntimeError
    assert not jobs.run_one()


def test_a_number_is_planned_once() -> None:
    subject_id = _plan(2)
    with pytest.raises(IntegrityError):
        _plan(1, subject_id, first_number=1)
    _plan(1, subject_id, first_number=2)
    assert _progress(subject_id) == (3, 0, 0)


def test_a_failure_rolls_the_work_back_and_waits(kind: Callable[..., None]) -> None:
    seen: list[int] = []

    def work(chunk: jobs.Chunk) -> None:
        AuditHead.objects.create(tenant_id=chunk.id)
        seen.append(chunk.tries)
        if len(seen) == 1:
            raise ValueError("the plate slipped")

    kind(work)
    subject_id = _plan(1)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert jobs.run_one()
        assert AuditHead.objects.count() == 0
        assert _progress(subject_id) == (1, 0, 0)
        assert not jobs.run_one()
        traveller.shift(60)
        assert jobs.run_one()
    assert seen == [0, 1]
    assert AuditHead.objects.count() == 1
    assert _progress(subject_id) == (0, 1, 0)
    assert "the plate slipped" in JobChunk.objects.get().error


def test_one_that_always_fails_is_given_up_and_holds_back_no_other(kind: Callable[..., None]) -> None:
    given_up: list[tuple[object, str]] = []
    done: list[object] = []

    def work(chunk: jobs.Chunk) -> None:
        if chunk.payload["plate"] == 0:
            raise ValueError("cracked")
        done.append(chunk.payload["plate"])

    kind(work, lambda chunk, error: given_up.append((chunk.payload["plate"], error)))
    subject_id = _plan(4)
    assert jobs.run_all() == jobs.MAX_TRIES + 3
    assert sorted(done) == [1, 2, 3]
    assert given_up == [(0, "ValueError: cracked")]
    assert _progress(subject_id) == (0, 3, 1)


def test_a_chunk_of_several_rows_is_worked_row_by_row_after_two_failures(kind: Callable[..., None]) -> None:
    done: list[object] = []
    given_up: list[object] = []

    def work(chunk: jobs.Chunk) -> None:
        if "cracked" in chunk.payload["plates"]:
            raise ValueError("cracked")
        done.append(chunk.payload["plates"])

    kind(
        work,
        lambda chunk, error: given_up.append(chunk.payload["plates"]),
        lambda chunk: [{"plates": [plate]} for plate in chunk.payload["plates"]],
    )
    subject_id = new_id()
    payloads = [{"plates": ["a", "cracked", "b"]}, {"plates": ["c"]}]
    jobs.plan(kind=KIND, tenant_id=TENANT, subject_id=subject_id, payloads=payloads)
    assert jobs.run_all() == 1 + jobs.TOGETHER_TRIES + 2 + jobs.MAX_TRIES
    assert sorted(map(str, done)) == ["['a']", "['b']", "['c']"]
    assert given_up == [["cracked"]]
    assert _progress(subject_id) == (0, 3, 2)


def test_a_chunk_that_cannot_be_divided_is_given_up_whole(kind: Callable[..., None]) -> None:
    given_up: list[str] = []

    def cannot(chunk: jobs.Chunk) -> list[dict[str, int]]:
        raise KeyError("lines")

    def work(chunk: jobs.Chunk) -> None:
        raise ValueError("cracked")

    kind(work, lambda chunk, error: given_up.append(error), cannot)
    subject_id = _plan(1)
    jobs.run_all()
    assert given_up == ["ValueError: cracked"]
    assert _progress(subject_id) == (0, 0, 1)


def test_giving_up_that_fails_still_ends(kind: Callable[..., None]) -> None:
    def fail(chunk: jobs.Chunk, error: str) -> None:
        raise KeyError("sink")

    def work(chunk: jobs.Chunk) -> None:
        raise ValueError("cracked")

    kind(work, fail)
    subject_id = _plan(1)
    jobs.run_all()
    assert _progress(subject_id) == (0, 0, 1)
    assert JobChunk.objects.get().error == "ValueError: cracked; then giving up raised KeyError: 'sink'"


def test_a_kind_that_nobody_works_is_a_failure_not_a_crash() -> None:
    subject_id = _plan(1)
    jobs.run_all()
    assert _progress(subject_id) == (0, 0, 1)


def test_a_fault_of_the_database_counts_no_attempt_and_reaches_the_worker(kind: Callable[..., None]) -> None:
    def work(chunk: jobs.Chunk) -> None:
        raise OperationalError("database is locked")

    kind(work)
    subject_id = _plan(1)
    with pytest.raises(OperationalError):
        jobs.run_one()
    assert JobChunk.objects.get().attempts == 0
    assert not jobs.run_one(), "others go first for a moment"
    assert _progress(subject_id) == (1, 0, 0)


def test_a_broken_transaction_inside_the_work_is_a_failure_like_another(kind: Callable[..., None]) -> None:
    head = AuditHead.objects.create(tenant_id=new_id())

    def work(chunk: jobs.Chunk) -> None:
        AuditHead.objects.create(tenant_id=head.tenant_id)

    kind(work)
    subject_id = _plan(1)
    jobs.run_all()
    assert _progress(subject_id) == (0, 0, 1)
    assert not connection.in_atomic_block


def test_work_may_be_planned_for_later(kind: Callable[..., None]) -> None:
    kind(lambda chunk: None)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        later = clock.now().replace(year=clock.now().year + 1)
        jobs.plan(kind=KIND, tenant_id=TENANT, subject_id=new_id(), payloads=[{}], not_before_at=later)
        assert not jobs.run_one()
        traveller.move_to(later)
        assert jobs.run_one()


def _dies(times: int) -> None:
    """Leave the chunk as `times` processes leave it that are killed while they work it, the clock going on."""
    for number in range(times):
        with time_machine.travel(clock.now() + timedelta(minutes=number), tick=False):
            taken = jobs._take(JobChunk.objects.filter(state=JobChunk.State.WAITING))
            assert taken is not None
            JobChunk.objects.filter(id=taken.id, state=JobChunk.State.WAITING).update(
                taken_by=f"dead {number}"
            )


def test_a_death_is_counted_against_the_chunk_in_hand_alone(kind: Callable[..., None]) -> None:
    kind(lambda chunk: None)
    _plan(2)
    _dies(1)
    assert jobs.run_one(), "the other chunk does not wait"
    assert not jobs.run_one(), "the one that was taken is left alone for a moment"
    with time_machine.travel(clock.now() + timedelta(seconds=jobs.TAKEN_SECONDS)):
        assert jobs.run_one()
    assert list(JobChunk.objects.order_by("number").values_list("state", "deaths", "taken_by")) == [
        ("done", 1, ""),
        ("done", 0, ""),
    ]


def test_a_chunk_that_kills_its_worker_is_given_up_in_the_end(kind: Callable[..., None]) -> None:
    given_up: list[str] = []
    kind(lambda chunk: None, lambda chunk, error: given_up.append(error))
    subject_id = _plan(1)
    _dies(jobs.MAX_TRIES)
    assert given_up == []
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert jobs.run_one()
    assert [error.partition(":")[0] for error in given_up] == [jobs.DIED]
    assert _progress(subject_id) == (0, 0, 1)


def test_kills_of_healthy_work_divide_it_and_give_nothing_up(kind: Callable[..., None]) -> None:
    done: list[object] = []
    given_up: list[str] = []
    kind(
        lambda chunk: done.extend(chunk.payload["plates"]),
        lambda chunk, error: given_up.append(error),
        lambda chunk: [{"plates": [plate]} for plate in chunk.payload["plates"]],
    )
    payload: JsonObject = {"plates": [1, 2, 3]}
    jobs.plan(kind=KIND, tenant_id=TENANT, subject_id=new_id(), payloads=[payload])
    _dies(jobs.TOGETHER_TRIES + 1)
    jobs.run_all()
    assert sorted(done) == [1, 2, 3]
    assert given_up == []


def test_a_chunk_that_this_very_process_took_has_killed_nobody(kind: Callable[..., None]) -> None:
    kind(lambda chunk: None)
    _plan(1)
    assert jobs._take(JobChunk.objects.filter(state=JobChunk.State.WAITING)) is not None
    jobs.run_all()
    assert JobChunk.objects.values_list("state", "deaths").get() == ("done", 0)
