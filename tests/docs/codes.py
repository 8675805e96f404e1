"""Writes the pages of codes from the sentences that the library speaks: `python -m tests.docs.codes`."""

import tomllib
from pathlib import Path

import openbadge

DOCS = Path(__file__).resolve().parents[2] / "docs"
MESSAGES = Path(openbadge.__file__).parent / "verify" / "messages"
HEADS = {
    "en": (
        "# What the codes say",
        "Every code that a check can carry, with its sentence. Values from the badge are in braces.",
        "## Families",
        "A code without a sentence of its own takes the one of its family, by the beginning of its name.",
    ),
    "fr": (
        "# Ce que disent les codes",
        "Chaque code qu’un contrôle peut porter, avec sa phrase. Les valeurs tirées du badge sont entre accolades.",
        "## Familles",
        "Un code qui n’a pas de phrase à lui prend celle de sa famille, d’après le début de son nom.",
    ),
}


def page(language: str) -> str:
    """Return the page of codes in `language`."""
    spoken = tomllib.loads((MESSAGES / f"{language}.toml").read_text("utf-8"))
    title, lead, families, families_lead = HEADS[language]
    parts = [title, "", lead, "", *table(spoken["sentences"]), ""]
    parts += [families, "", families_lead, "", *table(spoken["families"], "…")]
    return "\n".join(parts) + "\n"


def table(sentences: dict[str, str], after: str = "") -> list[str]:
    """Return the rows of a table of codes."""
    return [
        "| code | |",
        "|---|---|",
        *(f"| `{code}`{after} | {sentences[code]} |" for code in sorted(sentences)),
    ]


if __name__ == "__main__":
    for spoken_language in HEADS:
        (DOCS / spoken_language / "library" / "codes.md").write_text(page(spoken_language), "utf-8")
