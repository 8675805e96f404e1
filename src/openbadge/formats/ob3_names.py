"""What OB 3.0 calls things: contexts, types, and the ids that we give to nodes which have none of their own.

Every node of a document that we write has an id where the official schemas allow one, so that canonical form
has no blank nodes to label; only IdentityObject and IdentifierEntry may not have any (additionalProperties is
false for both), and the list of allowed values has nodes of its own. The ids are derived from the id of the
enclosing node (`…/credential#evidence-1`), not drawn at random: writing needs no randomness, and reading knows
them again and gives back no id.

The subject of a hashed-address badge gets `<credential id>#recipient`: VC-JWT must have a `sub`, a stable
id of the person would let anyone who holds two badges link them, and this one says nothing that the
credential's own id does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VC2_CONTEXT = "https://www.w3.org/ns/credentials/v2"
VC1_CONTEXT = "https://www.w3.org/2018/credentials/v1"
OB3_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB3_CONTEXTS = frozenset(
    {
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        OB3_CONTEXT,
    }
)
EXTENSIONS_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
BASE_CONTEXTS = frozenset({VC1_CONTEXT, VC2_CONTEXT, EXTENSIONS_CONTEXT}) | OB3_CONTEXTS
# Types that only the extensions' context defines: it is written when one of them is used.
EXTENSION_TYPES = frozenset(
    {"1EdTechJsonSchemaValidator2019", "1EdTechRevocationList", "1EdTechCredentialRefresh"}
)

CREDENTIAL_TYPES = ("VerifiableCredential", "OpenBadgeCredential")
CREDENTIAL_TYPES_READ = frozenset({*CREDENTIAL_TYPES, "AchievementCredential"})
ENDORSEMENT_TYPES = ("VerifiableCredential", "EndorsementCredential")

SCHEMA_ID = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"
BITSTRING_ENTRY = "BitstringStatusListEntry"

# OB 3.0, IdentifierTypeEnum, beside the words of OB 2.0 that the model uses.
IDENTITY_TYPES: Mapping[str, str] = MappingProxyType(
    {"email": "emailAddress", "url": "ext:url", "telephone": "ext:telephone"}
)
IDENTITY_TYPES_READ: Mapping[str, str] = MappingProxyType(
    {wire: ours for ours, wire in IDENTITY_TYPES.items()}
)


def derived(base: str, name: str, number: int | None = None) -> str:
    """Return the id of the part `name` (the `number`-th, from 1) of the node whose id is `base`."""
    separator = "." if "#" in base else "#"
    return f"{base}{separator}{name}" if number is None else f"{base}{separator}{name}-{number}"


def own_id(value: str | None, base: str, name: str, number: int | None = None) -> str | None:
    """Return `value`, or None when it is empty or the id that `derived` gives to that part."""
    return None if not value or value == derived(base, name, number) else value
