"""How a child process notices that the one who started it is gone, and stops.

Room: kernel. Touches the process table only. A parent killed with SIGKILL tells nobody; the child then
belongs to another process, and that shows.
"""

import os
import signal
import threading
import time

PARENT_VARIABLE = "INSIGNE_PARENT"
LOOK_SECONDS = 0.5


def is_gone() -> bool:
    """Return whether this process was started by a supervisor that no longer runs."""
    named = os.environ.get(PARENT_VARIABLE, "")
    return bool(named) and os.getppid() != int(named)


def stop_when_gone(parent_pid: int) -> None:
    """Watch `parent_pid` from a thread; when it is no longer our parent, send ourselves SIGTERM."""

    def watch() -> None:
        while os.getppid() == parent_pid:
            time.sleep(LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
