"""Secrets in a folder, one file each, readable by their owner only; what is inside is the caller's."""

import os
import re
import secrets
from pathlib import Path

from openbadge.errors import NoKeyError

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_LARGEST_BYTES = 1_048_576


class DiskKeys:
    """`ports.KeyStore` in the folder `folder`, which is made (mode 0700) at the first write.

    Names are letters, digits, dot, underscore and hyphen, at most 100, not starting with a dot. A secret
    is never replaced: a second write under the same name is refused.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes:
        """Return the stored bytes of `name`. Raises NoKeyError KEY_NAME, KEY_NONE or KEY_UNREADABLE."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                return file.read(_LARGEST_BYTES)
        except FileNotFoundError as error:
            raise NoKeyError("KEY_NONE", f"There is no key named {name}.", name=name) from error
        except OSError as error:
            raise NoKeyError("KEY_UNREADABLE", f"The key {name} cannot be read.", name=name) from error

    def write(self, name: str, secret: bytes) -> None:
        """Store `secret` under `name`, whole or not at all, mode 0600.

        Raises NoKeyError KEY_NAME, KEY_TAKEN when the name is in use, KEY_UNWRITABLE when the disk refuses.
        """
        path = self._path(name)
        waiting = self._folder / f".{name}.{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(secret)
                    file.flush()
                    os.fsync(file.fileno())
                _appear(waiting, path)
            finally:
                waiting.unlink()
        except OSError as error:
            raise NoKeyError("KEY_UNWRITABLE", f"The key {name} cannot be written.", name=name) from error

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise NoKeyError("KEY_NAME", "A key's name has letters, digits, dot, underscore, hyphen.")
        return self._folder / name


def _appear(waiting: Path, path: Path) -> None:
    """Give a finished file its name: whole, and never over another file."""
    try:
        os.link(waiting, path)
    except FileExistsError as error:
        raise NoKeyError("KEY_TAKEN", f"There is a key named {path.name} already.", name=path.name) from error
