"""The time, asked in one place.

Room: kernel. Touches the clock only.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)
