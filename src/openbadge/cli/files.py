"""Reading and writing the files that the user names; `-` is the standard input or output."""

import os
import sys
import tempfile
from pathlib import Path

# The largest file that any reader of the library takes is a PDF of 20 MiB.
LARGEST_BYTES = 20 * 1024 * 1024


class CannotRead(Exception):
    """A file that the user named cannot be read; the message says which and why."""


class CannotWrite(Exception):
    """A file that the user named cannot be written; the message says which and why."""


def read(name: str) -> bytes:
    """Return the bytes of the file `name`, at most one byte more than the largest that can be used.

    Raises CannotRead.
    """
    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise CannotRead(f"{name} cannot be read: {error.strerror or error}.") from error


def write(name: str, data: bytes, *, private: bool = False) -> None:
    """Write `data` whole or not at all; a `private` file is readable by its owner only and never replaced.

    Raises CannotWrite.
    """
    if name == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    try:
        if private:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
            draft.write(data)
        written = Path(draft.name)
        written.chmod(0o666 & ~_umask())
        written.replace(target)
    except FileExistsError as error:
        raise CannotWrite(f"{name} exists already; a key is never overwritten.") from error
    except OSError as error:
        raise CannotWrite(f"{name} cannot be written: {error.strerror or error}.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
