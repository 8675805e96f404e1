"""What is baked comes out the same; whatever the bytes, there is a value or an OpenBadgeError."""

import json
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.openbadge.baking import samples

from openbadge import baking
from openbadge.errors import MalformedError, OpenBadgeError

FILES = {"png": samples.png(), "svg": samples.svg(), "pdf": samples.pdf()}
CALM = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(texts, values, min_size=1, max_size=5)


@pytest.mark.parametrize("kind", FILES)
@CALM
@given(document=documents, ascii_only=st.booleans(), indent=st.none() | st.integers(0, 2))
def test_unbake_gives_back_what_bake_took(
    kind: str, document: dict[str, object], ascii_only: bool, indent: int | None
) -> None:
    credential = json.dumps(document, ensure_ascii=ascii_only, indent=indent).encode()
    try:
        baked = baking.bake(FILES[kind], credential)
    except MalformedError as error:
        # Only what XML cannot carry may be refused, and never by PNG.
        assert kind != "png" and error.code == "BAKE_TEXT"
        assert re.search("[\ufffe\uffff]", credential.decode())
        return
    assert baking.unbake(baked) == credential
    again = baking.bake(baked, credential)
    assert baking.unbake(again) == credential
    assert again == baked if kind != "pdf" else len(baking.bake(again, credential)) == len(again)


@pytest.mark.parametrize("kind", ["png", "svg"])
@CALM
@given(first=documents, second=documents)
def test_baking_twice_leaves_the_second_only(
    kind: str, first: dict[str, object], second: dict[str, object]
) -> None:
    one, two = (json.dumps(document).encode() for document in (first, second))
    assert baking.bake(baking.bake(FILES[kind], one), two) == baking.bake(FILES[kind], two)


DOORS: list[Callable[[bytes], object]] = [
    baking.find,
    baking.png.unbake,
    baking.png.clean,
    baking.png.size,
    baking.svg.unbake,
    baking.svg.clean,
    baking.pdf.unbake,
    lambda data: baking.bake(data, samples.CREDENTIAL),
]
STARTS = [
    b"",
    samples.SIGNATURE,
    samples.SIGNATURE + samples.header(),
    b"%PDF-1.7\n",
    b"<svg>",
    b"<svg xmlns='http://www.w3.org/2000/svg'><",
]


@CALM
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), door=st.sampled_from(DOORS))
def test_any_bytes_give_a_value_or_an_error_of_ours(
    start: bytes, rest: bytes, door: Callable[[bytes], object]
) -> None:
    try:
        door(start + rest)
    except OpenBadgeError as error:
        assert error.code.isupper()


BAKED = {kind: baking.bake(file, samples.CREDENTIAL) for kind, file in FILES.items()}


@pytest.mark.parametrize("kind", FILES)
@settings(CALM, max_examples=400)
@given(data=st.data())
def test_a_file_with_some_bytes_changed_gives_a_value_or_an_error_of_ours(
    kind: str, data: st.DataObject
) -> None:
    broken = bytearray(BAKED[kind])
    for at in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=6)):
        broken[at] = data.draw(st.integers(0, 255))
    for door in DOORS:
        try:
            door(bytes(broken))
        except OpenBadgeError as error:
            assert error.code.isupper()


@CALM
@given(cuts=st.lists(st.integers(0, len(BAKED["png"])), max_size=3))
def test_pieces_of_a_picture_left_out_never_give_another_credential(cuts: list[int]) -> None:
    edges = sorted({0, *cuts, len(BAKED["png"])})
    pieces = [BAKED["png"][start:end] for start, end in pairwise(edges)]
    try:
        found = baking.png.unbake(b"".join(pieces[::2]))
    except OpenBadgeError:
        return
    assert found.data == samples.CREDENTIAL


style_bits = st.sampled_from(
    [
        "fill",
        ":",
        ";",
        "url(",
        "#a",
        ")",
        "http://evil.example",
        "'",
        '"',
        "{",
        "}",
        "@import",
        "/*",
        "*/",
        "\\",
        "red",
        ".a",
        " ",
        "(",
        "!",
        "<!--",
    ]
)


@settings(CALM, max_examples=400)
@given(st.lists(style_bits, max_size=14).map("".join))
def test_no_style_however_built_points_elsewhere(style: str) -> None:
    escaped = style.replace("<", "&lt;").replace('"', "&quot;")
    drawing = samples.svg(f'<style>{escaped}</style><rect style="{escaped}" fill="{escaped}"/>')
    cleaned = baking.svg.clean(drawing).decode().lower()
    assert not re.search(r"url\(\s*['\"]?[^#'\"\s]", cleaned)
    assert "@import" not in cleaned
    assert "\\" not in cleaned
    assert baking.svg.clean(cleaned.encode())
