"""Is the document what it says it is? Vocabularies, types, obligatory parts, somebody it is about."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from openbadge.canon import jsonld
from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.formats import ob3_rules
from openbadge.formats.outline import Outline, many
from openbadge.model.credential import Credential
from openbadge.model.json import JsonObject, JsonValue
from openbadge.verify.checks.meaning import hidden_member
from openbadge.verify.familiar import Look
from openbadge.verify.report import Check, Outcome
from openbadge.verify.setting import Setting, from_error

_VCDM = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_OF_1EDTECH = (
    "https://purl.imsglobal.org/spec/ob/v3p0/context",
    "https://purl.imsglobal.org/spec/clr/v2p0/context",
)
_CONFORMS = "OB 3.0, OpenBadgeCredential Verification, step 1"
_ACHIEVEMENT = "OB 3.0, Achievement"

BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
ENDORSEMENT_TYPES = frozenset({"EndorsementCredential"})
RECORD_TYPES = frozenset({"ClrCredential"})
ALL_TYPES = BADGE_TYPES | ENDORSEMENT_TYPES | RECORD_TYPES

_CONTEXTS = "VCDM 2.0, section 4.3; Data Integrity 1.0, section 4.6"
_CONTEXTS_KNOWN = Check("contexts", Outcome.PASSED, "CONTEXTS_KNOWN", _CONTEXTS)
_STRUCTURE_GOOD = Check("structure", Outcome.PASSED, "STRUCTURE_GOOD", _CONFORMS)
_SCHEMA_GOOD = Check("schema", Outcome.PASSED, "SCHEMA_GOOD", _CONFORMS)
_SUBJECT_IDENTIFIED = Check("subject", Outcome.PASSED, "SUBJECT_IDENTIFIED", _CONFORMS)

Read = TypeVar("Read")


def check_contexts(document: JsonObject, outline: Outline, setting: Setting, look: Look) -> Check:
    """Return the check `contexts`: the standard's first, all others known by hash, none defined inline.

    And one is of 1EdTech: without it the words of a badge mean nothing, which only a linked-data proof would show.
    And the JSON shows what its statements say. Nothing is fetched. `look` is that at the document.
    Source: VCDM 2.0 section 4.3; Data Integrity 1.0 section 4.6 (context validation).
    """
    if not outline.contexts or outline.contexts[0] not in _VCDM:
        return Check("contexts", Outcome.FAILED, "CONTEXT_ORDER", _CONTEXTS)
    if not _speaks_of_badges(many(document.get("@context"))):
        details = {"reason": "none of them is one of Open Badges 3.0"}
        return Check("contexts", Outcome.FAILED, "CONTEXT_MISSING", _CONTEXTS, details)
    try:
        if look.familiar is None:
            jsonld.check_document(document)
        elif not look.has_plain_proofs:
            jsonld.check_document(document["proof"], path="$.proof")
    except OpenBadgeError as error:
        return from_error("contexts", error, _CONTEXTS)
    hidden = None if look.is_plain else hidden_member(document, setting)
    if hidden is not None:
        return Check("contexts", Outcome.FAILED, "MEANING_HIDDEN", _CONTEXTS, {"member": hidden})
    return _CONTEXTS_KNOWN


def _speaks_of_badges(contexts: tuple[JsonValue, ...]) -> bool:
    return any(isinstance(context, str) and context.startswith(_OF_1EDTECH) for context in contexts)


def check_type(outline: Outline, wanted: frozenset[str]) -> Check:
    """Return the check `type`: a verifiable credential of one of the `wanted` types, and nothing else.

    A presentation, or a document that is two things at once, is refused: each reader would believe another
    half of it.
    Source: OB 3.0, Verification, the sentence on `type`; VCDM 2.0 section 4.5.
    """
    source = "VCDM 2.0, section 4.5"
    families = [family for family in (BADGE_TYPES, ENDORSEMENT_TYPES, RECORD_TYPES) if family & outline.types]
    shown = {"reason": ", ".join(sorted(outline.types)) or "–"}
    if outline.types & {"VerifiablePresentation", "EnvelopedVerifiableCredential"}:
        return Check("type", Outcome.FAILED, "TYPE_CONFUSION", source, shown)
    if "VerifiableCredential" not in outline.types or not outline.types & wanted or len(families) > 1:
        return Check("type", Outcome.FAILED, "TYPE_CONFUSION", source, shown)
    return Check("type", Outcome.PASSED, "TYPE_GOOD", source, shown)


def read_whole(document: JsonObject, read: Callable[[JsonObject], Read]) -> tuple[Read | None, Check]:
    """Return what `read` makes of the document, or None, and the check `structure`.

    Source: OB 3.0, OpenBadgeCredential Verification, step 1; the data model's required properties.
    """
    try:
        value = read(document)
    except MalformedError as error:
        return None, from_error("structure", error, _CONFORMS)
    return value, _STRUCTURE_GOOD


def check_parts(badge: Credential) -> Iterator[Check]:
    """Yield a failed check `structure` for the first part that its achievement lacks, nothing for a whole one.

    Source: OB 3.0, Achievement (name, description, criteria: required).
    """
    achievement = badge.achievement
    criteria = achievement.criteria
    parts = (
        ("name", achievement.name),
        ("description", achievement.description),
        ("criteria", criteria.id or criteria.narrative),
    )
    for name, part in parts:
        if not part:
            details = {"path": f"$.credentialSubject.achievement.{name}"}
            yield Check("structure", Outcome.FAILED, "MEMBER_MISSING", _ACHIEVEMENT, details)
            return


def check_schema(document: JsonObject, outline: Outline, look: Look) -> Check:
    """Return the check `schema`: the rules of the published OB 3.0 schema, applied without fetching anything.

    A credential that names the schema must follow it; for another one its departures are told, no more.
    Source: OB 3.0 verification step 1 (`credentialSchema` of the type 1EdTechJsonSchemaValidator2019).
    """
    broken = () if look.is_sound else ob3_rules.check(document)
    if not broken:
        return _SCHEMA_GOOD
    first = broken[0]
    details = {"path": first.path, "reason": first.message, "count": str(len(broken)), "rule": first.clause}
    if outline.names_schema:
        return Check("schema", Outcome.FAILED, "SCHEMA_BROKEN", _CONFORMS, details)
    return Check("schema", Outcome.SKIPPED, "SCHEMA_REMARK", _CONFORMS, details)


def check_subject(outline: Outline) -> Check:
    """Return the check `subject`: the credential is about somebody. Source: OB 3.0 verification step 1."""
    if outline.identified:
        return _SUBJECT_IDENTIFIED
    return Check("subject", Outcome.FAILED, "SUBJECT_MISSING", _CONFORMS)
