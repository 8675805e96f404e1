"""Texts written by people in several languages, kept as `{"fr": "…", "en": "…"}`.

Room: kernel. Pure: values in, values out.
"""

import re
import unicodedata
from collections.abc import Mapping

FALLBACKS = ("fr", "en")
_TURNING = "\u202a-\u202e\u2066-\u2069"
_NO_CHARACTER = "\ufeff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_UNFIT = re.compile(f"[{_TURNING}{_NO_CHARACTER}]")


def pick(texts: Mapping[str, str], language: str) -> str:
    """Return the text of `language` (`fr-CA` also finds `fr`), else of another one, else an empty string."""
    wanted = (language, language.partition("-")[0], *FALLBACKS, *texts)
    return next((texts[code] for code in wanted if texts.get(code)), "")


def clean(text: str) -> str:
    """Return what a person typed, fit to be stored: composed (NFC), trimmed, its line ends `\\n`.

    Left out: control characters other than line feed and tab, lone surrogates and characters that are none
    (databases, XML and fonts refuse them), and marks that turn the direction of what follows them.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = "\n".join(re.split(r"\r\n|[\r\u0085\u2028\u2029]", text))
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", _UNFIT.sub("", kept)).strip()


def line(text: str) -> str:
    """Return what a person typed as one line: cleaned, each blank a single space."""
    return " ".join(clean(text).split())


def language_of(texts: Mapping[str, str], language: str) -> str:
    """Return the code of the language in which `pick` answers, or an empty string when there is no text."""
    wanted = (language, language.partition("-")[0], *FALLBACKS, *texts)
    return next((code for code in wanted if texts.get(code)), "")
