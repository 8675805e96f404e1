"""The children of `supervisor.serve`: `python -m insigne.kernel.entry worker`, `… web HOST PORT WORKERS`.

Room: kernel. Sets Django up, then hands over; models cannot be imported before that.
"""

import os
import sys
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from insigne.kernel import parent
from insigne.kernel.door import Application, Door

APPLICATION = "insigne.config.wsgi:application"
THREADS = 16
"""Requests at work at once in one web process; each may wait for somebody else's slow document."""

CONNECTIONS = 2048
"""Requests that one web process receives at once; a slow one costs a few kilobytes."""

HEADERS_MILLISECONDS = 10_000
STOP_SECONDS = 10


def worker() -> None:
    """Run the worker until it is told to stop."""
    django.setup()
    import_module("insigne.kernel.worker").main()


def web(host: str, port: int, workers: int) -> None:
    """Serve the application until told to stop; `workers` processes share the port."""
    named = os.environ.get(parent.PARENT_VARIABLE)
    if named:
        parent.stop_when_gone(int(named))
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_MILLISECONDS),
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
    ).serve(target_loader=_load)


def _load(target: str) -> Any:
    """Return the WSGI application behind its door, in a serving process, which stops with the one that started it."""
    parent.stop_when_gone(os.getppid())
    module, _, name = target.partition(":")
    application: Application = getattr(import_module(module), name)
    return Door(application, threads=THREADS, longest_body_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def main(arguments: list[str]) -> None:
    """Become the child that the arguments name."""
    match arguments:
        case ["worker"]:
            worker()
        case ["web", host, port, workers]:
            web(host, int(port), int(workers))
        case _:
            sys.exit("usage: python -m insigne.kernel.entry worker | web HOST PORT WORKERS")


if __name__ == "__main__":
    main(sys.argv[1:])
