"""Rules that the templates of every room keep: nothing inline, nothing from elsewhere, known icons, whole French."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import insigne
from insigne.web import built

ROOT = Path(insigne.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
MAILS = {path for path in TEMPLATES if "mails" in path.parts or path.name.startswith("frame")}
PAGES = [path for path in TEMPLATES if path not in MAILS]
CATALOGUES = sorted(ROOT.glob("*/locale/fr/LC_MESSAGES/django.po"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.findall(r"\sstyle\s*=", text)
    assert not re.findall(r"\son[a-z]+\s*=", text)
    assert not re.findall(r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", text)
    assert "|safe" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_calls_no_other_site(path: Path) -> None:
    tags = re.findall(r"<(?:img|script|link|iframe|source|object)\b[^>]*>", path.read_text())
    assert not [tag for tag in tags if re.search(r"""\s(?:src|href)=["'](?:https?:)?//""", tag)]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_uses_icons_that_exist(path: Path) -> None:
    text = path.read_text()
    names = re.findall(r"""{%\s*icon\s+["']([^"']+)["']""", text)
    names += re.findall(r"""{%\s*(?:chip|verdict)\s+\S+\s+(?:"[^"]*"|\S+)\s+["']([^"']+)["']""", text)
    assert sorted(set(names).difference(built.icon_names())) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_the_french_is_whole(path: Path) -> None:
    assert [told for told, texts in french(path).items() if not all(texts)] == []
    assert "#, fuzzy" not in path.read_text()


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_french_punctuation_keeps_its_spaces(path: Path) -> None:
    """No plain space stands inside « » or before a double sign: a line could break there."""
    wrong = re.compile(r"« | »|(?<=\w) [;!?]|(?<=\w) :(?!\w)")
    assert [text for texts in french(path).values() for text in texts if wrong.search(text)] == []


def french(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the French texts of a catalogue, all plural forms, by their English."""
    with path.open("rb") as stream:
        messages = [message for message in read_po(stream, locale="fr") if message.id]
    return {str(message.id): _texts(message.string) for message in messages}


def _texts(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string
