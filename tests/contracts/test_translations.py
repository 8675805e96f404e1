"""Every sentence of the site is translated, once, with the same places to fill and French spaces."""

import io
import re
from ast import literal_eval
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

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


def _in_python(text: str) -> Iterator[tuple[str | None, str]]:
    keywords = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
    keywords |= {"pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
    for _, asked, _, context in extract("python", io.BytesIO(text.encode()), keywords=keywords):
        yield context, _texts(asked)[0]


def _in_template(text: str) -> Iterator[tuple[str | None, str]]:
    written = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    for kind, first, second in re.findall(
        rf"\b(n?p?n?gettext)\({written}(?:,\s*{written})?", templatize(text)
    ):
        if "p" in kind:
            yield literal_eval(first), literal_eval(second)
        else:
            yield None, literal_eval(first)


def _used() -> dict[tuple[str | None, str], str]:
    """Return every sentence that the code and the templates ask for, with its context, and where."""
    found = {}
    for path in sorted((ROOT / "src" / "insigne").rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and not {"collected", "built", "data"} & set(path.parts):
            read = _in_python if path.suffix == ".py" else _in_template
            found |= dict.fromkeys(read(path.read_text()), path.name)
    return found


def test_every_sentence_that_is_asked_for_is_in_a_catalogue() -> None:
    known = {(message.context, _texts(message.id)[0]) for path in CATALOGUES for message in _messages(path)}
    asked = _used()
    assert len(asked) > 300
    missing = {key: where for key, where in asked.items() if key not in known}
    assert missing == {}
