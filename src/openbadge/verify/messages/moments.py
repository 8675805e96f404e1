"""A moment as people say it, in UTC: "1 March 2026, 08:00 UTC", « 1er mars 2026 à 08 h 00 (UTC) »."""

from datetime import UTC, datetime

_ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FRENCH = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def spoken(at: datetime, language: str) -> str:
    """Return `at` (aware) to the minute, in UTC."""
    at = at.astimezone(UTC)
    if language == "fr":
        day = "1er" if at.day == 1 else str(at.day)
        return f"{day} {_FRENCH[at.month - 1]} {at.year} à {at:%H} h {at:%M} (UTC)"
    return f"{at.day} {_ENGLISH[at.month - 1]} {at.year}, {at:%H:%M} UTC"
