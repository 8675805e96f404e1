"""insigne.kernel.worker: it goes on after any fault, stops when told, and drains everything when asked."""

import os
import time

import pytest
from django.db import InterfaceError, OperationalError

from insigne.kernel import jobs, outbox, parent, worker


class Steps:
    """A step that raises what it is given, then stops its loop."""

    def __init__(self, stop: worker.Stop, *raised: Exception | None) -> None:
        self.stop = stop
        self.raised = list(raised)

    def __call__(self) -> bool:
        error = self.raised.pop(0)
        if not self.raised:
            self.stop.tell()
        if error is not None:
            raise error
        return True


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


@pytest.mark.django_db
def test_it_goes_on_after_each_fault_and_waits_longer(waits: list[float]) -> None:
    stop = worker.Stop()
    faults = [OperationalError("database is locked"), InterfaceError("lost"), ValueError("a bug")]
    steps = Steps(stop, *faults, None, OperationalError("again"), None)
    worker.loop(steps, stop)
    assert steps.raised == []
    assert waits == [0.4, 0.8, 1.6, 0.4]


@pytest.mark.django_db
def test_it_waits_a_moment_when_there_is_nothing_to_do(waits: list[float]) -> None:
    stop = worker.Stop()

    def nothing() -> bool:
        if len(waits) == 2:
            stop.tell()
        return False

    worker.loop(nothing, stop)
    assert waits == [worker.IDLE_SECONDS] * 3


def test_it_stops_when_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(parent.PARENT_VARIABLE, raising=False)
    assert not worker.Stop()
    monkeypatch.setenv(parent.PARENT_VARIABLE, str(os.getppid()))
    assert not worker.Stop()
    monkeypatch.setenv(parent.PARENT_VARIABLE, str(os.getppid() + 1))
    assert worker.Stop()


def test_draining_ends_when_neither_work_nor_mail_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    work, mails = [3, 1, 0], [1, 0, 0]
    monkeypatch.setattr(jobs, "run_all", lambda: work.pop(0))
    monkeypatch.setattr(outbox, "send_all", lambda: mails.pop(0))
    worker.drain()
    assert (work, mails) == ([], [])
