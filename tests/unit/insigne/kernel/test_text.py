"""insigne.kernel.text: the right language, else another; what people type made fit to be stored."""

import pytest

from insigne.kernel.text import clean, language_of, line, pick


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"fr": "Bonjour", "en": "Hello"}, "en", "Hello"),
        ({"fr": "Bonjour", "en": "Hello"}, "en-GB", "Hello"),
        ({"fr": "Bonjour", "en": "Hello"}, "de", "Bonjour"),
        ({"fr": "", "en": "Hello"}, "fr", "Hello"),
        ({"de": "Hallo"}, "fr", "Hallo"),
        ({}, "fr", ""),
    ],
)
def test_pick(texts: dict[str, str], language: str, expected: str) -> None:
    assert pick(texts, language) == expected
    assert texts.get(language_of(texts, language), "") == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Étoile  ", "Étoile"),
        ("E\u0301toile", "Étoile"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("👩‍🎓 kept", "👩‍🎓 kept"),
        ("one\u2028two\u0085three", "one\ntwo\nthree"),
        ("\ufeffno \ufffe\uffff\U0010ffff\ufdd0character", "no character"),
        ("gpj.\u202egnp\u2066.", "gpj.gnp."),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    assert line(typed) == " ".join(kept.split())
