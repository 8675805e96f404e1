"""Criteria in Markdown: what they may hold, and nothing active."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insigne.catalogue.markdown import TAGS, html, spoken_html


def test_lists_emphasis_and_links_are_kept() -> None:
    text = "Pour cela :\n\n- **Oser**\n- *Finir* avec [nous](https://example.org/)\n\n1. `un`\n"
    shown = html(text)
    for part in ("<ul>", "<li><strong>Oser</strong></li>", "<em>Finir</em>", "<ol>", "<code>un</code>"):
        assert part in shown
    assert 'href="https://example.org/"' in shown
    assert 'rel="nofollow noopener noreferrer"' in shown


def test_headings_stay_text_because_the_page_has_its_own() -> None:
    assert "<h1" not in html("# Grand titre")
    assert "Grand titre" in html("# Grand titre")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[clic](javascript:alert(1))",
        "[clic](JaVaScRiPt:alert(1))",
        "[clic](data:text/html;base64,PHNjcmlwdD4=)",
        "![image](https://tracker.example.org/x.png)",
        "<a href='javascript:x'>y</a>",
        "<svg onload=alert(1)>",
        '[a](https://example.org/"onmouseover="alert(1))',
    ],
)
def test_nothing_active_comes_out(text: str) -> None:
    shown = html(text)
    for word in (
        "<script",
        "<img",
        "<svg",
        'href="javascript',
        'href="JaVa',
        'href="data',
        '" on',
    ):
        assert word not in shown


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab <>&\"'[]()!*_`#-\n:/", max_size=200))
def test_any_text_gives_allowed_tags_only(text: str) -> None:
    for tag in re.findall(r"</?([a-z0-9]*)", html(text)):
        assert tag in TAGS


def test_deep_nesting_ends() -> None:
    assert html(">" * 5_000 + "a") and html("[" * 5_000) and html("* " * 3_000)


def test_another_language_is_marked() -> None:
    assert spoken_html({"fr": "- a"}, "en").startswith('<div lang="fr">')
    assert spoken_html({"fr": "- a", "en": "- b"}, "en") == html("- b")
    assert spoken_html({}, "en") == ""
