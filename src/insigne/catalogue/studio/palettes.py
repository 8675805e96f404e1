"""The colours that a badge may wear: ten named palettes, and any colour of an organisation's own. Pure."""

import colorsys
import re
from dataclasses import dataclass
from typing import Final

from insigne.catalogue.studio.errors import StudioError

HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
PALE: Final = "#fffdf8"
GOLD: Final = "#ffd36b"
LEAST_CONTRAST: Final = 3.3
"""Large bold letters need 3:1 against what they stand on (WCAG 2.2, 1.4.3); a little more is kept in hand."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb: `base` the body, `glow` its light, `deep` its shadow, `spark` the stars."""

    name: str
    glow: str
    base: str
    deep: str
    pale: str = PALE
    spark: str = GOLD


PALETTES: Final = {
    palette.name: palette
    for palette in (
        Palette("brique", "#e4572e", "#cd4420", "#7d1d0c", spark="#ffd98a"),
        Palette("canard", "#1f8a8c", "#187678", "#0b3a45", spark="#ffd57a"),
        Palette("iris", "#7a56d6", "#6a45c8", "#2d1a61", spark="#ffd36b"),
        Palette("miel", "#bf7c0c", "#aa6a08", "#613a02", spark="#ffe9b0"),
        Palette("rose", "#d23a72", "#c02a62", "#661030", spark="#ffd98a"),
        Palette("nuit", "#3f5bd8", "#3149bd", "#131c58", spark="#ffd36b"),
        Palette("sapin", "#2a8a4d", "#22773f", "#0b3a22", spark="#ffe08a"),
        Palette("lagon", "#0f87a6", "#0c7694", "#083c4f", spark="#ffdd85"),
        Palette("prune", "#a13fb5", "#8b309e", "#431050", spark="#ffd98a"),
        Palette("ardoise", "#5b6b80", "#4a5a6f", "#1c2531", spark="#ffd98a"),
    )
}
TINTS: Final = {
    "brique": "#e4572e",
    "canard": "#1f8a8c",
    "iris": "#7a56d6",
    "miel": "#d99a1c",
    "rose": "#d23a72",
    "nuit": "#3f5bd8",
    "sapin": "#2f8f52",
    "lagon": "#1193b4",
    "prune": "#a13fb5",
    "ardoise": "#5b6b80",
}
"""The page colour behind each palette's badges, named by the style classes tint-…"""


def palette_of(colour: str) -> Palette:
    """Return the palette around `colour` (#rrggbb), darkened until pale letters can be read on it.

    Raises StudioError("colour_bad").
    """
    if not HEX.fullmatch(colour):
        raise StudioError("colour_bad", field="colour", value=colour)
    hue, light, saturation = colorsys.rgb_to_hls(*channels(colour))
    while contrast(_colour(hue, light, saturation), PALE) < LEAST_CONTRAST:
        light -= 0.01
    base = _colour(hue, max(light - 0.04, 0.1), saturation)
    return Palette(
        name="own",
        glow=_colour(hue, max(light, 0.16), saturation),
        base=base,
        deep=_colour(hue, max(light * 0.42, 0.06), min(saturation * 1.05, 1)),
    )


def nearest_tint(colour: str) -> str:
    """Return the name of the palette that looks most like `colour` (#rrggbb): greys are "ardoise"."""
    hue, _light, saturation = colorsys.rgb_to_hls(*channels(colour))
    if saturation < 0.18:
        return "ardoise"

    def distance(name: str) -> float:
        other = colorsys.rgb_to_hls(*channels(TINTS[name]))[0]
        return min(abs(hue - other), 1 - abs(hue - other))

    return min((name for name in TINTS if name != "ardoise"), key=distance)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of #rrggbb, each 0 to 1."""
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))  # type: ignore[return-value]  # three of them


def mix(first: str, second: str, share: float) -> str:
    """Return the colour between two, `share` (0 to 1) of the way from the first to the second."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round((a + (b - a) * share) * 255):02x}" for a, b in pairs)


def _colour(hue: float, light: float, saturation: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
