"""The guides say what the site says: their bold words are its own, their answers the verifier's.

French pages keep their spaces and apostrophes.
"""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from openbadge.verify import Verdict, messages

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [f"{language}/{page}.md" for language in ("en", "fr") for page in ("earner", "issuer", "reader")]
CODE = re.compile(r"^```.*?^```$|^    .*$|`[^`\n]*`|\]\([^)]*\)", re.M | re.S)


def shown_by_the_site(language: str) -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "src/insigne").glob("*/locale/fr/LC_MESSAGES/django.po"):
        with path.open("rb") as stream:
            for message in read_po(stream):
                texts = message.id if language == "en" else message.string
                found |= {texts} if isinstance(texts, str) else set(texts)
    return found


@pytest.mark.parametrize("page", GUIDES)
def test_the_bold_words_of_a_guide_are_those_of_the_site(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    bold = {
        " ".join(words.split(" ")).replace("\n", " ") for words in re.findall(r"\*\*(.+?)\*\*", text, re.S)
    }
    assert bold
    assert bold - shown_by_the_site(page[:2]) == set()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_answers_of_the_guide_are_those_of_the_verifier(language: str) -> None:
    text = (ROOT / "docs" / language / "reader.md").read_text("utf-8")
    told = re.findall(r"^\| ([^|]+) \| ", text, re.M)[1:]
    assert told == [messages.verdict_words(verdict.value, language)[0] for verdict in Verdict]


@pytest.mark.parametrize("page", sorted((ROOT / "docs/fr").rglob("*.md")), ids=lambda page: page.name)
def test_french_pages_keep_their_spaces_and_apostrophes(page: Path) -> None:
    bare = CODE.sub("", page.read_text("utf-8"))
    assert re.findall(r"\S* (?:[;!?»]|:(?=\s))|« \S*|\w'\w", bare) == []
