"""Strangers' drawings: the rows M04 (personal data), M05 (active content), M06 (DTD), M07 (bombs)."""

import base64
import io

import pytest
import resvg_py
from lxml import etree
from PIL import Image
from tests.unit.openbadge.baking import samples

from openbadge.baking import svg
from openbadge.errors import LimitError

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def cleaned(inside: str, **more: str) -> str:
    return svg.clean(samples.svg(inside, **more)).decode()


def code_of(data: bytes) -> str:
    with pytest.raises(LimitError) as caught:
        svg.clean(data)
    return caught.value.code


def drawn(data: bytes) -> bytes:
    out = resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), width=64, height=64)
    return Image.open(io.BytesIO(bytes(out))).convert("RGBA").tobytes()


ACTIVE = [
    "<script>alert(1)</script>",
    '<script href="https://evil.example/x.js"/>',
    '<g onload="alert(1)" onclick="alert(2)" ONMOUSEOVER="x"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    f'<a {XLINK} xlink:href=" java&#10;script:alert(1)"><path d="M0 0"/></a>',
    '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/></foreignObject>',
    '<g><set attributeName="href" to="javascript:alert(1)"/><animate attributeName="onclick" values="alert(1)"/></g>',
    '<use href="https://evil.example/x.svg#a"/>',
    '<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>',
    f'<image {XLINK} xlink:href="https://evil.example/pixel.png"/>',
    '<image href="//evil.example/pixel.png"/>',
    '<image href="file:///etc/passwd"/>',
    '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    '<image href="data:text/html,evil"/>',
    '<filter id="f"><feImage href="https://evil.example/x.png"/></filter>',
    '<style>@import url("https://evil.example/x.css"); .a{fill:red}</style>',
    '<style>@import "https://evil.example/x.css";</style>',
    "<style>@font-face{font-family:x;src:url(https://evil.example/x.woff)}</style>",
    "<style>.a{fill:url(https://evil.example/#x)}</style>",
    r"<style>.a{fill:u\72l(https://evil.example/#x)}</style>",
    "<style>.a{background:url(https://evil.example)} .b{behavior:url(x.htc)}</style>",
    "<style>.a{fill:image-set('https://evil.example/x.png' 1x)}</style>",
    "<style>a{}<x/>@import url(https://evil.example);</style>",
    "<style>@media screen{.a{fill:url(https://evil.example)}}</style>",
    '<path style="fill:url(https://evil.example/x)"/>',
    r'<path style="fill:\75rl(https://evil.example/x)"/>',
    r'<path fill="u\rl(https://evil.example)"/>',
    '<path fill="url( &quot;https://evil.example&quot; )"/>',
    '<path style="-moz-binding:url(https://evil.example/x.xml#a)"/>',
    '<path style="width:expression(alert(1))"/>',
    '<path mask="url(https://evil.example/m.svg#m)" clip-path="url(//evil.example#c)"/>',
    '<text style="font-family:&quot;x&quot;;src:url(https://evil.example)">t</text>',
    '<g xml:base="https://evil.example/"><use href="x#y"/></g>',
    '<handler xmlns="http://www.w3.org/2001/xml-events" type="x">alert(1)</handler>',
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
    '<cursor href="https://evil.example/c.png"/>',
    '<font-face><font-face-src><font-face-uri href="https://evil.example"/></font-face-src></font-face>',
    "<metadata>alert(1)</metadata>",
]


@pytest.mark.parametrize("inside", ACTIVE)
def test_m05_nothing_active_and_nothing_that_fetches_is_left(inside: str) -> None:
    result = cleaned(inside)
    for word in (
        "script",
        "alert",
        "evil",
        "passwd",
        "//evil",
        "import",
        "expression",
        "binding",
        "onload",
        "\\",
    ):
        assert word not in result.lower().replace("http://www.w3.org/2000/svg", ""), result
    assert svg.clean(result.encode()) == result.encode()


@pytest.mark.parametrize("inside", ACTIVE)
def test_s09_a_cleaned_drawing_points_nowhere(inside: str) -> None:
    for element in etree.fromstring(cleaned(inside).encode()).iter(etree.Element):
        for name, value in element.attrib.items():
            assert not str(name).endswith("href") or str(value).startswith(
                ("#", "data:image/png", "data:image/jpeg")
            )
            assert "url(" not in str(value) or "url(#" in str(value)


def test_m05_processing_instructions_and_comments_go() -> None:
    before = '<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.css"?><!-- evil -->'
    assert "evil" not in cleaned("<!-- evil --><?php evil ?><g/>", before=before)


