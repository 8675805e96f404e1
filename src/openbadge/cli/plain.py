"""A report in plain words: the answer, what was checked, what could not be, what to do."""

import json
import textwrap
from collections.abc import Iterable, Iterator

from openbadge.formats.outline import outline as look
from openbadge.model.credential import Credential
from openbadge.model.json import JsonValue
from openbadge.verify import messages
from openbadge.verify.reading import Reading
from openbadge.verify.report import Check, Outcome, Report

_WIDTH = 100
_MARKS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.UNKNOWN: "?", Outcome.SKIPPED: "–"}
_ASCII_MARKS = {Outcome.PASSED: "+", Outcome.FAILED: "x", Outcome.UNKNOWN: "?", Outcome.SKIPPED: "-"}
_KIN = str.maketrans({"’": "'", "“": '"', "”": '"', "…": "...", "\u202f": " ", "—": "-", "–": "-"})
_SECTIONS = (
    ("wrong", (Outcome.FAILED,)),
    ("open", (Outcome.UNKNOWN,)),
    ("good", (Outcome.PASSED,)),
    ("left", (Outcome.SKIPPED,)),
)


def explain(name: str, report: Report, language: str, *, encoding: str = "utf-8") -> str:
    """Return the text for one file: the answer first, then the reasons, gravest first.

    Characters that `encoding` does not have are replaced, so that printing never fails.
    """
    lines = [f"{messages.shown(name)}: {_title(report, language)}"]
    if report.credential is not None:
        lines += _wrap(_about(report.credential, language), "  ")
    elif report.claimed is not None:
        lines += _wrap(f"{messages.heading('claims', language)} {_about(report.claimed, language)}", "  ")
    lines += _wrap(messages.verdict_words(report.verdict.value, language)[1], "  ")
    for heading, outcomes in _SECTIONS:
        chosen = [check for check in report.checks if check.outcome in outcomes]
        if chosen:
            lines += ["", f"  {messages.heading(heading, language)}"]
            lines += _points(chosen, language, encoding)
    return _printable("\n".join(lines) + "\n", encoding)


def json_text(value: JsonValue, *, encoding: str, indent: int | None = None) -> str:
    """Return `value` as JSON, with escapes for what `encoding` does not have."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if _can_print(text, encoding) else json.dumps(value, indent=indent)


def outline(reading: Reading, language: str, *, encoding: str = "utf-8") -> str:
    """Return what a file claims, in words. Nothing of it is proven."""
    lines = [messages.heading("claims", language)]
    parts = look(reading.detected.document or {})
    rows = (
        ("carrier", reading.carrier),
        ("format", f"{reading.detected.format} ({reading.detected.kind})"),
        ("types", ", ".join(sorted(parts.types))),
        ("id", parts.id),
        ("issuer", " — ".join(filter(None, (parts.issuer_name, parts.issuer_id)))),
        ("from", str(parts.valid_from or "")),
        ("until", str(parts.valid_until or "")),
        ("earner", parts.subject_id),
        ("endorsements", str(len(parts.endorsements) or "")),
    )
    for name, value in rows:
        if value:
            lines.append(f"  {messages.heading(name, language)}: {messages.shown(value)}")
    return _printable("\n".join(lines) + "\n", encoding)


def _title(report: Report, language: str) -> str:
    return messages.verdict_words(report.verdict.value, language)[0].upper()


def _about(credential: Credential, language: str) -> str:
    badge = messages.shown(credential.achievement.name)
    issuer = messages.shown(credential.issuer.name or credential.issuer.id)
    own = messages.shown(credential.issuer.id)
    return messages.heading("about", language).format(badge=badge, issuer=issuer, id=own)


def _points(checks: Iterable[Check], language: str, encoding: str) -> Iterator[str]:
    marks = _MARKS if _can_print("✓✗–", encoding) else _ASCII_MARKS
    for check in checks:
        name = messages.check_name(check.name, language)
        text = messages.heading("point", language).format(
            mark=marks[check.outcome], name=name, text=check.message(language)
        )
        yield from _wrap(text, "    ", following="      ")


def _wrap(text: str, first: str, *, following: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _printable(text: str, encoding: str) -> str:
    """Return `text` with what `encoding` lacks replaced, by its nearest kin where it has one."""
    if not _can_print(text, encoding):
        text = text.translate(_KIN)
    return text.encode(encoding, "replace").decode(encoding)


def _can_print(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
