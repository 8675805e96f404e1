"""Writes each mail as one file, named by its Message-ID: sending it again writes the same file again."""

import contextlib
import os
import tempfile
from email.message import EmailMessage
from pathlib import Path

from insigne.kernel.outbox import Outgoing


def file_name(message_id: str) -> str:
    """Return the name of the file of a message: the left part of its Message-ID."""
    return f"{message_id.strip('<>').partition('@')[0]}.eml"


class FolderSender:
    """Keeps mails in a folder: the embedded default, and what the demo shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage, outgoing: Outgoing) -> None:
        """Write the message; a reader never sees half of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(message.as_bytes())
            Path(temporary).replace(self.folder / file_name(outgoing.message_id))
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
