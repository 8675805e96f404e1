"""Patterns behind the words and ornaments beside them. Pure: each returns SVG elements."""

import math
from typing import Final

from insigne.catalogue.studio.outlines import Outline, number, point, polar
from insigne.catalogue.studio.palettes import Palette

RAYS: Final = 36
LAUREL_FOOT: Final = 116.0
LAUREL_ABOVE_FOOT: Final = 146.0
"""Degrees at which the branches begin: around stars, or above words and ribbon."""
LAST_LEAF: Final = 176.0
LEAF_GAP: Final = 10.0
FAR: Final = 300.0


def pattern(name: str, outline: Outline, colours: Palette) -> str:
    """Return the pattern called `name`, to be clipped by the body."""
    drawn = {
        "none": "",
        "rays": _rays(outline),
        "rings": _rings(outline),
        "dots": _dots(),
        "waves": _waves(),
        "facets": _facets(outline),
    }[name]
    return f'<g fill="{colours.pale}">{drawn}</g>'


def _rays(outline: Outline) -> str:
    step = 360 / RAYS
    path = "".join(
        f"M{point(outline.centre)}L{point(polar(FAR, index * step - step / 4 - 90, outline.centre))}"
        f"L{point(polar(FAR, index * step + step / 4 - 90, outline.centre))}Z"
        for index in range(RAYS)
    )
    return f'<path d="{path}" fill-opacity=".085"/>'


def _rings(outline: Outline) -> str:
    x, y = outline.centre
    return "".join(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="none" stroke="#fff" '
        'stroke-opacity=".13" stroke-width="2"/>'
        for radius in range(int(outline.core) + 14, 300, 11)
    )


def _dots() -> str:
    dots = "".join(
        f'<circle cx="{column * 20 + (row % 2) * 10}" cy="{row * 17}" r="2.6"/>'
        for row in range(31)
        for column in range(27)
    )
    return f'<g fill-opacity=".14">{dots}</g>'


def _waves() -> str:
    lines = "".join(
        f"M-20 {top}" + "".join("q16 -13 32 0t32 0" for _ in range(9)) for top in range(10, 540, 22)
    )
    return f'<path d="{lines}" fill="none" stroke="#fff" stroke-opacity=".13" stroke-width="2.5"/>'


def _facets(outline: Outline) -> str:
    """Return the wedges of a cut stone: one to each eighth, light and shade in turn."""
    tones = (0.13, 0.05, 0.0, 0.04, 0.0, 0.07, 0.02, 0.1)
    return "".join(
        f'<path d="M{point(outline.centre)}L{point(polar(FAR, index * 45 - 90, outline.centre))}'
        f'L{point(polar(FAR, index * 45 - 45, outline.centre))}Z" fill-opacity="{tone}"/>'
        for index, tone in enumerate(tones)
    )


def laurel(outline: Outline, colours: Palette, *, first: float) -> str:
    """Return two branches that rise on both sides of the disc, from `first` degrees to the words."""
    radius = (outline.core + outline.reach(100, 180) - 12) / 2
    leaf = min(30.0, (radius - outline.core) * 1.15)
    left = _branch(outline, radius, leaf, first)
    mirror = f'transform="matrix(-1 0 0 1 {number(2 * outline.centre[0])} 0)"'
    return f'<g fill="{colours.spark}">{left}<g {mirror}>{left}</g></g>'


def _branch(outline: Outline, radius: float, leaf: float, first: float) -> str:
    """Return the leaves of the left branch, two by two, and one at its tip."""
    parts = []
    pairs = max(round((LAST_LEAF - first) / LEAF_GAP), 1)
    for index in range(pairs + 1):
        angle = first + index * (LAST_LEAF - first) / pairs
        size = leaf * (1 - 0.0055 * (angle - LAUREL_FOOT))
        root = polar(radius, angle, outline.centre)
        parts += [_leaf(root, angle + 90, side * 38, size) for side in (-1, 1)]
    parts.append(_leaf(polar(radius, 180, outline.centre), 270, 0, leaf * 0.7))
    return "".join(parts)


def _leaf(root: tuple[float, float], heading: float, lean: float, size: float) -> str:
    """Return one pointed leaf that grows from `root` along `heading` + `lean` degrees."""
    direction = heading + lean
    tip = polar(size, direction, root)
    bend = size * 0.34
    one = polar(size * 0.5, direction, root)
    across = math.radians(direction + 90)
    first = one[0] + bend * math.cos(across), one[1] + bend * math.sin(across)
    second = one[0] - bend * math.cos(across), one[1] - bend * math.sin(across)
    return f'<path d="M{point(root)}Q{point(first)} {point(tip)}Q{point(second)} {point(root)}Z"/>'


def diamonds(outline: Outline, colours: Palette) -> str:
    """Return a small diamond on each side, between the words and the foot."""
    radius = (outline.core + outline.reach(150, 180)) / 2 - 2
    size = 9.0
    parts = []
    for angle in (172, 8):
        x, y = polar(radius, angle, outline.centre)
        parts.append(
            f"M{number(x)} {number(y - size)}L{number(x + size)} {number(y)}L{number(x)} {number(y + size)}"
            f"L{number(x - size)} {number(y)}Z"
        )
    return f'<path d="{"".join(parts)}" fill="{colours.spark}"/>'


def star(x: float, y: float, radius: float) -> str:
    """Return the `d` of a five-pointed star around (x, y)."""
    points = [
        polar(radius if index % 2 == 0 else radius * 0.46, -90 + index * 36, (x, y)) for index in range(10)
    ]
    return "M" + "L".join(point(p) for p in points) + "Z"
