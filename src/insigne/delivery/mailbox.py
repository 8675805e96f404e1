"""Reads the folder of sent mails back, for the demo's mailbox page and for the command line. No database here."""

import base64
import email
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from insigne.delivery.senders.folder import file_name
from insigne.kernel import outbox

_NAME = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of the folder; `html` is empty in lists."""

    name: str
    sender: str
    recipient: str
    subject: str
    sent_at: datetime
    text: str = ""
    html: str = ""


def folder() -> Path | None:
    """Return the folder of mails, or None when mails leave by SMTP."""
    return settings.MAIL.folder


def of_key(message_key: str) -> bytes | None:
    """Return the file of the mail that was sent under `message_key`, or None."""
    place = folder()
    path = place / file_name(outbox.message_id(message_key)) if place else None
    return path.read_bytes() if path and path.is_file() else None


def letters(*, limit: int = 100) -> list[Letter]:
    """Return the last mails, newest first, without their bodies."""
    place = folder()
    if place is None or not place.is_dir():
        return []
    paths = sorted(place.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_letter(path, with_body=False) for path in paths[:limit]]


def letter(name: str) -> Letter | None:
    """Return one mail with its text and its HTML, pictures inside it as data addresses; None when there is none."""
    place = folder()
    if place is None or not _NAME.fullmatch(name):
        return None
    path = place / f"{name}.eml"
    return _letter(path, with_body=True) if path.is_file() else None


def _letter(path: Path, *, with_body: bool) -> Letter:
    with path.open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=default)
    text = html = ""
    if with_body:
        plain, rich = message.get_body(("plain",)), message.get_body(("html",))
        text = plain.get_content() if plain else ""
        html = _with_pictures(message, rich.get_content()) if rich else ""
    return Letter(
        name=path.stem,
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        text=text,
        html=html,
    )


def _with_pictures(message: EmailMessage, html: str) -> str:
    for part in message.walk():
        name = str(part.get("Content-ID", "")).strip("<>")
        if name and part.get_content_maintype() == "image":
            data = base64.b64encode(bytes(part.get_content())).decode()
            html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    return html
