"""Makes the static TrueType fonts that draw badges and certificates, from the variable web fonts.

Called by build.mjs: fonts.py NODE_MODULES TARGET. For each family and weight it pins the weight of the Latin
and the extended Latin files, merges them, and writes TARGET/<Family>-<Weight>.ttf under a plain family name.
"""

import io
import logging
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
FAMILIES = {
    "Inter": ("@fontsource-variable/inter/files/inter-{}-wght-normal.woff2", (400, 500, 600, 700)),
    "Bricolage Grotesque": (
        "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-{}-wght-normal.woff2",
        (600, 700, 800),
    ),
}


def pinned(source: Path, weight: int) -> io.BytesIO:
    """Return the TrueType bytes of a variable WOFF2 file at one weight."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight}, inplace=True)
    font.flavor = None
    stream = io.BytesIO()
    font.save(stream)
    stream.seek(0)
    return stream


def merged(sources: list[Path], weight: int) -> TTFont:
    """Return one font with the glyphs of all sources; where two have the same character, the first wins."""
    return Merger().merge([pinned(source, weight) for source in sources])


def rename(font: TTFont, family: str, weight: int) -> None:
    """Give the font plain names, so that `font-family` and `font-weight` find it."""
    style = WEIGHTS[weight]
    postscript = f"{family.replace(' ', '')}-{style}"
    linked = style in ("Regular", "Bold")
    names = {1: family if linked else f"{family} {style}", 2: style if linked else "Regular", 3: postscript}
    names |= {4: f"{family} {style}", 6: postscript, 16: family, 17: style}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def main(packages: Path, target: Path) -> None:
    """Write every family at every weight."""
    target.mkdir(parents=True, exist_ok=True)
    for family, (pattern, weights) in FAMILIES.items():
        sources = [packages / pattern.format(subset) for subset in ("latin", "latin-ext")]
        for weight in weights:
            font = merged(sources, weight)
            rename(font, family, weight)
            font.save(target / f"{family.replace(' ', '')}-{WEIGHTS[weight]}.ttf")


if __name__ == "__main__":
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
