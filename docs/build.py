"""`./run docs`: turns docs/*.md into pages in docs/built that can be opened from the disk or served as they are.

Every link between pages is checked: a dead one stops the build with its file and its target.
"""

import json
import re
import shutil
import sys
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parent
BUILT = DOCS / "built"
ASSETS = DOCS.parent / "src/insigne/web/static/built"
ORDER = ("index", "earner", "issuer", "reader", "operator", "performance", "library")
"""The pages of each language as the menu names them; the others follow, those of a folder after its own page."""

WORDS = {
    "fr": ("Aller au contenu", "Pages", "en", "English"),
    "en": ("Skip to content", "Pages", "fr", "Français"),
}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title} · Insigne</title><link rel="icon" href="{up}logo.svg"><link rel="stylesheet" href="{up}docs.css"></head>
<body><a class="skip" href="#content">{skip}</a>
<header class="top"><a class="brand" href="{up}{language}/index.html"><img src="{up}logo.svg" alt="">Insigne</a>
<a class="other" href="{up}{other_page}" lang="{other}" hreflang="{other}">{other_name}</a></header>
<div class="layout"><nav class="pages" aria-label="{pages}"><ul>{menu}</ul></nav>
<main id="content">{body}</main></div></body></html>
"""
FIRST = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=en/index.html">
<title>Insigne</title></head>
<body><p><a href="en/index.html">English</a> · <a href="fr/index.html">Français</a></p></body></html>
"""


def language_of(source: Path) -> str:
    """Return the language of a page by its folder; what stands in neither is English."""
    return "fr" if source.relative_to(DOCS).parts[0] == "fr" else "en"


def title_of(source: Path) -> str:
    """Return the first heading of a page, or its name."""
    lines = source.read_text("utf-8").splitlines()
    return next((line[2:] for line in lines if line.startswith("# ")), source.stem)


def menu(source: Path) -> str:
    """Return the items of the menu for the language of `source`, the page itself marked."""
    folder = DOCS / language_of(source)
    pages = sorted(folder.rglob("*.md"), key=lambda page: _place(page.relative_to(folder)))
    up = "../" * (len(source.relative_to(DOCS).parts) - 1)
    items = []
    for page in pages:
        kind = ' class="within"' if page.parent != folder else ""
        here = ' aria-current="page"' if page == source else ""
        address = f"{up}{page.relative_to(DOCS).with_suffix('.html').as_posix()}"
        items.append(f'<li{kind}><a href="{address}"{here}>{escape(title_of(page))}</a></li>')
    return "".join(items)


def _place(page: Path) -> tuple[int, str]:
    first = page.with_suffix("").parts[0]
    return (ORDER.index(first) if first in ORDER else len(ORDER), "" if len(page.parts) == 1 else page.name)


def convert(source: Path) -> str:
    """Return the page of one Markdown file. Raises ValueError naming a link that leads nowhere."""
    text = source.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:") and not (source.parent / target).exists():
            raise ValueError(f"{source.relative_to(DOCS.parent)}: the link to {target} leads nowhere")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    body = re.sub(r'href="([^":]+)\.md(#[^"]*)?"', r'href="\1.html\2"', body)
    body = body.replace("\n\n</code></pre>", "\n</code></pre>")
    body = body.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )
    language = language_of(source)
    skip, pages, other, other_name = WORDS[language]
    parts = source.relative_to(DOCS).with_suffix(".html").parts
    twin = Path(other, *parts[1:]) if parts[0] == language else Path(other, "index.html")
    return PAGE.format(
        language=language,
        title=escape(title_of(source)),
        up="../" * (len(parts) - 1),
        skip=skip,
        pages=pages,
        other=other,
        other_name=other_name,
        other_page=twin.as_posix(),
        menu=menu(source),
        body=body,
    )


def write_assets() -> None:
    """Write the style (the site's own colours and type), its two fonts, the logo and the pictures."""
    style = (DOCS.parent / "frontend/css/tokens.css").read_text("utf-8") + (DOCS / "docs.css").read_text(
        "utf-8"
    )
    (BUILT / "docs.css").write_text(style, "utf-8")
    (BUILT / "index.html").write_text(FIRST, "utf-8")
    shutil.copy(DOCS.parent / "frontend/images/logo.svg", BUILT)
    (BUILT / "fonts").mkdir(exist_ok=True)
    names = json.loads((ASSETS / "manifest.json").read_text("utf-8"))
    for font in ("inter.woff2", "bricolage-grotesque.woff2"):
        shutil.copy(ASSETS / names[font], BUILT / "fonts" / font)
    for picture in DOCS.glob("*.svg"):
        shutil.copy(picture, BUILT)


def main() -> int:
    """Write every page and the first one; return 0, or 1 after naming a dead link."""
    sources = [path for path in sorted(DOCS.rglob("*.md")) if BUILT not in path.parents]
    shutil.rmtree(BUILT, ignore_errors=True)
    try:
        for source in sources:
            target = BUILT / source.relative_to(DOCS).with_suffix(".html")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(convert(source), "utf-8")
    except ValueError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    write_assets()
    print(f"{len(sources)} pages: {BUILT / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
