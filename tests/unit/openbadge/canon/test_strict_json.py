"""JSON that two readers could understand in two ways is refused; the rest reads as json.loads reads it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbadge.canon import strict_json
from openbadge.canon.limits import Limits
from openbadge.errors import LimitError, MalformedError, OpenBadgeError

REFUSED = {
    b'{"a":1,"a":1}': "JSON_DUPLICATE_KEY",
    b'{"a":1,"\\u0061":2}': "JSON_DUPLICATE_KEY",
    b'[{"b" :1,\n"b": 2}]': "JSON_DUPLICATE_KEY",
    b"NaN": "JSON_NUMBER",
    b"[-Infinity]": "JSON_NUMBER",
    b"[1e999]": "JSON_NUMBER",
    b"9007199254740992": "JSON_NUMBER",
    b"-9007199254740992": "JSON_NUMBER",
    b"[18446744073709551616]": "JSON_NUMBER",
    b"1" + b"0" * 5000: "JSON_NUMBER",
    b'"\\ud800"': "JSON_SURROGATE",
    b'{"\\udfff":1}': "JSON_SURROGATE",
    b"\xff": "JSON_ENCODING",
    b"\xef\xbb\xbf1": "JSON_ENCODING",
    '{"a":1}'.encode("utf-16"): "JSON_ENCODING",
    b"": "JSON_SYNTAX",
    b"1 2": "JSON_SYNTAX",
    b"{'a':1}": "JSON_SYNTAX",
    b"[1,]": "JSON_SYNTAX",
    b"01": "JSON_SYNTAX",
    b'"\n"': "JSON_SYNTAX",
}


@pytest.mark.parametrize("data", REFUSED)
def test_ambiguous_text_is_refused(data: bytes):
    with pytest.raises(MalformedError) as refusal:
        strict_json.loads(data)
    assert refusal.value.code == REFUSED[data]


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_depth_is_limited_without_recursion_errors(opening: bytes):
    closing = opening[::-1].translate(bytes.maketrans(b"[{", b"]}")).replace(b':"a"', b"")
    for count in (65, 5_000, 100_000):
        with pytest.raises(LimitError) as refusal:
            strict_json.loads(opening * count + b"1" + closing * count)
        assert refusal.value.code == "JSON_TOO_DEEP"


def test_the_deepest_text_allowed_is_read():
    assert strict_json.loads(b"[" * 64 + b"]" * 64)
    assert strict_json.loads(b"[ " * 64 + b"]" * 64)


def test_size_is_limited():
    with pytest.raises(LimitError) as refusal:
        strict_json.loads(b'"' + b"a" * 99 + b'"', limits=Limits(document_bytes=100))
    assert refusal.value.code == "DOCUMENT_TOO_LARGE"


def test_text_may_be_given_as_str():
    assert strict_json.loads('{"é": "\\u00e8"}') == {"é": "è"}
    with pytest.raises(MalformedError) as refusal:
        strict_json.loads('"\ud800"')
    assert refusal.value.code == "JSON_SURROGATE"


@pytest.mark.parametrize(
    "text", ["1", "-0", "1.0", "[1E2]", '"\\ud83d\\ude00"', '{"a":[true,null,false]}', "9007199254740991"]
)
def test_plain_json_is_read(text: str):
    assert strict_json.loads(text) == json.loads(text)
    assert repr(strict_json.loads(text)) == repr(json.loads(text))


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=15,
)


@given(JSON_VALUES)
def test_what_is_written_is_read_back_in_any_spelling(value: object):
    assert strict_json.loads(strict_json.dumps(value)) == value
    assert strict_json.loads(json.dumps(value)) == value
    assert strict_json.loads(json.dumps(value, indent=1).encode()) == value


def _as_python_writes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


@given(JSON_VALUES | st.integers() | st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_what_is_written_is_what_python_writes(value: object):
    assert strict_json.dumps(value) == _as_python_writes(value)


def test_every_character_is_written_as_python_writes_it():
    for start in [*range(0, 0xD800, 0x100), *range(0xE000, 0x30000, 0x100)]:
        text = "".join(map(chr, range(start, start + 0x100)))
        assert strict_json.dumps({text: [text]}) == _as_python_writes({text: [text]})


@given(st.binary() | st.text(alphabet='{}[]":,\\u0d8fe1 ab').map(str.encode))
def test_any_bytes_give_a_value_or_an_error_of_ours(data: bytes):
    try:
        value = strict_json.loads(data)
    except OpenBadgeError:
        return
    assert value == json.loads(data)


@pytest.mark.parametrize(("value", "code"), [(float("nan"), "JSON_NUMBER"), ("\ud800", "JSON_SURROGATE")])
def test_what_is_not_json_is_not_written(value: object, code: str):
    with pytest.raises(MalformedError) as refusal:
        strict_json.dumps([value])
    assert refusal.value.code == code
