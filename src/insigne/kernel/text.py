"""Texts written by people in several languages, kept as `{"fr": "…", "en": "…"}`.

Room: kernel. Pure: values in, values out.
"""

from collections.abc import Mapping

FALLBACKS = ("fr", "en")


def pick(texts: Mapping[str, str], language: str) -> str:
    """Return the text of `language` (`fr-CA` also finds `fr`), else of another one, else an empty string."""
    wanted = (language, language.partition("-")[0], *FALLBACKS, *texts)
    return next((texts[code] for code in wanted if texts.get(code)), "")


def language_of(texts: Mapping[str, str], language: str) -> str:
    """Return the code of the language in which `pick` answers, or an empty string when there is no text."""
    wanted = (language, language.partition("-")[0], *FALLBACKS, *texts)
    return next((code for code in wanted if texts.get(code)), "")
