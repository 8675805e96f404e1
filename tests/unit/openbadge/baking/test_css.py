"""Style values, declarations and rules: what passes, and that it passes unchanged."""

import pytest

from openbadge.baking.svg import css


@pytest.mark.parametrize(
    "text",
    [
        "red",
        "#0af",
        "url(#a)",
        "url('#a') rgb(1, 2, 3)",
        "translate(1 2) rotate(-4.5) scale(.5)",
        "blur(2px) url(#f) drop-shadow(1px 1px 2px rgba(0,0,0,.5))",
        "'Atkinson Hyperlegible', \"Noto Sans\", sans-serif",
        "12px/1.5 serif !important",
        "calc(1px + 2 * 3%)",
        "été",
    ],
)
def test_values_that_draw(text: str) -> None:
    assert css.value(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "url(x.png)",
        "url(//evil.example)",
        "URL( 'https://evil.example' )",
        "url(#a",
        "url(#a)url(b)",
        "2url(http)",
        "-moz-element(#a)",
        "image-set('x' 1x)",
        "src('x')",
        "var(--x)",
        "attr(href)",
        "expression(alert)",
        r"\75rl(x)",
        "'@import'",
        "'unclosed",
        "rgb(1,2",
        "red)",
        "a{b}",
        "a;b",
        "a:b",
        "<x>",
        "rgb(" + "1," * 6_000 + "1)",
    ],
)
def test_values_that_could_do_more(text: str) -> None:
    assert css.value(text) is None


def test_declarations_are_written_anew_without_the_others() -> None:
    text = (
        " FILL : red ;; stroke:url(x); width:1px; font:12px 'a;b' ; /* x:y */ opacity:.5 !important ; broken"
    )
    assert css.declarations(text) == "fill:red;opacity:.5 !important"


def test_rules_are_written_anew_without_the_others() -> None:
    text = "@import url(x); .a, #b > rect:hover { fill : red } @media print { .c { fill:blue } }"
    text += " .d{width:1px} .e{opacity:1}"
    assert css.rules(text) == [(".a, #b > rect:hover", "fill:red"), (".e", "opacity:1")]


def test_what_cannot_be_read_ends_the_reading() -> None:
    assert css.rules(".a{fill:red} .b{ .c{fill:blue}} .d{fill:green}") == [(".a", "fill:red")]


def test_comments_are_spaces_and_one_without_end_takes_the_rest() -> None:
    assert css.declarations("fill:/**/red;/* fill:blue */opacity:1/*;fill:green") == "fill:red;opacity:1"


def test_references_and_targets() -> None:
    assert css.references("fill:url(#a);stroke:url( '#b' )") == ["a", "b"]
    assert css.targets(".a, rect#b") == [(".", "a"), ("#", "b")]
    assert css.targets("g > .a") is None


@pytest.mark.parametrize(
    ("text", "bearable"), [("none", True), ("4,2", True), ("0.1", True), ("0 0", False), ("1e-9", False)]
)
def test_dashes(text: str, bearable: bool) -> None:
    assert css.bearable_dashes(text) is bearable
