"""Bytes kept for good under their own SHA-256: pictures, signed documents, uploaded files.

Room: kernel. Touches the file storage and the table of stored files. The same bytes are stored once.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError
from insigne.kernel.models import StoredFile

_NAME = re.compile(r"[0-9a-f]{64}")


class BlobError(ServiceError):
    """A stored file cannot be given: `not_found`, or `damaged` when its bytes are no longer its own."""

    messages = {
        "not_found": _("This file is not here."),
        "damaged": _("This file was damaged in storage; it must be restored from a backup."),
    }
    statuses = {"damaged": 500}


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes to store, with their media type."""

    data: bytes
    content_type: str


def store(data: bytes, content_type: str) -> str:
    """Return the SHA-256, in hexadecimal, under which the bytes are now kept. One query."""
    return store_many([Blob(data, content_type)])[0]


def store_many(blobs: Sequence[Blob]) -> list[str]:
    """Store several; return their SHA-256 in the same order. One query for each 500.

    The files are written before the rows: a rolled back transaction leaves a file that nobody names, never a
    row without its file.
    """
    names = [hashlib.sha256(blob.data).hexdigest() for blob in blobs]
    rows = {}
    for name, blob in zip(names, blobs, strict=True):
        if name not in rows and not default_storage.exists(_path(name)):
            default_storage.save(_path(name), ContentFile(blob.data))
        rows[name] = StoredFile(sha256=name, content_type=blob.content_type, size_bytes=len(blob.data))
    StoredFile.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=500)
    return names


def load(sha256: str) -> bytes:
    """Return the bytes stored under `sha256`, checked against it. No query.

    Raises BlobError `not_found`, or `damaged`.
    """
    if not _NAME.fullmatch(sha256):
        raise BlobError("not_found")
    try:
        with default_storage.open(_path(sha256)) as stream:
            data = stream.read()
    except FileNotFoundError:
        raise BlobError("not_found") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BlobError("damaged")
    return bytes(data)


def content_type(sha256: str) -> str:
    """Return the media type given when the bytes were stored. One query. Raises BlobError `not_found`."""
    row = StoredFile.objects.filter(sha256=sha256).first()
    if row is None:
        raise BlobError("not_found")
    return row.content_type


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