HARMLESS = [
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset="1" style="stop-color:blue"/>'
    '</linearGradient><linearGradient id="b" href="#a" x2="0" y2="1"/></defs>'
    '<rect width="64" height="64" fill="url(#b)"/>',
    "<style>.a{fill:#0a7;stroke:#222;stroke-width:3px} /* c */ #b,.c{fill:rgb(9,9,200);opacity:.5}</style>"
    '<circle class="a" cx="20" cy="20" r="15"/><rect id="b" x="30" y="30" width="20" height="20"/>',
    f'<symbol id="s" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></symbol>'
    f'<use {XLINK} xlink:href="#s" width="40" height="40"/>',
    '<clipPath id="c"><circle cx="32" cy="32" r="20"/></clipPath>'
    '<mask id="m"><rect width="64" height="32" fill="#fff"/></mask>'
    '<g clip-path="url(#c)"><rect width="64" height="64" fill="teal" mask="url(#m)"/></g>',
    '<filter id="f" x="-20%" width="140%"><feGaussianBlur in="SourceAlpha" stdDeviation="2" result="b"/>'
    '<feOffset in="b" dx="2" dy="2"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>'
    '<rect x="10" y="10" width="30" height="30" fill="gold" filter="url(#f)"/>',
    '<pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="2"/></pattern>'
    '<rect width="64" height="64" style="fill:url(#p);stroke:#000;stroke-dasharray:4,2"/>',
    '<a href="https://example.org"><path d="M5 5h30v30z" fill="red" transform="rotate(10 20 20)"/></a>',
    '<switch><foreignObject requiredExtensions="http://ns.adobe.com/x"/><g><rect width="20" height="20"/></g></switch>',
    '<svg x="10" y="10" width="20" height="20" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>',
]


@pytest.mark.parametrize("inside", HARMLESS)
def test_m05_harmless_art_keeps_its_looks(inside: str) -> None:
    drawing = samples.svg(inside, root='viewBox="0 0 64 64"')
    result = svg.clean(drawing)
    assert drawn(result) == drawn(drawing)
    assert drawn(drawing) != drawn(samples.svg("", root='viewBox="0 0 64 64"'))
    assert svg.clean(result) == result


def test_m05_words_stay_in_their_order() -> None:
    result = cleaned(
        "<title>Bravo</title><text>a<tspan>b</tspan>c<script>x</script>d<tspan>e</tspan>f</text>stray"
    )
    assert "<title>Bravo</title><text>a<tspan>b</tspan>cd<tspan>e</tspan>f</text></svg>" in result


def test_m06_the_doctype_of_inkscape_is_harmless() -> None:
    before = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    )
    inside = '<rect width="9" height="9" fill="red" inkscape:label="x" xmlns:inkscape="http://www.inkscape.org/x"/>'
    result = cleaned(inside, before=before)
    assert "DOCTYPE" not in result
    assert '<rect width="9" height="9" fill="red"/>' in result


def test_m04_who_drew_it_is_dropped() -> None:
    inside = (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">Jeanne</rdf:RDF></metadata>'
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="C:\\Users\\Jeanne\\b.png"'
        ' data-author="Jeanne"/>'
    )
    assert "Jeanne" not in cleaned(inside)


def png_address(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def test_m04_pictures_inside_lose_their_personal_data_too() -> None:
    loaded = samples.png(samples.chunk(b"tEXt", b"Author\0Jeanne"))
    assert png_address(samples.png()) in cleaned(f'<image href="{png_address(loaded)}"/>')


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((16, 16), 40).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def test_m04_a_photograph_inside_loses_its_exif_and_keeps_its_pixels() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Jeanne Martin"
    original = jpeg(exif=exif, comment=b"Jeanne", progressive=True)
    result = cleaned(f'<image href="data:image/jpeg;base64,{base64.b64encode(original).decode()}"/>')
    kept = base64.b64decode(result.partition("base64,")[2].partition('"')[0])
    assert b"Jeanne" in original
    assert b"Jeanne" not in kept
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(original)).tobytes()


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\xff\xff", b"GIF89a", jpeg()[:200]]
)
def test_m03_what_is_no_sound_picture_is_dropped(data: bytes) -> None:
    for kind in ("png", "jpeg"):
        address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        assert "href" not in cleaned(f'<image href="{address}"/>').replace(XLINK, "")


def test_m02_pictures_inside_with_too_many_pixels() -> None:
    huge = samples.SIGNATURE + samples.header(5_001, 5_000) + samples.pixels() + samples.chunk(b"IEND")
    assert code_of(samples.svg(f'<image href="{png_address(huge)}"/>')) == "BAKE_PIXELS"
    half = samples.SIGNATURE + samples.header(4_000, 4_000) + samples.pixels() + samples.chunk(b"IEND")
    assert "base64" not in cleaned(f'<image href="{png_address(half)}"/>')


