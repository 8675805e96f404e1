"""The studio: a design in JSON becomes an SVG text, then a PNG, the same bytes on every machine.

    from insigne.catalogue import studio
    png = studio.to_png(studio.render({"shape": "hexagon", "icon": "palette", "text": "CRÉATION"}), 640)

Nothing here reads a table, a setting, the network or the clock; all but `to_png_apart` is pure.
"""

from insigne.catalogue.studio.design import CHOICES, STANDARD, STARS, Design, read
from insigne.catalogue.studio.errors import StudioError
from insigne.catalogue.studio.icons import ICONS, Icon
from insigne.catalogue.studio.palettes import PALETTES, TINTS, nearest_tint
from insigne.catalogue.studio.raster import to_png, to_png_apart
from insigne.catalogue.studio.render import render

__all__ = [
    "CHOICES",
    "ICONS",
    "PALETTES",
    "STANDARD",
    "STARS",
    "TINTS",
    "Design",
    "Icon",
    "StudioError",
    "nearest_tint",
    "read",
    "render",
    "to_png",
    "to_png_apart",
]
