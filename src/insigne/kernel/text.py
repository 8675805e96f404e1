"""Texts written by people in several languages, kept as `{"fr": "…", "en": "…"}`.

Room: kernel. Pure: values in, values out.
"""

import unicodedata
from collections.abc import Mapping

FALLBACKS = ("fr", "en")


def pick(texts: Mapping[str, str], language: str) -> str:
    """Return the text of `language` (`fr-CA` also finds `fr`), else of another one, else an empty string."""
    wanted = (language, language.partition("-")[0], *FALLBACKS, *texts)
    return next((texts[code] for code in wanted if texts.get(code)), "")


def clean(text: str) -> str:
    """Return what a person typed, fit to be stored: composed (NFC), trimmed, its line ends `\\n`.

    Control characters other than line feed and tab, and lone surrogates, are left out: databases refuse them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def language_of(texts: Mapping[str, str], language: str) -> str:
    """Return the code of the language in which `pick` answers, or an empty string when there is no text."""
    wanted = (language, language.partition("-")[0], *FALLBACKS, *texts)
    return next((code for code in wanted if texts.get(code)), "")
