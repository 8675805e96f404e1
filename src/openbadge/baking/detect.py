"""Which kind of file this is, by its first bytes only: its name and its sender are not asked."""

import re

from openbadge.baking import mail, pdf, png, svg
from openbadge.baking.baked import Baked, Generation, Kind
from openbadge.baking.png import chunks
from openbadge.errors import UnsupportedError

_SVG_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE\s+svg|!--|[\w.-]*:?svg[\s/>])", re.IGNORECASE
)


def kind_of(data: bytes) -> Kind | None:
    """Return "png", "svg", "pdf" or "mail", or None; a signature that stands later in the file does not count."""
    if data.startswith(chunks.SIGNATURE):
        return "png"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if _SVG_START.match(data):
        return "svg"
    return "mail" if mail.is_mail(data) else None


def find(data: bytes) -> Baked:
    """Return the one credential of a PNG, SVG, PDF or mail, with what should be said about its place.

    Raises UnsupportedError BAKE_KIND for any other kind of file, MalformedError or LimitError with a
    BAKE_* code when the file is unsound, holds none, or holds two.
    """
    match kind_of(data):
        case "png":
            return png.unbake(data)
        case "svg":
            return svg.unbake(data)
        case "pdf":
            return pdf.unbake(data)
        case "mail":
            return mail.unbake(data)
    raise _unknown()


def unbake(data: bytes) -> bytes:
    """Return the bytes of the one credential of a PNG, SVG, PDF or mail. Raises as `find` does."""
    return find(data).data


def bake(data: bytes, credential: bytes, *, generation: Generation = "3.0") -> bytes:
    """Return the file with the credential inside, whatever its kind; one that it held is replaced.

    Raises UnsupportedError BAKE_KIND, and what the kind's own `bake` raises.
    """
    match kind_of(data):
        case "png":
            return png.bake(data, credential, generation=generation)
        case "svg":
            return svg.bake(data, credential, generation=generation)
        case "pdf":
            return pdf.bake(data, credential)
    raise _unknown()


def _unknown() -> UnsupportedError:
    return UnsupportedError(
        "BAKE_KIND", "A credential travels in a PNG, SVG or PDF file; this is none of them."
    )
