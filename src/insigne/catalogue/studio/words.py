"""Places words, stars and the ribbon of a design, in sizes that fit its form. Pure: SVG elements."""

import math
from typing import Final

from insigne.catalogue.studio import lettering
from insigne.catalogue.studio.design import Design
from insigne.catalogue.studio.errors import StudioError
from insigne.catalogue.studio.icons import placed
from insigne.catalogue.studio.lettering import CAP_HEIGHT, Line
from insigne.catalogue.studio.ornaments import star
from insigne.catalogue.studio.outlines import Outline, Point, closed, number, point, polar
from insigne.catalogue.studio.palettes import Palette, mix

SPREAD: Final = 150.0
"""Degrees of the circle that words above the icon may take."""
LARGEST: Final = 38.0
LEAST: Final = 19.0
DOUBLE_LARGEST: Final = 30.0
COMFORTABLE: Final = 27.0
SPACING: Final = 0.085
FOOT_SPREAD: Final = 84.0
FOOT_LARGEST: Final = 27.0
FOOT_LEAST: Final = 15.0
STRAIGHT_LARGEST: Final = 62.0
STRAIGHT_LEAST: Final = 24.0
RIBBON_HALF: Final = 196.0


def top(design: Design, outline: Outline, colours: Palette) -> str:
    """Return the words of `text`: on a curve above the disc, or straight below a larger icon."""
    if design.text_style == "straight":
        return _straight(design, outline, colours)
    return _curved(design.text, outline, colours) if design.text else ""


def _curved(text: str, outline: Outline, colours: Palette) -> str:
    """Return one line when it can be large enough, else the larger of one and two lines.

    Raises StudioError("text_too_long") when neither can be read.
    """
    inner, outer = outline.core + 12, outline.reach(270 - SPREAD / 2, 270 + SPREAD / 2) - 20
    room = outer - inner
    # 1. One line, in the middle of the ring.
    one = lettering.line(text)
    limit = min(LARGEST, room / CAP_HEIGHT * 0.8)
    radius = (inner + outer - CAP_HEIGHT * limit) / 2
    single = lettering.largest([one], [_arc(radius)], spacing=SPACING, limit=limit)
    if single >= min(COMFORTABLE, limit):
        radius = (inner + outer - CAP_HEIGHT * single) / 2
        return _on_arc(one, outline, radius, single, colours)
    # 2. Two lines, one above the other.
    double, upper, lower = _best_halves(text, inner, outer)
    if max(single, double) < LEAST:
        raise StudioError("text_too_long", field="text", text=text, limit=_letters(text, max(single, double)))
    if single >= double or upper is None or lower is None:
        return _on_arc(one, outline, (inner + outer - CAP_HEIGHT * single) / 2, single, colours)
    gap = CAP_HEIGHT * double * 0.62
    low = (inner + outer - 2 * CAP_HEIGHT * double - gap) / 2
    high = low + CAP_HEIGHT * double + gap
    return _on_arc(upper, outline, high, double, colours) + _on_arc(lower, outline, low, double, colours)


def _best_halves(text: str, inner: float, outer: float) -> tuple[float, Line | None, Line | None]:
    """Return the largest size of two lines, and the lines."""
    limit = min(DOUBLE_LARGEST, (outer - inner) / (CAP_HEIGHT * 2.62) * 0.92)
    best: tuple[float, Line | None, Line | None] = (0.0, None, None)
    for first, second in lettering.halves(text):
        lines = lettering.line(first), lettering.line(second)
        low = inner + 2
        widths = (_arc(low + CAP_HEIGHT * limit * 1.62), _arc(low))
        size = lettering.largest(lines, widths, spacing=SPACING, limit=limit)
        if size > best[0]:
            best = (size, *lines)
    return best


def _arc(radius: float) -> float:
    return math.radians(SPREAD) * radius


def _letters(text: str, size: float) -> int:
    """Return about how many letters would fit."""
    return max(int(len(text) * size / LEAST), 1)


def _on_arc(text: Line, outline: Outline, radius: float, size: float, colours: Palette) -> str:
    return lettering.curved(
        text, centre=outline.centre, radius=radius, size=size, spacing=SPACING, colour=colours.pale
    )


def _straight(design: Design, outline: Outline, colours: Palette) -> str:
    """Return a large icon above up to two straight lines. Raises StudioError("text_too_long")."""
    x, y = outline.centre
    size = 148.0 if design.text else 190.0
    middle = y - 66 if design.text else y - 6
    icon = placed(
        design.icon,
        middle=(x, middle),
        size=size,
        stroke=colours.pale,
        fill=mix(colours.glow, colours.pale, 0.22),
    )
    if not design.text:
        return icon
    first = y + 74
    options = [(design.text,), *lettering.halves(design.text)]
    best: tuple[float, tuple[Line, ...]] = (0.0, ())
    for option in options:
        lines = tuple(lettering.line(part) for part in option)
        limit = STRAIGHT_LARGEST if len(lines) == 1 else 44.0
        widths = [
            2 * (outline.half_width(first - 40 + index * 46, first + index * 46) - 26)
            for index in range(len(lines))
        ]
        found = lettering.largest(lines, widths, spacing=0.02, limit=limit)
        if found > best[0] * 1.12:
            best = (found, lines)
    size, lines = best
    if size < STRAIGHT_LEAST:
        raise StudioError("text_too_long", field="text", text=design.text, limit=_letters(design.text, size))
    return icon + "".join(
        lettering.straight(
            text, middle=(x, first + index * size * 1.06), size=size, spacing=0.02, colour=colours.pale
        )
        for index, text in enumerate(lines)
    )


