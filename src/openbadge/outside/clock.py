"""The time of this machine."""

from datetime import UTC, datetime


class SystemClock:
    """`ports.Clock` from the operating system."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)
