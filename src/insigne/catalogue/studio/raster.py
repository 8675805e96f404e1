"""SVG to PNG, through resvg, without any font or file of the machine: the same picture everywhere."""

from typing import Final

import resvg_py

LARGEST_PX: Final = 2_048


def to_png(svg: str, size_px: int) -> bytes:
    """Return the PNG of a square SVG, `size_px` wide and high (16 to 2048).

    Raises ValueError when resvg cannot read the SVG or the size is out of range.
    """
    if not 16 <= size_px <= LARGEST_PX:
        raise ValueError(f"a picture is 16 to {LARGEST_PX} pixels wide")
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size_px, height=size_px, skip_system_fonts=True))
