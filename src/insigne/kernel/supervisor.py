"""One command for the whole server: a parent that watches the web server and the worker.

Room: kernel. Touches processes, signals and one socket; never the database, so that the parent stays small.

 1. Refuse politely when the port cannot be had.
 2. Start the web server and the worker, each in a session of its own.
 3. Start again whichever ends by itself, sweeping what it left behind; wait longer when it ends at once.
 4. On SIGTERM or SIGINT tell both to stop, wait, then sweep.
A parent killed with SIGKILL takes its children with it: they watch it (`parent`).
"""

import errno
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from insigne.kernel.parent import PARENT_VARIABLE

LOOK_SECONDS = 0.1
STOP_SECONDS = 20.0
QUICK_SECONDS = 3.0
LONGEST_WAIT_SECONDS = 5.0
ENDS_ALLOWED = 4
"""How often the web server may end before it ever answered."""


log = logging.getLogger(__name__)


class Child:
    """A process that is started again when it ends."""

    def __init__(self, name: str, arguments: list[str]) -> None:
        self.name = name
        self.ends = 0
        self.quick_ends = 0
        self._command = [sys.executable, "-m", "insigne.kernel.entry", *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._start_after = 0.0

    def start(self) -> None:
        """Start the process, as the head of its own session."""
        source = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, PARENT_VARIABLE: str(os.getpid()), "PYTHONPATH": path}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "insigne.config.settings")
        self._process = subprocess.Popen(self._command, env=environment, start_new_session=True)  # noqa: S603
        self._started = time.monotonic()

    def watch(self) -> None:
        """Start the process again when it ended, after a wait that grows while it ends at once."""
        now = time.monotonic()
        if self._process is not None:
            if self._process.poll() is None:
                return
            self.ends += 1
            quick = now - self._started < QUICK_SECONDS
            self.quick_ends = self.quick_ends + 1 if quick else 0
            wait_seconds = min(0.2 * 2**self.quick_ends, LONGEST_WAIT_SECONDS) if quick else 0.0
            log.warning("the %s ended (status %s); it starts again", self.name, self._process.returncode)
            self.sweep()
            self._process, self._start_after = None, now + wait_seconds
        if now >= self._start_after:
            self.start()

    def tell_to_stop(self) -> None:
        """Send SIGTERM to the process."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait(self, until: float) -> None:
        """Wait for the process to end, at most until that moment of the monotonic clock, then sweep."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(max(until - time.monotonic(), 0.0))
            self.sweep()

    def sweep(self) -> None:
        """Kill whatever is left of the process's session."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Stopping:
    """Whether a signal asked the parent to stop."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, number: int, frame: FrameType | None) -> None:
        """Be told so: a signal handler."""
        self.asked = True


def serve(host: str, port: int, workers: int = 1, *, ready: Callable[[], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT; call `ready` once, when the first page can be had.

    Exits with one sentence when the port cannot be had, or when the web server cannot start.
    """
    refuse_a_taken_port(host, port)
    stopping = Stopping()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping.ask)
    web = Child("web server", ["web", host, str(port), str(workers)])
    children = [web, Child("worker", ["worker"])]
    for child in children:
        child.start()
    try:
        _watch(children, web, stopping, lambda: _answers(host, port), ready)
    finally:
        for child in children:
            child.tell_to_stop()
        until = time.monotonic() + STOP_SECONDS
        for child in children:
            child.wait(until)


def _watch(
    children: list[Child],
    web: Child,
    stopping: Stopping,
    answers: Callable[[], bool],
    ready: Callable[[], None] | None,
) -> None:
    answered = False
    while not stopping.asked:
        for child in children:
            child.watch()
        if not answered and answers():
            answered = True
            if ready is not None:
                ready()
        if not answered and web.ends > ENDS_ALLOWED:
            sys.exit("insigne: the web server cannot start; the lines above say why.")
        time.sleep(LOOK_SECONDS)


def refuse_a_taken_port(host: str, port: int) -> None:
    """Return when the port is free. Exits with a sentence that says what to do when it is not."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OverflowError:
        sys.exit(f"insigne: {port} is not a port; choose one from 1 to 65535.")
    except socket.gaierror:
        sys.exit(f"insigne: {host!r} is not an address of this machine; try 127.0.0.1.")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"insigne: port {port} is already in use; stop what uses it, or choose another port.")
        if error.errno == errno.EACCES:
            sys.exit(f"insigne: port {port} needs more rights than yours; choose one above 1023.")
        sys.exit(f"insigne: {host}:{port} cannot be listened on ({error.strerror}).")


def _answers(host: str, port: int) -> bool:
    """Return whether the web server gives any HTTP answer."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(reached, port, timeout=1.0)
    try:
        connection.request("GET", "/api/v1/health")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()
