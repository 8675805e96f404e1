"""The studio's drawings: the same bytes each time, clean, and words that fit."""

import io
import itertools
import re

import pytest
from lxml import etree
from PIL import Image, ImageChops

from insigne.catalogue import studio
from insigne.catalogue.studio import StudioError, lettering, words
from insigne.catalogue.studio.design import BORDERS, FOOT_STYLES, ORNAMENTS, PATTERNS, SHAPES, TEXT_STYLES
from insigne.catalogue.studio.outlines import OUTLINES
from insigne.catalogue.studio.palettes import PALE, PALETTES, contrast, palette_of
from openbadge.baking import svg as svg_files

pytestmark = pytest.mark.once

FULL = {"text": "S’INTÉGRER", "foot": "2026", "level": 1, "levels": 3, "icon": "handshake"}
ALLOWED = {
    "svg",
    "title",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "path",
    "g",
    "circle",
}
ALLOWED |= {"rect", "line", "ellipse", "polyline", "polygon"}


def picture(design: dict[str, object], size: int = 128) -> Image.Image:
    return Image.open(io.BytesIO(studio.to_png(studio.render(design), size))).convert("RGBA")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("border", BORDERS)
def test_every_form_and_border_stays_on_the_sheet(shape: str, border: str) -> None:
    image = picture({**FULL, "shape": shape, "border": border})
    box = image.getchannel("A").getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left >= 1 and top >= 1 and right <= 127 and bottom <= 127
    assert image.getpixel((64, 64))[3] == 255


