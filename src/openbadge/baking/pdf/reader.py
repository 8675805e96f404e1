"""Opens a stranger's PDF under limits: size, objects, attached files, inflated bytes. Runs nothing.

The cross-reference table must be sound: a file that a reader has to repair can be repaired in two ways,
and two readers would then find two credentials.
"""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import settings

from openbadge.baking.baked import PDF_BYTES, check_size
from openbadge.errors import LimitError, MalformedError, UnsupportedError

OBJECTS_LIMIT = 50_000
"""A certificate has under 200 objects, a 20 MB thesis about 30,000."""
ATTACHMENTS_LIMIT = 100
INFLATED_BYTES = 64 * 1024 * 1024

# qpdf inflates object and cross-reference streams by itself when it opens a file. Its limits belong to
# the whole process and are not guarded against concurrent change: set once, here, before any file opens.
settings.set_qpdf_limits(
    flate_max_memory=INFLATED_BYTES, png_max_memory=INFLATED_BYTES, run_length_max_memory=INFLATED_BYTES,
    tiff_max_memory=INFLATED_BYTES, parser_max_container_size=1_000_000, doc_max_warnings=200,
)  # fmt: skip

_ACTIVE = re.compile(
    rb"/(?:JS|JavaScript|Launch|XFA|RichMedia|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie|Sound)(?![\w.-])"
    rb"|\(\\\\\\\\"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attached file: its declared name and media type (both lower case, never used as a path)."""

    name: str
    media_type: str
    stream: pikepdf.Stream


@contextmanager
def open_pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Yield the opened PDF.

    Raises MalformedError BAKE_PDF (also for whatever goes wrong while it is read), UnsupportedError
    BAKE_ENCRYPTED, LimitError BAKE_TOO_LARGE or BAKE_TOO_COMPLEX.
    """
    check_size(data, PDF_BYTES, "PDF file")
    if not data.startswith(b"%PDF-"):
        raise MalformedError("BAKE_PDF", "The file does not start as a PDF does.")
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            if pdf.is_encrypted:
                raise _encrypted()
            if len(pdf.objects) > OBJECTS_LIMIT:
                raise LimitError(
                    "BAKE_TOO_COMPLEX", f"The PDF has more than {OBJECTS_LIMIT} objects.", limit=OBJECTS_LIMIT
                )
            yield pdf
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise MalformedError("BAKE_PDF", "The PDF is damaged, or not as PDF readers agree on.") from error


def attachments(pdf: pikepdf.Pdf) -> list[Attachment]:
    """Return the files of the name tree and of the catalog's /AF, each once. Raises LimitError."""
    found: dict[tuple[int, int], Attachment] = {}
    for spec in (*_named(pdf), *_associated(pdf)):
        files = _get(spec, "/EF")
        stream = _get(files, "/UF") or _get(files, "/F")
        if isinstance(stream, pikepdf.Stream):
            name = str(_get(spec, "/UF") or _get(spec, "/F") or "")
            media = str(_get(stream, "/Subtype") or "").removeprefix("/")
            found[stream.objgen] = Attachment(name.lower(), media.lower(), stream)
    return list(found.values())


def inflate(stream: pikepdf.Stream, limit: int, what: str) -> bytes:
    """Return the decoded bytes of a stream, at most `limit`.

    Raises LimitError BAKE_TOO_LARGE, UnsupportedError BAKE_FILTER for other filters than Flate,
    MalformedError BAKE_PDF when the stream is broken.
    """
    raw = stream.read_raw_bytes()
    filters = _get(stream, "/Filter")
    if isinstance(filters, pikepdf.Array) and len(filters) <= 1:
        filters = filters[0] if len(filters) else None
    if filters is None:
        check_size(raw, limit, what)
        return raw
    parameters = _get(stream, "/DecodeParms")
    if filters != pikepdf.Name("/FlateDecode") or _get(parameters, "/Predictor") is not None:
        raise UnsupportedError("BAKE_FILTER", f"The {what} in this PDF is packed in a way that is not read.")
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(raw, limit + 1)
    except zlib.error as error:
        raise MalformedError("BAKE_PDF", f"The {what} in this PDF cannot be unpacked.") from error
    check_size(data, limit, what)
    if not inflater.eof:
        raise MalformedError("BAKE_PDF", f"The {what} in this PDF ends too early.")
    return data


def has_active_content(pdf: pikepdf.Pdf) -> bool:
    """Return whether any object speaks of scripts, launching, forms that act, media or network paths."""
    for thing in pdf.objects:
        whole = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        if _ACTIVE.search(whole.unparse(resolved=True)):
            return True
    return False


def _named(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Walk the name tree /EmbeddedFiles, each node once, so that a loop ends."""
    root = _get(_get(pdf.Root, "/Names"), "/EmbeddedFiles")
    waiting = [root] if isinstance(root, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    visits = 0
    while waiting:
        node = waiting.pop()
        visits += 1
        if visits > 10 * ATTACHMENTS_LIMIT:
            raise _too_many()
        if node.objgen != (0, 0):
            if node.objgen in seen:
                raise MalformedError("BAKE_PDF", "The list of attached files runs in a circle.")
            seen.add(node.objgen)
        names = _get(node, "/Names")
        if isinstance(names, pikepdf.Array):
            if len(names) > 2 * ATTACHMENTS_LIMIT:
                raise _too_many()
            yield from (names[at] for at in range(1, len(names), 2))
        kids = _get(node, "/Kids")
        if isinstance(kids, pikepdf.Array):
            if len(kids) > ATTACHMENTS_LIMIT:
                raise _too_many()
            waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]


def _associated(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    files = _get(pdf.Root, "/AF")
    if isinstance(files, pikepdf.Array):
        if len(files) > ATTACHMENTS_LIMIT:
            raise _too_many()
        yield from files


def _get(owner: object, key: str) -> pikepdf.Object | None:
    if isinstance(owner, pikepdf.Stream | pikepdf.Dictionary):
        return owner.get(key)
    return None


def _too_many() -> LimitError:
    return LimitError(
        "BAKE_TOO_COMPLEX",
        f"The PDF has more than {ATTACHMENTS_LIMIT} attached files.",
        limit=ATTACHMENTS_LIMIT,
    )


def _encrypted() -> UnsupportedError:
    return UnsupportedError("BAKE_ENCRYPTED", "The PDF is encrypted; save it without a password first.")
