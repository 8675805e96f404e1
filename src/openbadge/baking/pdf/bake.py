"""A credential into a PDF: attached, and repeated in Info and XMP so that others can import it."""

import io
import re

import pikepdf

from openbadge.baking.baked import COMPACT_JWS, PDF_BYTES, check_size, credential_text
from openbadge.baking.pdf import xmp
from openbadge.baking.pdf.reader import attachments, inflate, open_pdf
from openbadge.baking.pdf.unbake import INFO_KEYS, is_credential
from openbadge.errors import MalformedError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,80}\.(?:json|jsonld|jws|jwt)")
# ISO 19005-3, 6.1.13: a string of a PDF/A file has at most 32,767 bytes. Longer credentials are attached
# and in the XMP packet only.
_LONGEST_STRING = 32_767
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DESCRIPTION = "Open Badges credential"


def bake(pdf: bytes, credential: bytes, *, name: str = "credential.json") -> bytes:
    """Return `pdf` with the credential inside; credentials that it held are replaced.

    It is attached as `name` with AFRelationship /Source, and stands in the Info key `openbadges` (up to
    32,767 bytes) and the XMP property `openbadges:assertion`. The same input gives the same bytes. A file
    that says it is PDF/A-3 stays so. Raises MalformedError (BAKE_TEXT, BAKE_NAME, BAKE_PDF, BAKE_XMP),
    UnsupportedError (BAKE_ENCRYPTED, BAKE_FILTER), LimitError (BAKE_TOO_LARGE, BAKE_TOO_COMPLEX).
    """
    text = credential_text(credential)
    if _NOT_XML.search(text):
        raise MalformedError("BAKE_TEXT", "The credential holds a character that XMP cannot carry.")
    if not _NAME.fullmatch(name):
        raise MalformedError(
            "BAKE_NAME", "The attached file needs a plain name that ends in .json, .jws or .jwt."
        )
    with open_pdf(pdf) as opened:
        _remove(opened)
        _attach(
            opened,
            credential,
            name,
            "application/jwt" if COMPACT_JWS.fullmatch(text) else "application/ld+json",
        )
        if len(text.encode("utf-16-be")) + 2 <= _LONGEST_STRING:
            opened.docinfo[INFO_KEYS[0]] = pikepdf.String(text)
        packet = opened.Root.get("/Metadata")
        before = inflate(packet, xmp.XMP_BYTES, "metadata") if isinstance(packet, pikepdf.Stream) else None
        opened.Root.Metadata = opened.make_stream(
            xmp.write(before, text), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        written = io.BytesIO()
        opened.save(written, deterministic_id=True, fix_metadata_version=False)
    baked = written.getvalue()
    check_size(baked, PDF_BYTES, "baked PDF")
    return baked


def _remove(pdf: pikepdf.Pdf) -> None:
    """Take every earlier credential out of the attached files and of Info; XMP is rewritten later."""
    old: set[tuple[int, int]] = {file.stream.objgen for file in attachments(pdf) if is_credential(file)}
    files = pdf.Root.get("/AF")
    if isinstance(files, pikepdf.Array):
        pdf.Root.AF = pikepdf.Array([spec for spec in files if _stream_of(spec) not in old])
    for name, spec in list(pdf.attachments.items()):
        if _stream_of(spec.obj) in old:
            del pdf.attachments[name]
    if isinstance(pdf.trailer.get("/Info"), pikepdf.Dictionary):
        for key in INFO_KEYS:
            if key in pdf.docinfo:
                del pdf.docinfo[key]


def _attach(pdf: pikepdf.Pdf, credential: bytes, name: str, media_type: str) -> None:
    spec = pikepdf.AttachedFileSpec(
        pdf,
        credential,
        filename=name,
        description=_DESCRIPTION,
        mime_type=media_type,
        creation_date="",
        mod_date=str(pdf.docinfo.get("/ModDate") or pdf.docinfo.get("/CreationDate") or ""),
    )
    spec.obj["/AFRelationship"] = pikepdf.Name.Source
    pdf.attachments[name] = spec  # pikepdf lists it in the catalog's /AF too


def _stream_of(spec: pikepdf.Object) -> tuple[int, int]:
    files = spec.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return (0, 0)
    stream = files.get("/UF") or files.get("/F")
    return stream.objgen if isinstance(stream, pikepdf.Stream) else (0, 0)
