"""insigne.kernel.blobs and storage: the same bytes once, under their own hash, whole or not at all."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import DjangoAssertNumQueries

from insigne.kernel import blobs
from insigne.kernel.models import StoredFile
from insigne.kernel.storage import WholeFileStorage

pytestmark = pytest.mark.django_db


def test_bytes_come_back_by_their_hash(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        name = blobs.store(b"hello", "text/plain")
    assert name == hashlib.sha256(b"hello").hexdigest()
    with django_assert_num_queries(0):
        assert blobs.load(name) == b"hello"
    assert blobs.content_type(name) == "text/plain"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    names = blobs.store_many([blobs.Blob(b"a", "x/a"), blobs.Blob(b"b", "x/b"), blobs.Blob(b"a", "x/c")])
    assert names[0] == names[2] != names[1]
    assert blobs.store(b"a", "x/d") == names[0]
    assert StoredFile.objects.count() == 2
    files = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert sorted(path.read_bytes() for path in files) == [b"a", b"b"]


def test_what_is_not_there_is_not_found() -> None:
    for missing in ("0" * 64, "", "..", "../../../../etc/passwd", "A" * 64, "0" * 64 + "\n"):
        with pytest.raises(blobs.BlobError) as raised:
            blobs.load(missing)
        assert raised.value.code == "not_found"
    with pytest.raises(blobs.BlobError):
        blobs.content_type("0" * 64)


def test_damaged_bytes_are_never_given(tmp_path: Path) -> None:
    name = blobs.store(b"precious", "text/plain")
    path = Path(default_storage.path(f"{name[:2]}/{name[2:4]}/{name}"))
    path.write_bytes(b"precioux")
    with pytest.raises(blobs.BlobError) as raised:
        blobs.load(name)
    assert (raised.value.code, raised.value.status) == ("damaged", 500)


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = WholeFileStorage(location=tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.save("ab/half", ContentFile(b"x" * 100))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
