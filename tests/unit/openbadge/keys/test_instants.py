"""Instants of signed documents: exact, with a zone, or refused (V12)."""

from datetime import UTC, datetime

import pytest

from openbadge.errors import MalformedError
from openbadge.keys import timestamps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T12:00:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00.5+02:00", datetime(2026, 3, 1, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-03-01T12:00:00.123456789Z", datetime(2026, 3, 1, 12, 0, 0, 123_456, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2026-03-01T00:30:00-14:00", datetime(2026, 3, 1, 14, 30, tzinfo=UTC)),
    ],
)
def test_v12_dates_that_are_read(text: str, expected: datetime):
    assert timestamps.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T12:00:00",
        "2026-03-01",
        "2026-03-01 12:00:00Z",
        "2026-03-01t12:00:00z",
        "2026-02-30T12:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:00:61Z",
        "2026-03-01T12:00:00+15:00",
        "٢٠٢٦-03-01T12:00:00Z",
        "2026-03-01T12:00:00Z\n",
        "0001-01-01T00:00:00+01:00",
        "",
    ],
)
def test_v12_dates_that_are_not(text: str):
    with pytest.raises(MalformedError) as caught:
        timestamps.parse(text)
    assert caught.value.code == "DATE"


def test_writing_reads_back():
    at = datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC)
    assert timestamps.parse(timestamps.write(at)) == at
    with pytest.raises(MalformedError):
        timestamps.write(datetime(2026, 3, 1))


def test_unix_seconds():
    assert timestamps.from_unix(0) == datetime(1970, 1, 1, tzinfo=UTC)
    with pytest.raises(MalformedError):
        timestamps.from_unix(1e18)
