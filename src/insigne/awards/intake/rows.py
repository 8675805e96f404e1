"""One row of a list: cleaned and accepted, or skipped with its reason. No database here."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from insigne.people import addresses

_ADDRESS_MOST = 1_000
"""Longer than any address in any form: what is beyond is not even looked at."""

_NAME_MOST = 200
_NARRATIVE_MOST = 5_000
_URL_MOST = 1_000
_LAST_YEAR = 9999
"""Its last day cannot be told in every time zone."""

_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y/%m/%d", "%d.%m.%Y", "%d-%m-%Y")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class RecipientInput:
    """One person to award, cleaned. `awarded_at` is None when the list gives no date."""

    address: str
    name: str = ""
    evidence_url: str = ""
    narrative: str = ""
    awarded_at: datetime | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that awards nobody: where it stands, what it said, and the code of the reason."""

    line: int
    text: str
    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a list says: every input row is in exactly one of the two."""

    recipients: tuple[RecipientInput, ...]
    skipped: tuple[Skipped, ...]
    encoding: str = "utf-8"
    columns: tuple[str, ...] = ()


class RowProblem(Exception):
    """Why a row is skipped."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def clean_address(text: str) -> str:
    """Return the address in the one form that is stored, hashed and compared: lower case, IDNA domain.

    Raises RowProblem `no_address` or `bad_address`.
    """
    plain = text.strip().strip("<>").removeprefix("mailto:")
    if not plain:
        raise RowProblem("no_address")
    if len(plain) > _ADDRESS_MOST:
        raise RowProblem("bad_address", address=plain[:80])
    plain = unicodedata.normalize("NFC", plain)
    try:
        return addresses.check(plain)
    except ValidationError as error:
        raise RowProblem("bad_address", address=plain[:80]) from error


def clean_url(text: str) -> str:
    """Return an http(s) address of at most 1,000 characters, or nothing. Raises RowProblem `bad_evidence`."""
    text = text.strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(text) > _URL_MOST or re.search(r'[\s<>"{}|\\^`]', text) or not text.isascii():
        raise RowProblem("bad_evidence", evidence=text[:80])
    return text


def clean_date(text: str, *, zone: ZoneInfo, today: date) -> datetime | None:
    """Return the moment of award (UTC) that `text` names, midnight in `zone` for a bare date; None for nothing.

    Raises RowProblem `bad_date` or `future_date`.
    """
    text = text.strip()
    if not text:
        return None
    day: datetime | None = None
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        for form in _DATE_FORMS:
            try:
                day = datetime.strptime(text, form)
                break
            except ValueError:
                continue
    if day is None or not 1970 <= day.year < _LAST_YEAR:
        raise RowProblem("bad_date", date=text[:40])
    if day.tzinfo is None:
        day = datetime.combine(day.date(), day.time() or time(), tzinfo=zone)
    if day.astimezone(zone).date() > today:
        raise RowProblem("future_date", date=text[:40])
    return day.astimezone(UTC).replace(microsecond=0)


def clean_row(cells: dict[str, str], *, line: int, zone: ZoneInfo, today: date) -> RecipientInput:
    """Return the recipient that a row of known columns describes. Raises RowProblem."""
    narrative = _CONTROL.sub("", cells.get("narrative", "")).strip()
    if len(narrative) > _NARRATIVE_MOST:
        raise RowProblem("long_narrative", most=str(_NARRATIVE_MOST))
    name = " ".join(_CONTROL.sub("", cells.get("name", "")).split())
    if not name:
        name = " ".join(f"{cells.get('first_name', '')} {cells.get('last_name', '')}".split())
    if len(name) > _NAME_MOST:
        raise RowProblem("long_name", most=str(_NAME_MOST))
    return RecipientInput(
        address=clean_address(cells.get("email", "")),
        name=name,
        evidence_url=clean_url(cells.get("evidence", "")),
        narrative=narrative,
        awarded_at=clean_date(cells.get("date", ""), zone=zone, today=today),
        line=line,
    )
