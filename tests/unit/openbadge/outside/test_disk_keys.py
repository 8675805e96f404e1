"""Secrets in a folder: whole or not at all, never over another one, read by their owner only."""

import os
import stat
from pathlib import Path

import pytest

from openbadge.errors import NoKeyError
from openbadge.outside.disk_keys import DiskKeys


def code_of(error: pytest.ExceptionInfo[NoKeyError]) -> str:
    return error.value.code


def test_what_is_written_is_read(tmp_path: Path) -> None:
    keys = DiskKeys(tmp_path / "a" / "keys")
    keys.write("issuer-1.ed25519", b"\0secret\xff")
    assert keys.read("issuer-1.ed25519") == b"\0secret\xff"
    assert DiskKeys(tmp_path / "a" / "keys").read("issuer-1.ed25519") == b"\0secret\xff"


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        DiskKeys(tmp_path / "keys").write("k", b"s")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "k").stat().st_mode) == 0o600


def test_a_secret_is_never_replaced_and_nothing_is_left_lying(tmp_path: Path) -> None:
    keys = DiskKeys(tmp_path)
    keys.write("k", b"first")
    with pytest.raises(NoKeyError) as caught:
        keys.write("k", b"second")
    assert code_of(caught) == "KEY_TAKEN"
    assert keys.read("k") == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_a_key_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoKeyError) as caught:
        DiskKeys(tmp_path).read("k")
    assert code_of(caught) == "KEY_NONE"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../k", "a/b", ".hidden", "a\0b", "é", "x" * 101, "a b", "k\n"]
)
def test_m12_a_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    keys = DiskKeys(tmp_path)
    for work in (lambda: keys.read(name), lambda: keys.write(name, b"s")):
        with pytest.raises(NoKeyError) as caught:
            work()
        assert code_of(caught) == "KEY_NAME"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    keys = DiskKeys(tmp_path / "file")
    with pytest.raises(NoKeyError) as caught:
        keys.write("k", b"s")
    assert code_of(caught) == "KEY_UNWRITABLE"
    (tmp_path / "k").mkdir()
    with pytest.raises(NoKeyError) as caught:
        DiskKeys(tmp_path).read("k")
    assert code_of(caught) == "KEY_UNREADABLE"
