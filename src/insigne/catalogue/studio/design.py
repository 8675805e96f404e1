"""A design: what somebody chose for a badge's picture, read from JSON and checked. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from insigne.catalogue.studio.errors import StudioError
from insigne.catalogue.studio.icons import ICONS
from insigne.catalogue.studio.palettes import HEX, PALETTES
from openbadge.model.json import JsonObject

SHAPES: Final = ("circle", "hexagon", "octagon", "rosette", "seal", "flower", "shield", "patch")
BORDERS: Final = ("double", "plain", "beads", "stitch")
PATTERNS: Final = ("none", "rays", "rings", "dots", "waves", "facets")
ORNAMENTS: Final = ("none", "laurel", "diamonds")
TEXT_STYLES: Final = ("curved", "straight")
FOOT_STYLES: Final = ("curved", "ribbon")
STARS: Final = 5
TEXT_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Design:
    """The choices of one picture.

    `text` stands above the icon on a curve, or below it straight; `foot` at the bottom, on a curve or a
    ribbon. `level` of `levels` stars are filled. `colour` (#rrggbb), when given, takes the palette's place.
    """

    shape: str = "circle"
    palette: str = "nuit"
    colour: str = ""
    border: str = "double"
    pattern: str = "none"
    ornament: str = "none"
    icon: str = "award"
    text: str = ""
    text_style: str = "curved"
    foot: str = ""
    foot_style: str = "curved"
    level: int = 0
    levels: int = 0

    def as_json(self) -> JsonObject:
        """Return the object from which `read` makes this design again."""
        return dict(asdict(self))


CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "shape": SHAPES,
    "palette": tuple(PALETTES),
    "border": BORDERS,
    "pattern": PATTERNS,
    "ornament": ORNAMENTS,
    "text_style": TEXT_STYLES,
    "foot_style": FOOT_STYLES,
}
STANDARD: Final = Design()


def read(value: Mapping[str, object]) -> Design:
    """Return the design that a JSON object describes; what it leaves out is as in `Design`.

    Raises StudioError with the field's name in its facts.
    """
    kept: dict[str, str | int] = {}
    for name, given in value.items():
        standard = getattr(STANDARD, name, None)
        if standard is None or not isinstance(standard, str | int):
            raise StudioError("field_unknown", field=name)
        if type(given) is not type(standard):
            raise StudioError("field_kind", field=name)
        kept[name] = " ".join(given.split()) if isinstance(given, str) else int(str(given))
    design = Design(**kept)  # type: ignore[arg-type]  # each kind was compared with the field's own
    _check(design)
    return design


def _check(design: Design) -> None:
    for name, choices in CHOICES.items():
        value = getattr(design, name)
        if value not in choices:
            raise StudioError("choice_unknown", field=name, value=value, choices=", ".join(choices))
    if design.icon and design.icon not in ICONS:
        raise StudioError("choice_unknown", field="icon", value=design.icon, choices=", ".join(ICONS))
    if design.colour and not HEX.fullmatch(design.colour):
        raise StudioError("colour_bad", field="colour", value=design.colour)
    if not (0 <= design.level <= STARS and 0 <= design.levels <= STARS):
        raise StudioError("level_bad", field="level", limit=STARS)
    if design.levels and design.level > design.levels:
        raise StudioError("level_bad", field="level", limit=STARS)
    for name in ("text", "foot"):
        if len(getattr(design, name)) > TEXT_LENGTH:
            raise StudioError("text_too_long", field=name, text=getattr(design, name), limit=30)
