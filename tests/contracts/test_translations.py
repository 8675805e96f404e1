"""Every sentence of the site is translated, once, with the same places to fill and French spaces."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "src" / "insigne").glob("*/locale/fr/LC_MESSAGES/django.po"))
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]*>|\{\{?\s*\w+\s*\}?\}")


def _messages(path: Path) -> list[Message]:
    with path.open("rb") as stream:
        return [message for message in read_po(stream) if message.id]


def _texts(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_there_are_catalogues() -> None:
    assert len(CATALOGUES) >= 8


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_every_sentence_is_translated(path: Path) -> None:
    for message in _messages(path):
        assert all(_texts(message.string)), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_what_is_filled_in_is_the_same(path: Path) -> None:
    for message in _messages(path):
        english, french = _texts(message.id)[-1], _texts(message.string)[-1]
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(french)), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_french_spaces(path: Path) -> None:
    for message in _messages(path):
        for french in _texts(message.string):
            bare = re.sub(r"<[^>]*>|https?:\S*|&\w+;", "", french)
            assert not re.search(r"« | »| [;!?]| :(?=\s|$)", bare), french
            assert not re.search(r"\w[;!?](?=\s|$)|\w:(?=\s)", bare), french
            assert "'" not in re.sub(r"[\"=]", "", bare), french


def test_one_sentence_has_one_translation() -> None:
    said: dict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in CATALOGUES:
        for message in _messages(path):
            key = (message.context, _texts(message.id)[0])
            said[key]["|".join(_texts(message.string))].append(path.parents[3].name)
    assert {key[1]: dict(found) for key, found in said.items() if len(found) > 1} == {}
