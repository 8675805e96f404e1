"""What a badge IS, whatever format it is written in: frozen values, no behaviour but equality.

Names here are ours (`valid_from_at`), never those of a wire format: `formats` translates. `extra` keeps,
under their wire names, the members of a document that the model has no word for: they survive a round trip.
May be touched: the standard library and `openbadge.errors`.
"""

from openbadge.model.achievement import (
    Achievement,
    Alignment,
    Criteria,
    Related,
    ResultDescription,
    RubricLevel,
)
from openbadge.model.credential import Credential, SchemaRef, Verification
from openbadge.model.evidence import Evidence, Result
from openbadge.model.profile import Endorsement, Identifier, Image, Profile
from openbadge.model.recipient import IdentityHash, Recipient, hash_identity, matches
from openbadge.model.status import StatusEntry
from openbadge.model.transcript import Association, Transcript

__all__ = [
    "Achievement",
    "Alignment",
    "Association",
    "Credential",
    "Criteria",
    "Endorsement",
    "Evidence",
    "Identifier",
    "IdentityHash",
    "Image",
    "Profile",
    "Recipient",
    "Related",
    "Result",
    "ResultDescription",
    "RubricLevel",
    "SchemaRef",
    "StatusEntry",
    "Transcript",
    "Verification",
    "hash_identity",
    "matches",
]