def chain(kind: str) -> str:
    """Ten levels of ten references each: ten thousand million shapes."""
    levels = ['<rect id="l0" width="1" height="1"/>']
    for level in range(1, 11):
        if kind == "use":
            inside = f'<use href="#l{level - 1}"/>' * 10
        else:
            inside = f'<rect fill="url(#l{level - 1})" width="1" height="1"/>' * 10
        levels.append(
            f'<{"g" if kind == "use" else kind} id="l{level}">{inside}</{"g" if kind == "use" else kind}>'
        )
    return "".join(levels)


@pytest.mark.parametrize("kind", ["use", "pattern"])
def test_m07_references_that_multiply(kind: str) -> None:
    assert code_of(samples.svg(chain(kind))) == "SVG_TOO_COMPLEX"


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="p"><rect fill="url(#p)"/></pattern>',
        '<mask id="m" mask="url(#m)"/>',
        '<style>.x{fill:url(#p)}</style><pattern id="p"><rect class="x"/></pattern>',
        '<pattern id="p"><rect style="fill:url(#p)"/></pattern>',
    ],
)
def test_m07_references_in_a_circle(inside: str) -> None:
    assert code_of(samples.svg(inside)) == "SVG_TOO_COMPLEX"


def test_m07_a_group_hands_its_pattern_to_every_shape_inside() -> None:
    pattern = '<pattern id="p">' + "<circle r='1'/>" * 200 + "</pattern>"
    assert (
        code_of(samples.svg(pattern + '<g fill="url(#p)">' + "<rect/>" * 500 + "</g>")) == "SVG_TOO_COMPLEX"
    )
    cleaned(pattern + '<g fill="url(#p)">' + "<rect/>" * 50 + "</g>")


def test_m07_filters_are_heavy() -> None:
    blur = '<filter id="f"><feGaussianBlur stdDeviation="3"/></filter>'
    assert code_of(samples.svg(blur + '<rect filter="url(#f)"/>' * 400)) == "SVG_TOO_COMPLEX"
    assert "url(#f)" in cleaned(blur + '<rect filter="url(#f)"/>' * 40)


@pytest.mark.parametrize(
    ("inside", "gone"),
    [
        ('<filter><feTurbulence numOctaves="9000" seed="1"/></filter>', "numOctaves"),
        ('<filter><feGaussianBlur stdDeviation="2 99999"/></filter>', "stdDeviation"),
        ('<filter><feMorphology radius="5e4"/></filter>', "radius"),
        ('<path stroke-dasharray="0.0001 0.0001"/>', "dasharray"),
        ('<path style="stroke-dasharray:1e-9;fill:red"/>', "dasharray"),
    ],
)
def test_m07_numbers_that_make_a_renderer_work_for_hours(inside: str, gone: str) -> None:
    assert gone in samples.svg(inside).decode()
    assert gone not in cleaned(inside)


def test_m07_the_size_that_the_root_asks_for() -> None:
    assert "width=" not in cleaned("", root='width="1e9" height="100" viewBox="0 0 1 1"')
    assert 'height="100"' in cleaned("", root='width="1e9" height="100" viewBox="0 0 1 1"')
    assert code_of(samples.svg("", root='width="999999" height="1"')) == "BAKE_PIXELS"


@pytest.mark.parametrize(
    "inside",
    [
        "<style>" + "/*" * 1_000_000 + "</style>",
        "<style>" + ".a{fill:red" * 300_000 + "</style>",
        "<style>" + "@a{" * 500_000 + "</style>",
        '<rect style="' + "(" * 2_000_000 + '"/>',
        '<rect fill="' + "rgb(" * 500_000 + '"/>',
        '<rect class="' + "a " * 1_000_000 + '"/>',
        '<rect stroke-dasharray="' + "1" * 2_000_000 + 'x"/>',
        "<style>"
        + "".join(f"g .c{n}{{fill:url(#i{n})}}" for n in range(19))
        + "</style>"
        + '<rect id="i1"/>' * 19_000,
    ],
)
def test_m07_texts_made_to_slow_a_reader_down(inside: str) -> None:
    with_root = samples.svg(inside, root='width="' + "1" * 500_000 + 'x" viewBox="0 0 1 1"')
    try:
        assert b"/*" not in svg.clean(with_root)
    except LimitError as error:
        assert error.code in {"SVG_TOO_COMPLEX", "BAKE_TOO_LARGE"}
