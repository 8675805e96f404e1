"""One credential to examine, out of its wrapping. A value that the front door hands to a procedure."""

from typing import NamedTuple

from openbadge.model.json import JsonObject
from openbadge.verify.checks.proof import Proven
from openbadge.verify.report import Check


class Given(NamedTuple):
    """`wanted`: the types that the credential may be of; `head`: checks already made of its wrapping.

    `proven` is the signature of the token whose payload `document` is; without one, `document` carries proofs.
    """

    document: JsonObject
    wanted: frozenset[str]
    format: str = "ob3"
    head: tuple[Check, ...] = ()
    proven: Proven | None = None
