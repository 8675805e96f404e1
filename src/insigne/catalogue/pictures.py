"""From an author's choice to stored pictures: a design drawn by the studio, or a file sent by a person.

Touches the stored files (kernel.blobs) only. Every picture ends as a square PNG; a drawing and an
uploaded SVG are kept as SVG too.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from insigne.catalogue import studio, uploads
from insigne.catalogue.content import BadgeContent
from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.studio import StudioError
from insigne.kernel import blobs
from openbadge.model.json import JsonObject

PNG: Final = "image/png"
SVG: Final = "image/svg+xml"
LAST_DRAWN: Final = 16
"""How many drawings a process remembers as PNG (some 100 kB each): while words are edited, the picture stays."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture: its files, the design if it was drawn here, the page colour that suits it."""

    png_sha256: str
    svg_sha256: str
    design: JsonObject | None
    tint: str


def picture(content: BadgeContent) -> Picture | None:
    """Return the stored picture of the content, or None when it brings none; an upload comes first.

    Raises CatalogueError("design_bad") and the image_… codes.
    """
    if content.upload is not None:
        return _uploaded(content.upload)
    return _drawn(content) if content.design is not None else None


def _drawn(content: BadgeContent) -> Picture:
    try:
        design = studio.read(content.design or {})
        svg = studio.render(design.as_json())
    except StudioError as error:
        raise CatalogueError("design_bad", reason=error.sentence()) from error
    return Picture(
        png_sha256=blobs.store(_png(svg), PNG),
        svg_sha256=blobs.store(svg.encode(), SVG),
        design=design.as_json(),
        tint=studio.nearest_tint(design.colour) if design.colour else design.palette,
    )


@lru_cache(maxsize=LAST_DRAWN)
def _png(svg: str) -> bytes:
    return studio.to_png(svg, uploads.SIZE_PX)


def _uploaded(data: bytes) -> Picture:
    fit = uploads.cleaned(data)
    return Picture(
        png_sha256=blobs.store(fit.png, PNG),
        svg_sha256=blobs.store(fit.svg, SVG) if fit.svg else "",
        design=None,
        tint=studio.nearest_tint(fit.colour),
    )
