"""insigne.kernel.periodic: once for each due time, errors kept, old rows swept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from insigne.kernel import periodic
from insigne.kernel.models import PeriodicRun

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 12, 0, 7, tzinfo=UTC)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    monkeypatch.setattr(periodic, "_tasks", {})
    monkeypatch.setattr(periodic, "_last_due", {})
    found: list[int] = []
    periodic.periodic("kitchen.sweep", 60)(lambda: found.append(1))
    yield found


def test_once_for_each_due_time(runs: list[int]) -> None:
    with time_machine.travel(START, tick=False) as traveller:
        assert periodic.run_due() == 1
        assert periodic.run_due() == 0
        traveller.shift(52)
        assert periodic.run_due() == 0
        traveller.shift(1)
        assert periodic.run_due() == 1
        traveller.shift(600)
        assert periodic.run_due() == 1
    assert len(runs) == 3
    assert PeriodicRun.objects.filter(finished_at__isnull=False).count() == 3


def test_another_process_took_it(runs: list[int]) -> None:
    with time_machine.travel(START, tick=False):
        PeriodicRun.objects.create(name="kitchen.sweep", due_at=START.replace(second=0))
        assert periodic.run_due() == 0
    assert runs == []


def test_an_error_is_kept_and_the_next_due_time_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_tasks", {})
    monkeypatch.setattr(periodic, "_last_due", {})

    def fail() -> None:
        raise ValueError("no broom")

    periodic.periodic("kitchen.sweep", 60)(fail)
    with time_machine.travel(START, tick=False) as traveller:
        assert periodic.run_due() == 1
        assert PeriodicRun.objects.get().error == "ValueError: no broom"
        traveller.shift(60)
        assert periodic.run_due() == 1


@pytest.mark.usefixtures("runs")
def test_old_rows_are_swept() -> None:
    with time_machine.travel(START, tick=False) as traveller:
        periodic.run_due()
        traveller.shift(timedelta(days=periodic.KEPT_DAYS, minutes=1))
        periodic.run_due()
    assert PeriodicRun.objects.count() == 1
