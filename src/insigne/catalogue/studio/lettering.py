"""Words as outlines: measured with the font's own widths and kerning, fitted, straight or on a curve. Pure.

The outlines are those of Bricolage Grotesque bold (OFL-1.1, data/SOURCES.md).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from insigne.catalogue.studio.errors import StudioError
from insigne.catalogue.studio.outlines import Point, number

_FONT: Final = json.loads(
    (files("insigne.catalogue.studio") / "data" / "lettering.json").read_text(encoding="utf-8")
)
UNITS: Final[int] = _FONT["units_per_em"]
CAP_HEIGHT: Final[float] = _FONT["cap_height"] / UNITS
LIKE: Final = {"\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2212": "-"}
"""Letters that look like another one, and are drawn as it."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter in its line: its outline in font units, its advance and where its middle stands, in em."""

    outline: str
    advance: float
    middle: float


@dataclass(frozen=True, slots=True)
class Line:
    """Letters in a row; `width` in em, before the letters are spaced."""

    text: str
    glyphs: tuple[Glyph, ...]
    width: float

    def length(self, size: float, spacing: float) -> float:
        """Return the length of the line at `size` with `spacing` between letters, in units of the picture."""
        return self.width * size + spacing * (len(self.glyphs) - 1)


def line(text: str) -> Line:
    """Return `text` as measured letters. Raises StudioError("letter_unknown")."""
    glyphs, walked, before = [], 0.0, ""
    for letter in (LIKE.get(letter, letter) for letter in text):
        if letter not in _FONT["glyphs"]:
            raise StudioError("letter_unknown", field="text", letter=letter, text=text)
        advance, outline = _FONT["glyphs"][letter]
        walked += _FONT["kerning"].get(before, {}).get(letter, 0) / UNITS
        glyphs.append(Glyph(outline, advance / UNITS, walked + advance / UNITS / 2))
        walked += advance / UNITS
        before = letter
    return Line(text, tuple(glyphs), walked)


def halves(text: str) -> list[tuple[str, str]]:
    """Return every way to break `text` into two lines at a space or after a hyphen."""
    found = []
    for index, letter in enumerate(text):
        if letter == " " and 0 < index < len(text) - 1:
            found.append((text[:index], text[index + 1 :]))
        elif letter == "-" and 0 < index < len(text) - 1:
            found.append((text[: index + 1], text[index + 1 :]))
    return found


def largest(lines: Sequence[Line], widths: Sequence[float], *, spacing: float, limit: float) -> float:
    """Return the largest size, up to `limit`, at which each line fits its width; `spacing` in em."""
    sizes = [
        width / (text.width + spacing * max(len(text.glyphs) - 1, 0))
        for text, width in zip(lines, widths, strict=True)
        if text.glyphs
    ]
    return min([limit, *sizes])


def straight(text: Line, *, middle: Point, size: float, spacing: float, colour: str) -> str:
    """Return the line as paths, centred on `middle` (x of its middle, y of its baseline)."""
    left = middle[0] - text.length(size, spacing * size) / 2
    drawn = []
    for index, glyph in enumerate(text.glyphs):
        x = left + (glyph.middle - glyph.advance / 2) * size + index * spacing * size
        drawn.append(_placed(glyph, (x, middle[1]), 0.0, size))
    return f'<g fill="{colour}">{"".join(drawn)}</g>'


def curved(
    text: Line,
    *,
    centre: Point,
    radius: float,
    size: float,
    spacing: float,
    colour: str,
    inward: bool = False,
) -> str:
    """Return the line as paths on a circle, its middle at the top, or at the bottom when `inward`.

    `radius` is that of the baseline. At the bottom the letters stand with their heads to the centre.
    """
    length = text.length(size, spacing * size)
    drawn = []
    for index, glyph in enumerate(text.glyphs):
        along = glyph.middle * size + index * spacing * size - length / 2
        turn = along / radius
        angle = math.pi / 2 - turn if inward else turn - math.pi / 2
        lean = -turn if inward else turn
        base = centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
        back = glyph.advance * size / 2
        start = base[0] - back * math.cos(lean), base[1] - back * math.sin(lean)
        drawn.append(_placed(glyph, start, lean, size))
    return f'<g fill="{colour}">{"".join(drawn)}</g>'


def _placed(glyph: Glyph, start: Point, lean: float, size: float) -> str:
    if not glyph.outline:
        return ""
    scale = size / UNITS
    x, y = number(start[0]), number(start[1])
    a, b = f"{scale * math.cos(lean):.5f}", f"{scale * math.sin(lean):.5f}"
    c = f"{-scale * math.sin(lean):.5f}"
    return f'<path transform="matrix({a} {b} {c} {a} {x} {y})" d="{glyph.outline}"/>'
