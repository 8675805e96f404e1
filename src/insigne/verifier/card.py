"""The Open Graph picture of a shared badge: 1200×630, drawn with our own fonts. No database, nothing fetched."""

import base64
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import resvg_py
from django.conf import settings
from fontTools.ttLib import TTFont

WIDTH, HEIGHT = 1200, 630
_TEXT_WIDTH = 620
_LINES_MOST = 3
_TINTS = {
    "brique": "#e4572e",
    "canard": "#1f8a8c",
    "iris": "#7a56d6",
    "miel": "#d99a1c",
    "rose": "#d23a72",
    "nuit": "#3f5bd8",
    "sapin": "#2f8f52",
    "lagon": "#1193b4",
    "prune": "#a13fb5",
    "ardoise": "#5b6b80",
}


def draw(*, badge: str, issuer: str, note: str, picture_png: bytes, tint: str) -> bytes:
    """Return the PNG: the badge's picture on its own colour, its name, its issuer, one line of note."""
    size = next((s for s in (66, 56, 46, 38) if len(_wrap(badge, s)) <= _LINES_MOST), 38)
    lines = _wrap(badge, size)
    if len(lines) > _LINES_MOST:
        lines = [*lines[: _LINES_MOST - 1], f"{lines[_LINES_MOST - 1]}…"]
    top = 300 - size * (len(lines) - 1) * 0.55
    name = "".join(
        f'<text x="520" y="{top + n * size * 1.12:.0f}" font-family="Bricolage Grotesque" font-weight="700" '
        f'font-size="{size}" fill="#1b1a21">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    below = top + (len(lines) - 1) * size * 1.12
    picture = base64.b64encode(picture_png).decode()
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#faf7f1"/>'
        f'<rect width="460" height="{HEIGHT}" fill="{_TINTS.get(tint, "#3a3db0")}" fill-opacity=".16"/>'
        f'<image x="50" y="135" width="360" height="360" href="data:image/png;base64,{picture}"/>{name}'
        f'<text x="520" y="{below + 62:.0f}" font-family="Inter" font-weight="600" font-size="30" fill="#55525f">'
        f"{escape(_short(issuer, 40))}</text>"
        f'<text x="520" y="{below + 108:.0f}" font-family="Inter" font-weight="500" font-size="25" fill="#0d6e46">'
        f"{escape(_short(note, 48))}</text>"
        '<text x="520" y="575" font-family="Bricolage Grotesque" font-weight="700" font-size="30" fill="#3a3db0">'
        "Insigne</text></svg>"
    )
    fonts = [str(path) for path in sorted(Path(settings.FONTS).glob("*.ttf"))]
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=fonts))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


@cache
def _widths() -> tuple[dict[int, str], dict[str, int], int]:
    font = TTFont(Path(settings.FONTS) / "BricolageGrotesque-Bold.ttf")
    advances = {name: font["hmtx"][name][0] for name in font.getGlyphOrder()}
    return font.getBestCmap(), advances, font["head"].unitsPerEm


def _width(text: str, size: float) -> float:
    characters, advances, unit = _widths()
    return sum(advances[characters.get(ord(c), ".notdef")] for c in text) * size / unit


def _wrap(text: str, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, size) > _TEXT_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
