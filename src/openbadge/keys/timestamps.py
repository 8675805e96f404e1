"""Instants as signed documents write them: XML Schema dateTimeStamp, always with a time zone."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from openbadge.errors import MalformedError

_STAMP = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)"
    r"(?:\.(\d{1,20}))?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)
_USUAL_LENGTH = 40


def parse(text: str, *, path: str = "") -> datetime:
    """Return the instant, aware, in UTC; a leap second reads as the second after it.

    Raises MalformedError DATE for anything that is not a dateTimeStamp, a missing time zone included.
    Source: XML Schema 1.1 part 2, section 3.4.28; VCDM 2.0 section 4.9.
    """
    try:
        return _remembered(text) if len(text) <= _USUAL_LENGTH else _read(text)
    except ValueError as error:
        raise MalformedError("DATE", f"{text[:40]!r} {error}", path=path) from error


def _read(text: str) -> datetime:
    match = _STAMP.fullmatch(text)
    if match is None:
        raise ValueError("is not a date with a time and a zone.")
    start, second, fraction, zone = match.groups()
    leap = second == "60"
    try:
        value = datetime.fromisoformat(f"{start}{'59' if leap else second}{zone}").astimezone(UTC)
        if leap or fraction:
            value += timedelta(seconds=leap, microseconds=int((fraction or "0").ljust(6, "0")[:6]))
    except (ValueError, OverflowError) as error:
        raise ValueError("is not a date of the calendar.") from error
    return value


# One verification asks for each of its dates several times.
_remembered = lru_cache(maxsize=1_024)(_read)


def write(instant: datetime) -> str:
    """Return `instant` in UTC with `Z`, with a fraction if it has one. Raises MalformedError if naive."""
    if instant.tzinfo is None:
        raise MalformedError("DATE", "An instant needs a time zone to be written.")
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def from_unix(seconds: float) -> datetime:
    """Return the instant `seconds` after 1970, aware, in UTC. Raises MalformedError DATE out of range."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MalformedError("DATE", f"{seconds} seconds are not a date of the calendar.") from error
