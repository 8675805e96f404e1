"""Rebuilds data/icons.json and data/lettering.json from the folder of npm packages.

    python -m insigne.catalogue.studio.gather frontend/node_modules

Run by a developer who changes data/icons.txt or the pinned packages; never by the site. The outlines are
kept in the repository, so that a design draws the same picture on every machine and after every upgrade.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

DATA: Final = Path(__file__).parent / "data"
FONT: Final = "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-{subset}-wght-normal.woff2"
SUBSETS: Final = ("latin", "latin-ext")
WEIGHT: Final = 700
LEAST_KERNING: Final = 10
DRAWN: Final = re.compile(r"(?s)^.*?<svg[^>]*>|</svg>.*$|<!--.*?-->")


def icons(packages: Path) -> dict[str, dict[str, str]]:
    """Return the icons that data/icons.txt lists: name → theme, French and English names, SVG body."""
    found = {}
    for line in (DATA / "icons.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        theme, name, french, english = (part.strip() for part in line.split("|"))
        svg = (packages / "lucide-static" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        body = re.sub(r"\n\s*", "", DRAWN.sub("", svg)).replace(" />", "/>")
        found[name] = {"theme": theme, "fr": french, "en": english, "body": body}
    return found


def lettering(packages: Path) -> dict[str, object]:
    """Return the outlines, widths and kerning of the bold letters and signs: in font units, y downwards."""
    glyphs: dict[str, list[object]] = {}
    kerning: dict[str, dict[str, int]] = {}
    measures: dict[str, int] = {}
    for subset in SUBSETS:
        font = instantiateVariableFont(TTFont(packages / FONT.format(subset=subset)), {"wght": WEIGHT})
        measures = measures or {
            "units_per_em": font["head"].unitsPerEm,
            "cap_height": font["OS/2"].sCapHeight,
            "x_height": font["OS/2"].sxHeight,
        }
        outlines, names = font.getGlyphSet(), font.getBestCmap()
        for code, name in names.items():
            if chr(code).isprintable() and chr(code) not in glyphs and code < 0x2200:
                pen = SVGPathPen(outlines, ntos=lambda value: str(round(value)))
                outlines[name].draw(TransformPen(pen, (1, 0, 0, -1, 0, 0)))
                glyphs[chr(code)] = [round(outlines[name].width), pen.getCommands()]
        letters = {name: chr(code) for code, name in names.items()}
        for left, right, adjustment in _pairs(font):
            if abs(adjustment) >= LEAST_KERNING and letters.get(left, "") in glyphs and right in letters:
                kerning.setdefault(letters[left], {}).setdefault(letters[right], adjustment)
    return {**measures, "glyphs": dict(sorted(glyphs.items())), "kerning": dict(sorted(kerning.items()))}


def _pairs(font: TTFont) -> Iterator[tuple[str, str, int]]:
    """Give (left glyph, right glyph, change of advance) of the font's kerning, first rule first."""
    table = font["GPOS"].table
    wanted = {
        index
        for feature in table.FeatureList.FeatureRecord
        if feature.FeatureTag == "kern"
        for index in feature.Feature.LookupListIndex
    }
    for index in sorted(wanted):
        for subtable in table.LookupList.Lookup[index].SubTable:
            rule = subtable.ExtSubTable if subtable.LookupType == 9 else subtable
            yield from _pairs_of(rule, font.getGlyphOrder())


def _pairs_of(rule: object, order: list[str]) -> Iterator[tuple[str, str, int]]:
    covered = rule.Coverage.glyphs  # type: ignore[attr-defined]  # fontTools has no types
    if rule.Format == 1:  # type: ignore[attr-defined]
        for left, pairs in zip(covered, rule.PairSet, strict=True):  # type: ignore[attr-defined]
            for pair in pairs.PairValueRecord:
                yield left, pair.SecondGlyph, getattr(pair.Value1, "XAdvance", 0)
        return
    first, second = rule.ClassDef1.classDefs, rule.ClassDef2.classDefs  # type: ignore[attr-defined]
    for left in covered:
        row = rule.Class1Record[first.get(left, 0)].Class2Record  # type: ignore[attr-defined]
        for right in order:
            value = row[second.get(right, 0)].Value1
            yield left, right, getattr(value, "XAdvance", 0) if value else 0


def lines(value: Mapping[str, object], depth: int = 0) -> str:
    """Return `value` as JSON with a line for each icon, glyph and left letter: a change can be read."""
    rows = []
    for key, item in value.items():
        text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        if depth == 0 and isinstance(item, dict) and not any(isinstance(part, str) for part in item.values()):
            text = lines(item, 1)
        rows.append(f"{json.dumps(key, ensure_ascii=False)}:{text}")
    return "{\n" + ",\n".join(rows) + "\n}"


def main() -> None:
    """Write both files from the folder of npm packages given as the only argument."""
    packages = Path(sys.argv[1])
    written: dict[str, dict[str, object]] = {"icons": {**icons(packages)}, "lettering": lettering(packages)}
    for name, value in written.items():
        (DATA / f"{name}.json").write_text(lines(value) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
