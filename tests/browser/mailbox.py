"""The mails that the server has sent, read from its folder as a mail program would."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

WAIT_SECONDS = 30
PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: its subject, its language, its plain text."""

    subject: str
    language: str
    text: str

    def link(self, containing: str) -> str:
        """Return the first link whose address contains that text."""
        found = [link for link in re.findall(r"https?://\S+", self.text) if containing in link]
        assert found, f"no link to {containing} in:\n{self.text}"
        return found[0]


class Mailbox:
    """The folder of mails; each is handed out once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: set[str] = set()

    def next_to(self, address: str) -> Letter:
        """Return the oldest mail to `address` not handed out yet, waiting for it if need be."""
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            for path in sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
                if path.name in self._opened:
                    continue
                message = message_from_bytes(path.read_bytes(), policy=policy.default)
                assert isinstance(message, EmailMessage)
                if address in str(message["To"]):
                    self._opened.add(path.name)
                    return _letter(message)
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"no mail to {address} in {WAIT_SECONDS} s")


def _letter(message: EmailMessage) -> Letter:
    plain = message.get_body(("plain",))
    assert plain is not None
    return Letter(str(message["Subject"]), str(message["Content-Language"]), plain.get_content())
