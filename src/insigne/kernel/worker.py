"""The worker: takes up chunks, periodic tasks and mails until it is told to stop.

Room: kernel. Touches the tables of jobs, due times and mails, through their modules. Two loops: work in the
main thread, mails in another, so that a slow mail server holds back no signature.

It survives a locked or lost database (it waits and connects again) and any error of a task (logged). SIGTERM
and SIGINT end it after the chunk in hand; so does the death of the supervisor that started it.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import InterfaceError, OperationalError, connections

from insigne.kernel import jobs, outbox, parent, periodic

IDLE_SECONDS = 0.2
LONGEST_FAULT_SECONDS = 5.0

log = logging.getLogger(__name__)


class Stop:
    """Says whether to stop: told by a signal, or seen by the parent's absence."""

    def __init__(self) -> None:
        self._told = False

    def tell(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask every loop to end; fit to be a signal handler."""
        self._told = True

    def __bool__(self) -> bool:
        return self._told or parent.is_gone()


def main() -> None:
    """Work until SIGTERM or SIGINT. Django is set up by the caller."""
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.tell)
    mails = threading.Thread(target=loop, args=(outbox.send_some, stop), name="mails")
    mails.start()
    loop(work, stop)
    mails.join()


def loop(step: Callable[[], bool], stop: Stop) -> None:
    """Call `step` again and again until `stop`; wait a moment when it found nothing, longer after a fault."""
    faults = 0
    while not stop:
        try:
            busy = step()
            faults = 0
        except (OperationalError, InterfaceError) as error:
            faults += 1
            log.warning("the database does not answer (%s); trying again", str(error).strip())
            _forget_connections()
        except Exception:
            faults += 1
            log.exception("the worker met an error; it goes on")
        if faults:
            time.sleep(min(IDLE_SECONDS * 2**faults, LONGEST_FAULT_SECONDS))
        elif not busy:
            time.sleep(IDLE_SECONDS)
    _forget_connections()


def work() -> bool:
    """Run the periodic tasks that are due, then one chunk; return whether there was one."""
    periodic.run_due()
    return jobs.run_one()


def drain() -> None:
    """Work every waiting chunk and send every due mail now, until none is left. For one-shot commands."""
    while jobs.run_all() + outbox.send_all():
        pass


def _forget_connections() -> None:
    """Close this thread's connections, whatever their state."""
    for connection in connections.all(initialized_only=True):
        try:
            connection.close()
        except (OperationalError, InterfaceError):
            connection.connection = None
