"""A picture sent by a person, made fit to be a badge: checked by our own readers, then written anew.

Pure but for the child process that draws a stranger's SVG. The file's name and declared type say nothing.
"""

import io
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from PIL import Image, ImageStat

from insigne.catalogue import studio
from insigne.catalogue.errors import CatalogueError
from openbadge.baking import png as png_files
from openbadge.baking import svg as svg_files
from openbadge.errors import OpenBadgeError

SIZE_PX: Final = 512
LEAST_PX: Final = 90
UPLOAD_BYTES: Final = 5 * 1024 * 1024
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
LENGTH: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
SVG_NAMESPACE: Final = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A square PNG of SIZE_PX, the cleaned SVG it was drawn from (empty for a PNG), and its main colour."""

    png: bytes
    svg: bytes
    colour: str


def cleaned(data: bytes) -> Cleaned:
    """Return the upload made fit. Raises CatalogueError with an image_… code."""
    # 1. The weight, before anything is read.
    if not data:
        raise CatalogueError("image_missing")
    if len(data) > UPLOAD_BYTES:
        raise CatalogueError("image_too_big", limit_mb=UPLOAD_BYTES // 1024 // 1024)
    # 2. Our own readers: the chunks of a PNG, the allow-list of an SVG.
    try:
        if data.startswith(PNG_SIGNATURE):
            svg, raster = b"", png_files.clean(data)
        else:
            svg = _sized(svg_files.clean(data))
            raster = studio.to_png_apart(svg.decode(), SIZE_PX)
    except OpenBadgeError as error:
        raise CatalogueError("image_bad", reason=error.message) from error
    except ValueError as error:
        raise CatalogueError("image_bad", reason=str(error)) from error
    # 3. One square size for all; writing the pixels anew leaves nothing else.
    square = _square(raster)
    return Cleaned(png=_written(square), svg=svg, colour=main_colour(square))


def _sized(svg: bytes) -> bytes:
    """Return the cleaned SVG as a square: its own form is kept in the middle by its viewBox.

    Raises CatalogueError: "image_text" when it would need a font, "image_size" when it says no size.
    """
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.find(f".//{{{SVG_NAMESPACE}}}text") is not None:
        raise CatalogueError("image_text")
    if "viewBox" not in root.attrib:
        sides = [LENGTH.fullmatch(str(root.get(side, ""))) for side in ("width", "height")]
        if not all(sides):
            raise CatalogueError("image_size")
        root.set("viewBox", "0 0 " + " ".join(side[1] for side in sides if side))
    root.attrib.pop("preserveAspectRatio", "")
    root.set("width", str(SIZE_PX))
    root.set("height", str(SIZE_PX))
    return etree.tostring(root, encoding="utf-8")


def _square(raster: bytes) -> Image.Image:
    """Return the picture in the middle of a transparent square of SIZE_PX."""
    try:
        with Image.open(io.BytesIO(raster), formats=["PNG"]) as opened:
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise CatalogueError("image_bad", reason=str(error)) from error
    if min(image.size) < LEAST_PX:
        raise CatalogueError("image_too_small", limit=LEAST_PX)
    scale = SIZE_PX / max(image.size)
    width, height = (max(1, round(side * scale)) for side in image.size)
    square = Image.new("RGBA", (SIZE_PX, SIZE_PX))
    square.paste(
        image.resize((width, height), Image.Resampling.LANCZOS),
        ((SIZE_PX - width) // 2, (SIZE_PX - height) // 2),
    )
    return square


def _written(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()


def main_colour(image: Image.Image) -> str:
    """Return the mean colour (#rrggbb) of what is not transparent; coloured parts alone when there are any."""
    small = image.resize((48, 48))
    opaque = small.getchannel("A").point(lambda value: 255 if value > 64 else 0)
    saturation = small.convert("RGB").convert("HSV").getchannel("S")
    coloured = Image.composite(saturation, Image.new("L", small.size), opaque).point(
        lambda value: 255 if value > 70 else 0
    )
    mask = next((found for found in (coloured, opaque) if found.getbbox()), None)
    mean = ImageStat.Stat(small.convert("RGB"), mask).mean
    return "#" + "".join(f"{round(part):02x}" for part in mean)
