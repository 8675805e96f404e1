"""Times in every spelling that badges bear."""

from datetime import UTC, datetime

import pytest

from openbadge.errors import MalformedError
from openbadge.formats import moments


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2017-03-27", datetime(2017, 3, 27, tzinfo=UTC)),
        ("2017-03-27T10:00:00", datetime(2017, 3, 27, 10, tzinfo=UTC)),
        ("2017-03-27T10:00:00+02:00", datetime(2017, 3, 27, 8, tzinfo=UTC)),
        ("2017-03-27T10:00:00.5Z", datetime(2017, 3, 27, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        (1490608800, datetime(2017, 3, 27, 10, tzinfo=UTC)),
        ("1490608800", datetime(2017, 3, 27, 10, tzinfo=UTC)),
        (1490608800.5, datetime(2017, 3, 27, 10, 0, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_a_time_is_read(value: str | float, expected: datetime):
    assert moments.read(value, path="$") == expected


@pytest.mark.parametrize(
    "value",
    ["", "soon", "2017-13-01", "2017-02-30T00:00:00Z", None, True, [], {}, 1e20, "0001-01-01T00:00:00+14:00"],
)
def test_what_is_no_time_is_refused_with_its_place(value: object):
    with pytest.raises(MalformedError) as caught:
        moments.read(value, path="$.validFrom")  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.path) == ("TIME", "$.validFrom")


def test_a_time_is_written_in_utc():
    assert moments.write(datetime(2026, 3, 1, 8, tzinfo=UTC)) == "2026-03-01T08:00:00Z"
    assert (
        moments.write(datetime.fromisoformat("2026-03-01T08:00:00.25+01:00")) == "2026-03-01T07:00:00.250000Z"
    )
