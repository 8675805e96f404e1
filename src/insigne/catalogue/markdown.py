"""Criteria, written in Markdown by authors, as safe HTML. Pure.

CommonMark without headings (the page has its own), raw HTML or pictures; what comes out passes an
allow-list all the same, so that no fault of the one opens the other.
"""

from collections.abc import Mapping
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from insigne.kernel.text import language_of

DEEPEST: Final = 12
TAGS: Final = {"p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "br", "hr"}
ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}}
SCHEMES: Final = {"https", "http", "mailto"}
_READER: Final = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).disable(
    ["heading", "lheading", "image", "html_block", "html_inline", "reference"]
)


def html(markdown: str) -> SafeString:
    """Return the Markdown as HTML that holds text, lists, emphasis, code, quotes and links, nothing active."""
    cleaned = nh3.clean(
        _READER.render(markdown),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
        attribute_filter=lambda tag, name, value: value or None,  # a link to nowhere is none
    )
    return mark_safe(cleaned)  # noqa: S308  # cleaned on the line above


def spoken_html(texts: Mapping[str, str], language: str) -> SafeString:
    """Return the text of that language, else of another one, as HTML; the other one is marked as such."""
    found = language_of(texts, language)
    if not found:
        return mark_safe("")
    body = html(texts[found])
    if found == language.partition("-")[0]:
        return body
    return mark_safe(f'<div lang="{found}">{body}</div>')  # noqa: S308  # a language code of ours, a cleaned body
