"""Writes the pages of codes from the sentences that the library speaks: `python -m tests.docs.codes`."""

import tomllib
from pathlib import Path

import openbadge

DOCS = Path(__file__).resolve().parents[2] / "docs"
MESSAGES = Path(openbadge.__file__).parent / "verify" / "messages"
HEADS = {
    "en": (
        "# What the codes say",
        "Every code that a check may bear, with its sentence. Values stand in braces.",
        "## Families",
        "A code without a sentence of its own speaks by the beginning of its name.",
    ),
    "fr": (
        "# Ce que disent les codes",
        "Chaque code qu’un contrôle peut porter, et sa phrase. Les valeurs sont entre accolades.",
        "## Familles",
        "Un code sans phrase à lui parle par le début de son nom.",
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
    return ["| | |", "|---|---|", *(f"| `{code}`{after} | {sentences[code]} |" for code in sorted(sentences))]


if __name__ == "__main__":
    for spoken_language in HEADS:
        (DOCS / spoken_language / "library" / "codes.md").write_text(page(spoken_language), "utf-8")
