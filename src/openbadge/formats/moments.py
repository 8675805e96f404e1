"""Times as the formats write them: ISO 8601 with an offset, and what older badges put in its place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from openbadge.errors import MalformedError
from openbadge.model.json import JsonValue

_LEAP_SECOND = re.compile(r"(T\d\d:?\d\d:?)60")
_ALL_DIGITS = re.compile(r"-?\d{1,12}(\.\d+)?")
_USUAL_LENGTH = 40


def write(at: datetime) -> str:
    """Return `at` in UTC as `2026-03-01T08:00:00Z`, with a fraction only when there is one.

    Raises MalformedError (TIME_NAIVE) when `at` has no time zone. Source: VCDM 2.0, dateTimeStamp.
    """
    if at.tzinfo is None:
        raise MalformedError("TIME_NAIVE", f"The time {at.isoformat()} has no time zone.")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read(value: JsonValue, *, path: str) -> datetime:
    """Return the moment that `value` states, in UTC.

    Read are ISO 8601 times and dates (UTC when no offset is given, OB 1.x), UNIX seconds as a number or as
    digits (OB 0.5 to 1.1), and a leap second, which counts as the next second.
    Raises MalformedError (TIME) for anything else.
    """
    try:
        if isinstance(value, str):
            return _remembered(value) if len(value) <= _USUAL_LENGTH else _read_text(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise MalformedError("TIME", f"{path} is not a date and time.", path=path)


def _read_text(text: str) -> datetime:
    text = text.strip()
    # A year alone has four digits; UNIX seconds of any badge ever made have nine or more.
    if len(text) > 8 and _ALL_DIGITS.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC)
    leap = _LEAP_SECOND.search(text)
    if leap:
        text = text[: leap.start()] + leap.group(1) + "59" + text[leap.end() :]
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return at.astimezone(UTC) + timedelta(seconds=1 if leap else 0)


# A verifier asks for each date of a badge several times, and badges of one batch share theirs.
_remembered = lru_cache(maxsize=1_024)(_read_text)
