"""Draws the certificate's page from its texts and the badge's picture. No database, no network here."""

import io
import json
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import segno
import typst
from django.conf import settings
from markdown_it import MarkdownIt

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_CRITERIA_LINES = 14
_CRITERIA_LINE_MOST = 260


@dataclass(frozen=True, slots=True)
class Certificate:
    """The words of the page, all in one language; `earner` is empty when the earner did not ask to be named."""

    language: str
    kind: str
    badge: str
    level: str
    awarded_to: str
    earner: str
    issued_by: str
    issuer: str
    awarded_on: str
    date: str
    valid_until: str
    description: str
    criteria_title: str
    criteria: str
    check_title: str
    check_text: str
    check_url: str
    picture_text: str
    tint: str


def draw(certificate: Certificate, picture_png: bytes) -> bytes:
    """Return the page as PDF/A-3 and PDF/UA-1, the same bytes for the same input; for other scripts see `_compiled`."""
    code = io.BytesIO()
    segno.make(certificate.check_url, error="m", micro=False).save(code, kind="svg", border=0, dark="#1b1a21")
    words = {**asdict(certificate), "criteria": criteria_lines(certificate.criteria)}
    with tempfile.TemporaryDirectory(prefix="certificate-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(_TEMPLATE.read_bytes())
        (folder / "badge.png").write_bytes(picture_png)
        (folder / "code.svg").write_bytes(code.getvalue())
        (folder / "words.json").write_text(json.dumps(words))
        return _compiled(folder)


def _compiled(folder: Path) -> bytes:
    """Return the page with our own fonts; when a name needs others, with those of the machine, boxes where none has it.

    The two standards refuse a page on which a letter could not be drawn: such a page is then a plain PDF.
    """
    for only_ours in (True, False):
        with suppress(typst.TypstError):
            return _page(folder, only_ours=only_ours, strict=True)
    return _page(folder, only_ours=False, strict=False)


def _page(folder: Path, *, only_ours: bool, strict: bool) -> bytes:
    return typst.compile(
        folder / "main.typ",
        root=folder,
        format="pdf",
        pdf_standards=["a-3a", "ua-1"] if strict else None,
        font_paths=[settings.FONTS],
        ignore_system_fonts=only_ours,
    )


def criteria_lines(markdown: str) -> list[dict[str, str]]:
    """Return the criteria as plain lines, each with its kind (`item` or `text`), cut to what one page can hold."""
    lines: list[dict[str, str]] = []
    in_item = 0
    for token in MarkdownIt().parse(markdown):
        in_item += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            text = "".join(_plain(child.type, child.content) for child in token.children or ()).strip()
            if len(text) > _CRITERIA_LINE_MOST:
                text = text[: _CRITERIA_LINE_MOST - 1].rsplit(" ", 1)[0] + "…"
            if text:
                lines.append({"kind": "item" if in_item else "text", "text": text})
    if len(lines) > _CRITERIA_LINES:
        lines = [*lines[: _CRITERIA_LINES - 1], {"kind": "text", "text": "…"}]
    return lines


def _plain(kind: str, content: str) -> str:
    return " " if kind in ("softbreak", "hardbreak") else content