def stars_in_disc(design: Design) -> bool:
    """Return whether the stars stand under the icon because words take the foot."""
    return design.text_style == "curved" and bool(design.foot) and bool(design.level or design.levels)


def foot(design: Design, outline: Outline, colours: Palette) -> str:
    """Return what stands at the bottom: the ribbon or the curved words, else the stars."""
    if design.foot and design.foot_style == "ribbon":
        return _ribbon(design.foot, outline, colours)
    if design.foot:
        return _foot_on_arc(design.foot, outline, colours)
    radius = (outline.core + outline.reach(60, 120) - 14) / 2 + 2
    if design.text_style == "straight":
        return stars(design, (outline.centre[0], outline.centre[1] + 168), 14, colours.spark, curve=0)
    return stars(design, (outline.centre[0], outline.centre[1] + radius), 18, colours.spark, curve=radius)


def _foot_on_arc(text: str, outline: Outline, colours: Palette) -> str:
    inner, outer = outline.core + 10, outline.reach(60, 120) - 18
    limit = min(FOOT_LARGEST, (outer - inner) / CAP_HEIGHT * 0.8)
    line = lettering.line(text)
    size = lettering.largest([line], [math.radians(FOOT_SPREAD) * inner], spacing=SPACING * 1.5, limit=limit)
    if size < FOOT_LEAST:
        raise StudioError("text_too_long", field="foot", text=text, limit=_letters(text, size))
    radius = (inner + outer + CAP_HEIGHT * size) / 2
    return lettering.curved(
        line,
        centre=outline.centre,
        radius=radius,
        size=size,
        spacing=SPACING * 1.5,
        colour=colours.pale,
        inward=True,
    )


def stars(design: Design, middle: Point, radius: float, colour: str, *, curve: float) -> str:
    """Return the level's stars around `middle`, filled up to the level; `curve` is a radius, 0 for a row."""
    count = max(design.level, design.levels)
    gap = radius * 2.25
    parts = []
    for index in range(count):
        along = (index - (count - 1) / 2) * gap
        if curve:
            centre = middle[0], middle[1] - curve
            x, y = polar(curve, 90 - math.degrees(along / curve), centre)
        else:
            x, y = middle[0] + along, middle[1]
        look = (
            f'fill="{colour}" stroke="{colour}"'
            if index < design.level
            else f'fill="none" stroke="{colour}" stroke-opacity=".75"'
        )
        size = radius if index < design.level else radius * 0.88
        parts.append(f'<path d="{star(x, y, size)}" {look} stroke-width="2" stroke-linejoin="round"/>')
    return "".join(parts)


def _ribbon(text: str, outline: Outline, colours: Palette) -> str:
    """Return a banner across the foot with folded ends and the words in its middle."""
    line = lettering.line(text)
    height, y = 58.0, outline.centre[1] + outline.core + 34
    size = lettering.largest([line], [2 * RIBBON_HALF - 56], spacing=SPACING, limit=34)
    if size < LEAST:
        raise StudioError("text_too_long", field="foot", text=text, limit=_letters(text, size))
    half = min(RIBBON_HALF, max(line.length(size, SPACING * size) / 2 + 34, 120))
    x, dark = outline.centre[0], colours.deep
    low, high = y + height / 2, y - height / 2
    front = closed((x - half, high), (x + half, high), (x + half, low), (x - half, low))
    seams = "".join(f"M{point((x - half, edge))}H{number(x + half)}" for edge in (high + 6, low - 6))
    letters = lettering.straight(
        line, middle=(x, y + CAP_HEIGHT * size / 2), size=size, spacing=SPACING, colour=dark
    )
    return (
        f"{_tail(x, -half, high, low, colours)}{_tail(x, half, high, low, colours)}"
        f'<path d="{front}" fill="{colours.spark}"/>'
        f'<path d="{seams}" fill="none" stroke="{dark}" stroke-opacity=".28" stroke-width="2"/>{letters}'
    )


def _tail(x: float, half: float, high: float, low: float, colours: Palette) -> str:
    """Return the folded end of the ribbon on one side; `half` is negative on the left."""
    side, drop = math.copysign(1, half), 14
    edge, fold, tip, notch = x + half, x + half - side * 26, x + half + side * 40, x + half + side * 18
    shade = mix(colours.spark, "#8a5a00", 0.28)
    end = closed(
        (fold, high + drop),
        (tip, high + drop),
        (notch, (high + low) / 2 + drop),
        (tip, low + drop),
        (fold, low + drop),
    )
    crease = closed((fold, low), (edge, low), (fold, low + drop))
    return f'<path d="{end}" fill="{shade}"/><path d="{crease}" fill="{mix(shade, "#000000", 0.45)}"/>'