@pytest.mark.parametrize("choices", list(itertools.product(PATTERNS, ORNAMENTS, TEXT_STYLES, FOOT_STYLES)))
def test_every_choice_draws_clean_svg(choices: tuple[str, str, str, str]) -> None:
    pattern, ornament, text_style, foot_style = choices
    design = {
        **FULL,
        "pattern": pattern,
        "ornament": ornament,
        "text_style": text_style,
        "foot_style": foot_style,
    }
    svg = studio.render(design, title='Tom & « Léa » <"')
    root = etree.fromstring(svg.encode())
    assert {etree.QName(element).localname for element in root.iter()} <= ALLOWED
    assert root.get("aria-label") == 'Tom & « Léa » <"'
    assert not re.search(r"NaN|inf|None|-0[ \"]|style=|href", svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_drawing_passes_the_cleaning_of_uploads_unchanged_to_the_eye() -> None:
    svg = studio.render({**FULL, "pattern": "rays", "ornament": "laurel", "border": "beads"})
    cleaned = svg_files.clean(svg.encode()).decode()
    before, after = (Image.open(io.BytesIO(studio.to_png(text, 256))) for text in (svg, cleaned))
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None


def test_the_same_design_gives_the_same_bytes() -> None:
    first, second = (
        studio.render(dict(FULL), title="x"),
        studio.render(dict(reversed(FULL.items())), title="x"),
    )
    assert first == second
    assert studio.to_png(first, 64) == studio.to_png(second, 64)


def test_two_designs_never_share_a_name_inside_one_page() -> None:
    first, second = (re.findall(r'id="(\w+)"', studio.render({**FULL, "level": level})) for level in (1, 2))
    assert not set(first) & set(second)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", TEXT_STYLES)
@pytest.mark.parametrize(
    "text", ["SQL", "CRÉATION ARTISTIQUE", "COMPRÉHENSION DE LA HIÉRARCHIE", "Capacité de persuasion"]
)
def test_words_fit(shape: str, style: str, text: str) -> None:
    """What the words paint never leaves the body: drawn alone, nothing lies outside the body's own form."""
    design = {"shape": shape, "text": text, "text_style": style, "border": "plain"}
    with_words, without = picture(design, 256), picture({**design, "text": "", "text_style": style}, 256)
    outline = OUTLINES[shape]
    body = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><path d="{outline.path(0.97)}"/></svg>'
    inside = Image.open(io.BytesIO(studio.to_png(body, 256))).getchannel("A")
    changed = ImageChops.difference(with_words.convert("RGB"), without.convert("RGB")).convert("L")
    outside = ImageChops.subtract(changed, inside)
    assert changed.getbbox() is not None
    assert outside.getbbox() is None


def test_long_words_take_two_lines_and_then_a_sentence() -> None:
    one = studio.render({"text": "PYTHON"}).count("<g fill=")
    assert studio.render({"text": "COMPRÉHENSION DE LA HIÉRARCHIE"}).count("<g fill=") == one + 1
    with pytest.raises(StudioError) as refused:
        studio.render({"text": "ANTICONSTITUTIONNELLEMENT DÉSINSTITUTIONNALISATION PROGRESSIVE"})
    assert refused.value.code == "text_too_long"
    assert 20 < int(str(refused.value.facts["limit"])) < 60
    for style in FOOT_STYLES:
        with pytest.raises(StudioError, match="text_too_long"):
            studio.render({"foot": "UNE MENTION BEAUCOUP TROP LONGUE POUR LE PIED", "foot_style": style})
    with pytest.raises(StudioError, match="text_too_long"):
        studio.render(
            {"text": "ANTICONSTITUTIONNELLEMENT-PARLANT", "text_style": "straight", "shape": "shield"}
        )


@pytest.mark.parametrize(
    ("design", "code"),
    [
        ({"shape": "triangle"}, "choice_unknown"),
        ({"icon": "../../etc/passwd"}, "choice_unknown"),
        ({"palette": ""}, "choice_unknown"),
        ({"colour": "red"}, "colour_bad"),
        ({"level": 6}, "level_bad"),
        ({"level": 3, "levels": 2}, "level_bad"),
        ({"level": "1"}, "field_kind"),
        ({"level": True}, "field_kind"),
        ({"text": 5}, "field_kind"),
        ({"script": "x"}, "field_unknown"),
        ({"as_json": "x"}, "field_unknown"),
        ({"text": "漢字"}, "letter_unknown"),
        ({"text": "a" * 81}, "text_too_long"),
    ],
)
def test_a_bad_design_is_refused_with_a_sentence(design: dict[str, object], code: str) -> None:
    with pytest.raises(StudioError) as refused:
        studio.render(design)
    assert refused.value.code == code
    assert "%(" not in refused.value.sentence()


def test_stars_show_the_level_among_the_levels() -> None:
    drawn = studio.render({"level": 2, "levels": 3})
    stars = re.findall(
        r'(fill="[#\w]+") stroke="#\w+"[^>]* stroke-width="2" stroke-linejoin="round"/>', drawn
    )
    assert [star == 'fill="none"' for star in stars] == [False, False, True]
    assert words.stars_in_disc(studio.read({"level": 1, "foot": "2026"}))
    assert not words.stars_in_disc(studio.read({"level": 1}))


@pytest.mark.parametrize("name", PALETTES)
def test_words_can_be_read_on_every_palette(name: str) -> None:
    palette = PALETTES[name]
    assert contrast(palette.base, PALE) >= 3.3
    assert contrast(palette.glow, PALE) >= 3
    assert contrast(palette.deep, palette.spark) >= 4.5


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff00", "#000000", "#7fffd4", "#3f5bd8"])
def test_an_own_colour_is_darkened_until_words_can_be_read(colour: str) -> None:
    palette = palette_of(colour)
    assert contrast(palette.base, PALE) >= 3.3
    assert contrast(palette.deep, palette.pale) > contrast(palette.base, palette.pale)
    assert studio.render({"colour": colour, "text": "À NOUS"})


def test_tints_follow_hues() -> None:
    assert [studio.nearest_tint(colour) for colour in ("#e03010", "#808080", "#1090b0", "#20a040")] == [
        "brique",
        "ardoise",
        "lagon",
        "sapin",
    ]


def test_lines_are_measured_with_kerning() -> None:
    pair, apart = lettering.line("AV"), lettering.line("A").width + lettering.line("V").width
    assert pair.width < apart
    assert lettering.line("a\u00a0b").width == lettering.line("a b").width
    assert lettering.halves("Porte-clés neuf") == [("Porte-", "clés neuf"), ("Porte-clés", "neuf")]


def test_every_icon_can_be_drawn() -> None:
    for name, icon in studio.ICONS.items():
        assert set(icon.names) == {"fr", "en"}
        etree.fromstring(studio.render({"icon": name}).encode())


def test_a_size_out_of_range_is_refused() -> None:
    for size in (0, 4_000):
        with pytest.raises(ValueError, match="pixels"):
            studio.to_png(studio.render({}), size)
