"""The icons that a badge may carry, from lucide-static (ISC, data/SOURCES.md). Read once, then pure."""

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from insigne.catalogue.studio.outlines import Point, point

ELEMENT: Final = re.compile(r"<(\w+) ([^>]*?)/>")
CLOSED_KINDS: Final = ("rect", "circle", "ellipse", "polygon")
CLOSED_PATH: Final = re.compile(r'd="[^"]*[zZ]"')

SQUARE: Final = 24
STROKE: Final = 1.65


@dataclass(frozen=True, slots=True)
class Icon:
    """One icon: `names` by language, `body` its SVG elements on a square of 24 units, without a colour."""

    theme: str
    names: dict[str, str]
    body: str


def _load() -> dict[str, Icon]:
    text = (files("insigne.catalogue.studio") / "data" / "icons.json").read_text(encoding="utf-8")
    return {
        name: Icon(theme=icon["theme"], names={"fr": icon["fr"], "en": icon["en"]}, body=icon["body"])
        for name, icon in json.loads(text).items()
    }


ICONS: Final = _load()


def placed(name: str, *, middle: Point, size: float, stroke: str, fill: str) -> str:
    """Return the icon around `middle`, its closed forms washed with `fill`. Without a name: nothing."""
    if not name:
        return ""

    body = ICONS[name].body
    washes = "".join(
        f'<{kind} {rest} fill="{fill}" stroke="none"/>'
        for kind, rest in ELEMENT.findall(body)
        if "fill=" not in rest and (kind in CLOSED_KINDS or CLOSED_PATH.search(rest))
    )
    lines = body.replace('fill="currentColor"', f'fill="{stroke}"')
    corner = point((middle[0] - size / 2, middle[1] - size / 2))
    return (
        f'<g transform="translate({corner}) scale({size / SQUARE:.4f})" fill="none" stroke="{stroke}" '
        f'stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round">'
        f"{washes}{lines}</g>"
    )
