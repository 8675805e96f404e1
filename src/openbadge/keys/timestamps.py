"""Instants as signed documents write them: XML Schema dateTimeStamp, always with a time zone."""

import re
from datetime import UTC, datetime, timedelta

from openbadge.errors import MalformedError

_STAMP = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)"
    r"(?:\.(\d{1,20}))?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)


def parse(text: str, *, path: str = "") -> datetime:
    """Return the instant, aware, in UTC; a leap second reads as the second after it.

    Raises MalformedError DATE for anything that is not a dateTimeStamp, a missing time zone included.
    Source: XML Schema 1.1 part 2, section 3.4.28; VCDM 2.0 section 4.9.
    """
    match = _STAMP.fullmatch(text)
    if match is None:
        raise MalformedError("DATE", f"{text[:40]!r} is not a date with a time and a zone.", path=path)
    start, second, fraction, zone = match.groups()
    leap = second == "60"
    try:
        value = datetime.fromisoformat(f"{start}{'59' if leap else second}{zone}").astimezone(UTC)
        value += timedelta(seconds=leap, microseconds=int((fraction or "0").ljust(6, "0")[:6]))
    except (ValueError, OverflowError) as error:
        raise MalformedError("DATE", f"{text[:40]!r} is not a date of the calendar.", path=path) from error
    return value


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
