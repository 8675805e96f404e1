"""A credential out of a PDF: attached files, the Info dictionary and the XMP packet must agree on one."""

import re

import pikepdf

from openbadge.baking.baked import (
    ACTIVE_CONTENT,
    ADDRESS,
    COMPACT_JWS,
    CREDENTIAL_BYTES,
    VISUAL_UNPROVEN,
    Baked,
    found_text,
    found_twice,
    none_found,
)
from openbadge.baking.pdf import xmp
from openbadge.baking.pdf.reader import Attachment, attachments, has_active_content, inflate, open_pdf
from openbadge.canon import strict_json
from openbadge.errors import OpenBadgeError

INFO_KEYS = ("/openbadges", "/openbadge")
ATTACHED = "attachment"
"""The keyword of a credential that is an attached file."""

_NAMED_CREDENTIAL = re.compile(r"(?:credential|assertion|open-?badge)[\w.() -]*\.(?:json|jsonld|jws|jwt)")
_TYPED_CREDENTIAL = frozenset(
    {"application/vc", "application/vc+ld+json", "application/vc+jwt", "application/jwt"}
)
_TEXTUAL = re.compile(r".*\.(?:json|jsonld|jws|jwt|txt)")
_MEMBERS = ({"credentialSubject"}, {"recipient", "badge"}, {"payload", "signatures"}, {"proof", "type"})


def unbake(pdf: bytes) -> Baked:
    """Return the one credential of a PDF; its notes always say VISUAL_UNPROVEN.

    The same text in several places is one credential; an address beside a document that contains it too.
    Raises MalformedError (BAKE_NONE, BAKE_DUPLICATE, BAKE_PDF, BAKE_XMP, BAKE_TEXT), UnsupportedError
    (BAKE_ENCRYPTED, BAKE_FILTER), LimitError (BAKE_TOO_LARGE, BAKE_TOO_COMPLEX).
    """
    with open_pdf(pdf) as opened:
        found = [*_attached(opened), *_in_info(opened), *_in_xmp(opened)]
        notes = (VISUAL_UNPROVEN, ACTIVE_CONTENT) if has_active_content(opened) else (VISUAL_UNPROVEN,)
    if not found:
        raise none_found("PDF")
    texts = dict.fromkeys(text.strip() for _, text in found)
    whole = [text for text in texts if not ADDRESS.fullmatch(text)]
    addresses = [text for text in texts if ADDRESS.fullmatch(text)]
    if (
        len(whole) > 1
        or len(whole or addresses) > 1
        or any(address not in whole[0] for address in addresses if whole)
    ):
        raise found_twice("PDF")
    chosen = (whole or addresses)[0]
    keyword, text = next(place for place in found if place[1].strip() == chosen)
    return Baked(kind="pdf", keyword=keyword, text=text, notes=notes)


def is_credential(attachment: Attachment) -> bool:
    """Return whether an attached file is a credential: by name, by media type, else by what it says."""
    if _NAMED_CREDENTIAL.fullmatch(attachment.name) or attachment.media_type in _TYPED_CREDENTIAL:
        return True
    if not (_TEXTUAL.fullmatch(attachment.name) or "json" in attachment.media_type):
        return False
    try:
        text = found_text(inflate(attachment.stream, CREDENTIAL_BYTES, "attached file")).strip()
        if COMPACT_JWS.fullmatch(text):
            return True
        value = strict_json.loads(text)
    except OpenBadgeError:
        return False
    return isinstance(value, dict) and any(members <= value.keys() for members in _MEMBERS)


def _attached(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    return [
        (ATTACHED, found_text(inflate(attachment.stream, CREDENTIAL_BYTES, "credential")))
        for attachment in attachments(pdf)
        if is_credential(attachment)
    ]


def _in_info(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    information = pdf.trailer.get("/Info")
    if not isinstance(information, pikepdf.Dictionary):
        return []
    values = [(key, information.get(key)) for key in INFO_KEYS]
    return [
        (key.removeprefix("/"), found_text(str(value).encode("utf-8")))
        for key, value in values
        if isinstance(value, pikepdf.String) and str(value).strip()
    ]


def _in_xmp(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    packet = pdf.Root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream):
        return []
    texts = xmp.find(inflate(packet, xmp.XMP_BYTES, "metadata"))
    return [(f"openbadges:{xmp.PROPERTY}", found_text(text.encode("utf-8"))) for text in texts]
