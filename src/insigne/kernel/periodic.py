"""Work that comes back every so often, run once for each due time, whatever the number of workers.

Room: kernel. Touches the table of due times. `jobs.periodic` is the same function as `every` here.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from insigne.kernel import clock
from insigne.kernel.models import PeriodicRun

KEPT_DAYS = 2

log = logging.getLogger(__name__)

Task = Callable[[], object]

_tasks: dict[str, tuple[int, Task]] = {}
_last_due: dict[str, datetime] = {}


def periodic(name: str, every_seconds: int) -> Callable[[Task], Task]:
    """Register the decorated function to run every `every_seconds`, under a name that never changes.

    A run that is killed is not run again before the next due time: the task looks at what is to be done, not
    at what happened since it last ran.
    """

    def register(task: Task) -> Task:
        _tasks[name] = (every_seconds, task)
        return task

    return register


def run_due() -> int:
    """Run each task whose due time nobody took yet; return how many ran. An error is logged and kept."""
    return sum(_run(name) for name in tuple(_tasks) if _take(name))


def _due_at(every_seconds: int) -> datetime:
    """Return the latest multiple of the period, counted from 1970."""
    return datetime.fromtimestamp(clock.now().timestamp() // every_seconds * every_seconds, UTC)


def _take(name: str) -> bool:
    """Insert the due time; return whether this process is the one who did."""
    due_at = _due_at(_tasks[name][0])
    if _last_due.get(name) == due_at:
        return False
    _last_due[name] = due_at
    run = PeriodicRun(name=name, due_at=due_at)
    with transaction.atomic():
        PeriodicRun.objects.bulk_create([run], ignore_conflicts=True)
        return PeriodicRun.objects.filter(id=run.id).exists()


def _run(name: str) -> bool:
    error = ""
    try:
        _tasks[name][1]()
    except Exception as raised:
        log.exception("the periodic task %s failed", name)
        error = f"{type(raised).__name__}: {raised}"[:2000]
    runs = PeriodicRun.objects.filter(name=name)
    runs.filter(due_at=_last_due[name]).update(finished_at=clock.now(), error=error)
    runs.filter(due_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()
    return True
