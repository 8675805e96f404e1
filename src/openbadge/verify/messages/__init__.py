"""The plain sentence of every code, in French and English: what was found, and what to do about it.

The tables are en.toml and fr.toml beside this file. Sentences are templates; the values put into them come
from strangers' documents and are cleaned of control characters and cut, so that no badge can write its own
message. The technical `reason` of an error is written in English only: an English sentence gives it, a French one gives
the code, which the page of codes explains.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from openbadge.verify.messages.moments import spoken

LANGUAGES = ("en", "fr")

# A value longer than this hides the sentence around it.
_LONGEST_VALUE = 160


@dataclass(frozen=True, slots=True)
class _Table:
    sentences: Mapping[str, str]
    families: Mapping[str, str]
    general: Mapping[str, str]
    verdicts: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]
    headings: Mapping[str, str]


def _load(language: str) -> _Table:
    data = tomllib.loads((files("openbadge.verify.messages") / f"{language}.toml").read_text("utf-8"))
    verdicts = {verdict: (few, whole) for verdict, (few, whole) in data["verdicts"].items()}
    return _Table(
        data["sentences"], data["families"], data["general"], verdicts, data["names"], data["headings"]
    )


_TABLES = {language: _load(language) for language in LANGUAGES}


def _table(language: str) -> _Table:
    return _TABLES.get(language, _TABLES["en"])


class _Values(dict[str, str]):
    """Values for a sentence; one that is missing leaves an ellipsis rather than an error."""

    def __missing__(self, key: str) -> str:
        return "…"


Details = Mapping[str, str | datetime]
"""What a sentence speaks of: texts, cleaned before they are shown, and aware moments."""


def sentence(code: str, outcome: str, details: Details, language: str = "en") -> str:
    """Return the sentence of `code` in `language` (English for a language that is not spoken here).

    A code without a sentence of its own gets that of its family (`KEY_…`), or the general one of its `outcome`.
    """
    table = _table(language)
    family = next((text for start, text in table.families.items() if code.startswith(start)), None)
    template = table.sentences.get(code) or family or table.general[outcome]
    values = _Values(code=code)
    for name, value in details.items():
        if isinstance(value, datetime):
            values[name] = spoken(value, language)
        elif name == "verdict" and value in table.verdicts:
            values[name] = table.verdicts[value][0].lower()
        else:
            values[name] = shown(value)
    return template.format_map(values).rstrip()


def verdict_words(verdict: str, language: str = "en") -> tuple[str, str]:
    """Return the verdict in a few words, and the sentence that says what it means and what to do."""
    return _table(language).verdicts[verdict]


def check_name(name: str, language: str = "en") -> str:
    """Return the name of a check as people say it."""
    return _table(language).names.get(name, name)


def heading(name: str, language: str = "en") -> str:
    """Return a heading of the plain report."""
    return _table(language).headings[name]


def shown(value: str) -> str:
    """Return a stranger's text as one line may show it: no control characters, at most 160 characters."""
    clean = "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else "\ufffd"
        for letter in value[: _LONGEST_VALUE + 1]
    )
    return clean if len(clean) <= _LONGEST_VALUE else f"{clean[:_LONGEST_VALUE]}…"
