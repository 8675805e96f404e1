"""Draws a design as SVG text: `render(design, title=…)`. Pure, and the same bytes each time.

From the back to the front: rim, border, body, pattern, inner line, disc with its icon, words, stars,
ribbon. Words are outlines, so that no font is needed where the picture is shown. No script, style,
filter, link or foreign content.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from insigne.catalogue.studio import words
from insigne.catalogue.studio.design import Design, read
from insigne.catalogue.studio.icons import placed
from insigne.catalogue.studio.ornaments import (
    LAUREL_ABOVE_FOOT,
    LAUREL_FOOT,
    diamonds,
    laurel,
    pattern,
)
from insigne.catalogue.studio.outlines import OUTLINES, Outline, circle, number
from insigne.catalogue.studio.palettes import PALETTES, Palette, mix, palette_of

RIM: Final = 22.0
BAND: Final = 13.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every part of a drawing needs; `prefix` begins each name inside the SVG."""

    design: Design
    outline: Outline
    palette: Palette
    prefix: str


def render(design: Mapping[str, object], *, title: str = "") -> str:
    """Return the picture of `design` as SVG on 512 × 512 units; `title` is what a screen reader says.

    Raises StudioError when a choice is unknown or a text does not fit.
    """
    chosen = read(design)
    mark = hashlib.sha256(json.dumps(chosen.as_json(), sort_keys=True).encode()).hexdigest()[:8]
    palette = palette_of(chosen.colour) if chosen.colour else PALETTES[chosen.palette]
    sheet = Sheet(chosen, OUTLINES[chosen.shape], palette, f"b{mark}")
    label = f'role="img" aria-label="{_attribute(title)}"' if title else 'aria-hidden="true"'
    named = f"<title>{escape(title)}</title>" if title else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" {label}>',
        named,
        _definitions(sheet),
        _body(sheet),
        _disc(sheet) if chosen.text_style == "curved" else "",
        words.top(chosen, sheet.outline, palette),
        _ornament(sheet),
        words.foot(chosen, sheet.outline, palette),
        "</svg>",
    ]
    return "".join(parts)


def _definitions(sheet: Sheet) -> str:
    colours, prefix = sheet.palette, sheet.prefix
    return (
        "<defs>"
        f'<linearGradient id="{prefix}a" x1=".15" y1="0" x2=".75" y2="1">'
        f'<stop offset="0" stop-color="{colours.glow}"/><stop offset=".45" stop-color="{colours.base}"/>'
        f'<stop offset="1" stop-color="{colours.deep}"/></linearGradient>'
        f'<linearGradient id="{prefix}b" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{mix(colours.deep, colours.base, 0.45)}"/>'
        f'<stop offset="1" stop-color="{mix(colours.deep, "#000000", 0.25)}"/></linearGradient>'
        f'<radialGradient id="{prefix}c" cx=".5" cy=".36" r=".75">'
        f'<stop offset=".3" stop-color="{colours.pale}"/>'
        f'<stop offset="1" stop-color="{mix(colours.pale, colours.base, 0.17)}"/></radialGradient>'
        f'<radialGradient id="{prefix}e" cx=".3" cy=".06" r=".8">'
        f'<stop offset="0" stop-color="{colours.pale}" stop-opacity=".2"/>'
        f'<stop offset="1" stop-color="{colours.pale}" stop-opacity="0"/></radialGradient>'
        f'<clipPath id="{prefix}d"><path d="{sheet.outline.path()}"/></clipPath>'
        "</defs>"
    )


def _body(sheet: Sheet) -> str:
    """Return the form: dark rim, border, coloured body with its pattern, and a thin line inside."""
    outline, colours, prefix = sheet.outline, sheet.palette, sheet.prefix
    path = outline.path()
    parts = [
        f'<path d="{path}" fill="{colours.deep}" stroke="url(#{prefix}b)" stroke-width="{number(2 * RIM)}" '
        'stroke-linejoin="round"/>'
    ]
    border = sheet.design.border
    if border in ("double", "beads"):
        parts.append(
            f'<path d="{path}" fill="none" stroke="{colours.pale}" stroke-width="{number(2 * BAND)}" '
            'stroke-linejoin="round"/>'
        )
    parts.append(f'<path d="{path}" fill="url(#{prefix}a)"/>')
    parts.append(f'<g clip-path="url(#{prefix}d)">{pattern(sheet.design.pattern, outline, colours)}</g>')
    parts.append(f'<path d="{path}" fill="url(#{prefix}e)"/>')
    if border == "beads":
        parts.append(_beads(outline, colours))
    if border == "stitch":
        parts.append(
            f'<path d="{outline.path(1.045)}" fill="none" stroke="{colours.pale}" stroke-opacity=".85" '
            'stroke-width="4" stroke-linecap="round" stroke-dasharray="11 9"/>'
        )
    if border != "plain":
        parts.append(
            f'<path d="{outline.path(0.955)}" fill="none" stroke="{colours.pale}" stroke-opacity=".42" '
            'stroke-width="2.25"/>'
        )
    return "".join(parts)


def _beads(outline: Outline, colours: Palette) -> str:
    scale = 1 + BAND / 2 / 232
    dots = "".join(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="3.1"/>' for x, y in outline.evenly(96, scale)
    )
    return f'<g fill="{colours.base}">{dots}</g>'


def _disc(sheet: Sheet) -> str:
    """Return the pale disc and its icon, with the stars below it when the foot takes their place."""
    (x, y), core, colours = sheet.outline.centre, sheet.outline.core, sheet.palette
    low = words.stars_in_disc(sheet.design)
    size = core * (0.9 if low else 1.14)
    middle = y - (core * 0.17 if low else 0)
    icon = placed(
        sheet.design.icon,
        middle=(x, middle),
        size=size,
        stroke=colours.deep,
        fill=mix(colours.pale, colours.base, 0.24),
    )
    stars = words.stars(sheet.design, (x, y + core * 0.56), 11, colours.base, curve=0) if low else ""
    return (
        circle((x, y + 5), core + 4, f'fill="{colours.deep}" fill-opacity=".45"')
        + circle((x, y), core, f'fill="url(#{sheet.prefix}c)"')
        + circle(
            (x, y), core - 8, f'fill="none" stroke="{colours.base}" stroke-opacity=".38" stroke-width="2.25"'
        )
        + icon
        + stars
    )


def _ornament(sheet: Sheet) -> str:
    if sheet.design.text_style == "straight":
        return ""
    if sheet.design.ornament == "laurel":
        first = LAUREL_ABOVE_FOOT if sheet.design.foot else LAUREL_FOOT
        return laurel(sheet.outline, sheet.palette, first=first)
    if sheet.design.ornament == "diamonds":
        return diamonds(sheet.outline, sheet.palette)
    return ""


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
