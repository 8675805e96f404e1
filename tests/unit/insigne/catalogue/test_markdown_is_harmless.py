"""M13: the Markdown of criteria never becomes anything that acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from insigne.catalogue.markdown import spoken_html

HARMLESS = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "code",
    "pre",
    "blockquote",
    "br",
    "hr",
    "h3",
    "h4",
    "h5",
    "h6",
}
HARMLESS |= {"del", "s", "table", "thead", "tbody", "tr", "th", "td", "div"}
NASTY = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[clic](javascript:alert(1))",
    "[clic](data:text/html;base64,PHNjcmlwdD4=)",
    "![image](https://tiers.example/pixel.png)",
    '<a href="https://a.example" onclick="x()">a</a>',
    "<iframe src=//evil.example></iframe>",
    "<svg><style>*{background:url(//evil.example)}</style></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "[x]: javascript:alert(1)\n[x]",
    "[clic]()",
    '<https://ok.example/"onmouseover=alert(1)>',
]


def assert_harmless(markdown: str) -> None:
    written = str(spoken_html({"fr": markdown}, "fr"))
    for element in parser.fromstring(f"<div>{written}</div>").iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment or an instruction is left: {written}")
        assert element.tag in HARMLESS, written
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("style", "src", "srcset", "formaction"), written
            if name == "href":
                assert value.startswith(("https://", "http://", "mailto:")), written


@pytest.mark.parametrize("markdown", NASTY)
def test_m13_nothing_active_is_left(markdown: str) -> None:
    assert_harmless(markdown)


@given(
    st.lists(
        st.sampled_from([*NASTY, "- ", "\n", "**", "`", "[", "](", ")", "<", ">", "#", "|", "é"]), max_size=14
    )
)
def test_m13_nothing_active_is_left_of_any_mixture(parts: list[str]) -> None:
    assert_harmless("".join(parts))


def test_m13_long_nests_end_soon_and_harmless() -> None:
    assert_harmless("> " * 2_000 + "x")
    assert_harmless("[" * 5_000)
    assert_harmless("*a_" * 3_000)


def test_what_authors_write_is_kept() -> None:
    written = str(spoken_html({"fr": "- Écouter **chacun**\n- Lire <https://exemple.example/a>"}, "fr"))
    assert "<strong>chacun</strong>" in written
    assert 'href="https://exemple.example/a"' in written
