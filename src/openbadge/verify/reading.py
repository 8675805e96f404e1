"""From the bytes of a file to the credential's own text and what kind it is. Nothing is checked here."""

from dataclasses import dataclass, field

from openbadge import baking
from openbadge.canon import strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import MalformedError
from openbadge.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a file. `carrier` is `PNG`, `SVG`, `PDF`, or empty for a bare document.

    `notes` are codes of what should be said of the file besides; `document` is the JSON of the credential.
    """

    text: bytes
    document: JsonObject
    carrier: str = ""
    notes: tuple[str, ...] = field(default=())


def read_file(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Return the one credential of `data`: a PNG, SVG, PDF or JSON file.

    Raises MalformedError, UnsupportedError or LimitError with the code of what is wrong.
    """
    carrier, text = "", data
    notes: tuple[str, ...] = ()
    if baking.kind_of(data) is not None:
        baked = baking.find(data)
        carrier, notes, text = baked.kind.upper(), baked.notes, baked.data
    document = strict_json.loads(text, limits=limits)
    if not isinstance(document, dict):
        raise MalformedError("FORMAT_UNKNOWN", "The JSON text is not an object.")
    return Reading(text, document, carrier, notes)
