"""The outer forms of badges as curves that can be scaled, measured and written as SVG paths. Pure.

All stand on a square of 512 units. A form is its outline without its border: borders are strokes around it.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
MIDDLE: Final = 256.0


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no useless sign or zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def point(where: Point) -> str:
    """Return a point as SVG writes it."""
    return f"{number(where[0])} {number(where[1])}"


def closed(*corners: Point) -> str:
    """Return the `d` of a closed polygon."""
    return "M" + "L".join(point(corner) for corner in corners) + "Z"


def circle(centre: Point, radius: float, look: str) -> str:
    """Return a circle as SVG writes it; `look` holds its fill and stroke."""
    return f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" {look}/>'


def polar(radius: float, degrees: float, centre: Point = (MIDDLE, MIDDLE)) -> Point:
    """Return the point at `radius` and `degrees` (0 to the right, 90 downwards) from `centre`."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed curve: a start, then segments of one (line), two (quadratic) or three points (cubic).

    `centre` and `core` (radius) place the disc of the icon.
    """

    start: Point
    segments: tuple[tuple[Point, ...], ...]
    centre: Point = (MIDDLE, MIDDLE)
    core: float = 122

    def path(self, scale: float = 1.0) -> str:
        """Return the `d` of the outline, scaled around its centre."""
        written = ["M" + point(self._scaled(self.start, scale))]
        for segment in self.segments:
            written.append("LQC"[len(segment) - 1] + " ".join(point(self._scaled(p, scale)) for p in segment))
        return "".join(written) + "Z"

    def points(self, scale: float = 1.0, steps: int = 24) -> list[Point]:
        """Return points along the outline, `steps` a segment, in order."""
        found: list[Point] = []
        here = self._scaled(self.start, scale)
        for segment in self.segments:
            corners = [here, *(self._scaled(p, scale) for p in segment)]
            found += [_on_curve(corners, step / steps) for step in range(steps)]
            here = corners[-1]
        return found

    def evenly(self, count: int, scale: float) -> list[Point]:
        """Return `count` points at equal distances along the outline."""
        dense = self.points(scale)
        lengths = [math.dist(a, b) for a, b in zip(dense, dense[1:] + dense[:1], strict=True)]
        gap, walked = sum(lengths) / count, 0.0
        found: list[Point] = []
        for here, there, length in zip(dense, dense[1:] + dense[:1], lengths, strict=True):
            while len(found) < count and walked + length >= gap * len(found):
                share = (gap * len(found) - walked) / length if length else 0.0
                found.append((here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share))
            walked += length
        return found

    def reach(self, first: float, last: float) -> float:
        """Return the least distance from the centre to the outline between two angles in degrees."""
        return min(
            (
                math.dist(self.centre, p)
                for p in self.points()
                if first
                <= math.degrees(math.atan2(p[1] - self.centre[1], p[0] - self.centre[0])) % 360
                <= last
            ),
        )

    def half_width(self, top: float, bottom: float) -> float:
        """Return how far from the middle axis one may go anywhere between two heights."""
        sides = [abs(x - self.centre[0]) for x, y in self.points(steps=60) if top - 3 <= y <= bottom + 3]
        return min(sides, default=0.0)

    def _scaled(self, where: Point, scale: float) -> Point:
        return (
            self.centre[0] + (where[0] - self.centre[0]) * scale,
            self.centre[1] + (where[1] - self.centre[1]) * scale,
        )


def _on_curve(corners: list[Point], share: float) -> Point:
    while len(corners) > 1:
        corners = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(corners)]
    return corners[0]


def _circle(radius: float, core: float) -> Outline:
    pull = radius * 0.5522847498
    m, r = MIDDLE, radius
    return Outline(
        (m, m - r),
        (
            ((m + pull, m - r), (m + r, m - pull), (m + r, m)),
            ((m + r, m + pull), (m + pull, m + r), (m, m + r)),
            ((m - pull, m + r), (m - r, m + pull), (m - r, m)),
            ((m - r, m - pull), (m - pull, m - r), (m, m - r)),
        ),
        core=core,
    )


def _polygon(sides: int, radius: float, first: float, rounding: float, core: float) -> Outline:
    corners = [polar(radius, first + index * 360 / sides) for index in range(sides)]
    enters = [_on_curve([corner, corners[index - 1]], rounding) for index, corner in enumerate(corners)]
    segments: list[tuple[Point, ...]] = []
    for index, corner in enumerate(corners):
        after = (index + 1) % sides
        segments += [(corner, _on_curve([corner, corners[after]], rounding)), (enters[after],)]
    return Outline(enters[0], tuple(segments), core=core)


def _scalloped(lobes: int, radius: float, depth: float, core: float) -> Outline:
    step = 360 / lobes
    segments = tuple(
        (
            polar(radius + 2 * depth, -90 + (index + 0.5) * step),
            polar(radius, -90 + (index + 1) * step),
        )
        for index in range(lobes)
    )
    return Outline(polar(radius, -90), segments, core=core)


def _shield() -> Outline:
    return Outline(
        (256, 30),
        (
            ((314, 58), (384, 72), (450, 74)),
            ((464, 252), (436, 392), (256, 486)),
            ((76, 392), (48, 252), (62, 74)),
            ((128, 72), (198, 58), (256, 30)),
        ),
        centre=(256, 238),
        core=106,
    )


def _patch(half: float, corner: float, core: float) -> Outline:
    low, high = MIDDLE - half, MIDDLE + half
    return Outline(
        (low + corner, low),
        (
            ((high - corner, low),),
            ((high, low), (high, low + corner)),
            ((high, high - corner),),
            ((high, high), (high - corner, high)),
            ((low + corner, high),),
            ((low, high), (low, high - corner)),
            ((low, low + corner),),
            ((low, low), (low + corner, low)),
        ),
        core=core,
    )


OUTLINES: Final = {
    "circle": _circle(226, 126),
    "hexagon": _polygon(6, 236, -90, 0.16, 110),
    "octagon": _polygon(8, 238, -67.5, 0.16, 120),
    "rosette": _scalloped(20, 212, 10, 120),
    "seal": _scalloped(40, 217, 5, 124),
    "flower": _scalloped(8, 196, 25, 112),
    "shield": _shield(),
    "patch": _patch(208, 92, 120),
}
