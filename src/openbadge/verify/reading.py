"""From the bytes of a file to the credential's own text and what kind it is. Nothing is checked here."""

from typing import NamedTuple

from openbadge import baking
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import MalformedError
from openbadge.formats.detect import Detected, detect


class Reading(NamedTuple):
    """What stands in a file.

    `text` is the credential's own text (JSON, a compact token, or the address of a hosted badge), `detected`
    what it is. `carrier` is `PNG`, `SVG`, `PDF`, or empty for a bare document; `notes` are codes of what should
    be said of the file besides.
    """

    text: bytes
    detected: Detected
    carrier: str = ""
    notes: tuple[str, ...] = ()


def read_file(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Return the one credential of `data`: a PNG, SVG, PDF, JSON or token, or the address of a hosted badge.

    Raises MalformedError, UnsupportedError or LimitError with the code of what is wrong.
    """
    carrier, text = "", data
    notes: tuple[str, ...] = ()
    if baking.kind_of(data) is not None:
        baked = baking.find(data)
        carrier, notes, text = baked.kind.upper(), baked.notes, baked.data
    detected = detect(text, limits=limits)
    if detected.kind not in ("json", "jwt", "url"):
        raise MalformedError(
            "FORMAT_UNKNOWN", "This is no picture, PDF, JSON document or token with a badge."
        )
    return Reading(text, detected, carrier, notes)
