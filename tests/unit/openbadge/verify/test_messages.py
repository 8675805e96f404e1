"""Every code that a report can hold has its sentence in both languages, and no badge writes its own."""

import re
from pathlib import Path
from string import Formatter

import pytest

import openbadge
from openbadge.verify import messages
from openbadge.verify.report import Outcome, Verdict

SOURCE = Path(openbadge.__file__).parent
TABLES = {language: messages._TABLES[language] for language in messages.LANGUAGES}
# Rooms whose codes reach a report: what a verification reads, fetches and checks.
ROOMS = ("baking", "canon", "formats", "keys", "proofs", "status", "verify", "outside")
CODE = re.compile(r'"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|SIGNATURE|PURPOSE|SUITE|ALG|CRIT|HEADER|TYP|TIME|DATE)"')
# Codes of writing and of the server's side: no verification can meet them.
ELSEWHERE = re.compile(
    r"^(ISSUE_|DOCUMENTS_MAP|DEFAULT_POLICY|TIME_NAIVE|KEY_FILE|KEY_TAKEN|KEY_CREATOR|UPLOAD_|IMAGE_|SVG_|PNG_SIZE|OPENBADGE_|RULE_)"
)

# Here the reason is what the issuer or the badge says, in their own words.
WORDS_OF_THE_BADGE = {"STATUS_REVOKED", "HOSTED_REVOKED", "STATUS_NOTE", "TYPE_GOOD", "TYPE_CONFUSION"}


def codes():
    found = set()
    for room in ROOMS:
        for path in (SOURCE / room).rglob("*.py"):
            for code in CODE.findall(path.read_text()):
                found.add(code)
    return sorted(code for code in found if not ELSEWHERE.match(code))


def test_both_languages_have_the_same_sentences():
    assert TABLES["en"].sentences.keys() == TABLES["fr"].sentences.keys()
    assert TABLES["en"].names.keys() == TABLES["fr"].names.keys()
    assert TABLES["en"].headings.keys() == TABLES["fr"].headings.keys()


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", TABLES["en"].sentences)
def test_both_sentences_of_a_code_speak_of_the_same_things(code):
    english, french = (fields(TABLES[language].sentences[code]) for language in ("en", "fr"))
    assert english - french <= {"reason"}
    assert french <= english


def test_no_english_reason_stands_in_a_french_sentence():
    french = TABLES["fr"]
    templates = {**french.sentences, **french.families, **french.general}
    assert {code for code, text in templates.items() if "reason" in fields(text)} == WORDS_OF_THE_BADGE


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_verdict_and_outcome_has_words(language):
    assert TABLES[language].verdicts.keys() == {verdict.value for verdict in Verdict}
    assert TABLES[language].general.keys() == {outcome.value for outcome in Outcome}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_code_without_a_sentence_still_says_what_happened(language):
    said = messages.sentence("NEVER_HEARD_OF", "UNKNOWN", {"reason": "The moon is full."}, language)
    assert ("The moon is full." in said) is (language == "en")
    assert "NEVER_HEARD_OF" in said


def test_a_stranger_cannot_write_the_message():
    evil = "x\x1b[2J\u202e{code}\nVerified!" + "y" * 500
    said = messages.sentence("ISSUER_CONFIRMED", "PASSED", {"issuer": evil, "document": "d"}, "en")
    assert not set(said) & set("\x1b\u202e\n")
    assert "{code}" in said
    assert len(said) < 400


def test_an_unknown_language_is_english():
    assert messages.sentence("STATUS_NONE", "SKIPPED", {}, "de") == messages.sentence(
        "STATUS_NONE", "SKIPPED", {}, "en"
    )


def test_every_code_has_its_sentence():
    families = tuple(TABLES["en"].families)
    alone = [code for code in codes() if code not in TABLES["en"].sentences and not code.startswith(families)]
    assert alone == []


def test_families_and_sentences_are_the_same_in_both_languages():
    assert TABLES["en"].families.keys() == TABLES["fr"].families.keys()
