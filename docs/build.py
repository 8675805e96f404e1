"""`./run docs`: turns docs/*.md into plain HTML pages in docs/built, ready to be read or served.

Every link between pages is checked: a dead one stops the build with its file and its target.
"""

import re
import sys
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).parent
BUILT = DOCS / "built"
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title} · Insigne</title><link rel="stylesheet" href="{up}docs.css"></head>
<body><nav><a href="{up}index.html">Insigne</a></nav><main>{body}</main></body></html>
"""
STYLE = """:root{color-scheme:light dark}body{font:17px/1.6 Inter,system-ui,sans-serif;max-width:46rem;margin:0 auto;
padding:1.5rem 1.2rem 4rem;background:light-dark(#faf7f1,#15141b);color:light-dark(#1b1a21,#f3f0e9)}
a{color:light-dark(#3a3db0,#a9adff)}h1,h2,h3{line-height:1.2}table{border-collapse:collapse;display:block;overflow:auto}
th,td{border-bottom:1px solid #8886;padding:.4rem .7rem;text-align:start;vertical-align:top}
pre{overflow:auto;padding:1rem;border-radius:10px;background:light-dark(#f2ede3,#24232e)}img{max-width:100%}
"""


def language_of(source: Path) -> str:
    """Return the language of a page by its folder; what stands in neither is English."""
    return "fr" if source.parent.name == "fr" else "en"


def convert(source: Path, root: Path) -> str:
    """Return the page of one Markdown file. Raises ValueError naming a link that leads nowhere."""
    text = source.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:") and not (source.parent / target).exists():
            raise ValueError(f"{source.relative_to(root.parent)}: the link to {target} leads nowhere")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    body = re.sub(r'href="([^":]+)\.md(#[^"]*)?"', r'href="\1.html\2"', body)
    title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), source.stem)
    up = "../" * (len(source.relative_to(root).parts) - 1)
    return PAGE.format(language=language_of(source), title=escape(title), up=up, body=body)


def main() -> int:
    """Write every page and the first one; return 0, or 1 after naming a dead link."""
    pages = [path for path in sorted(DOCS.rglob("*.md")) if BUILT not in path.parents]
    try:
        for source in pages:
            target = BUILT / source.relative_to(DOCS).with_suffix(".html")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(convert(source, DOCS), "utf-8")
    except ValueError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    (BUILT / "docs.css").write_text(STYLE, "utf-8")
    links = "".join(
        f'<li><a href="{code}/index.html">{name}</a></li>'
        for code, name in (("fr", "Français"), ("en", "English"))
    )
    (BUILT / "index.html").write_text(
        PAGE.format(language="fr", title="Documentation", up="", body=f"<h1>Insigne</h1><ul>{links}</ul>"),
        "utf-8",
    )
    print(f"{len(pages)} pages: {BUILT / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
