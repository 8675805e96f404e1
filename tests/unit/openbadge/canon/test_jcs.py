"""RFC 8785: members by UTF-16 units, ECMAScript numbers, and errors of ours."""

import pytest

from openbadge.canon import jcs
from openbadge.errors import MalformedError


def test_members_are_sorted_by_utf16_units():
    assert jcs.canonicalize({"\ufb01": 1, "\U0001f600": 2, "a": 3}) == '{"a":3,"😀":2,"ﬁ":1}'.encode()


@pytest.mark.parametrize(
    ("number", "text"), [(1.0, b"1"), (1e21, b"1e+21"), (-0.0, b"0"), (0.000001, b"0.000001")]
)
def test_numbers_are_written_as_ecmascript_does(number: float, text: bytes):
    assert jcs.canonicalize(number) == text


@pytest.mark.parametrize("value", [float("nan"), 2**53, "\ud800", {"\udfff": 1}])
def test_what_i_json_does_not_hold_is_refused(value: object):
    with pytest.raises(MalformedError) as refusal:
        jcs.canonicalize(value)
    assert refusal.value.code == "JCS_VALUE"
