"""Does the badge still hold, or did its issuer withdraw it? Not knowing is never good news."""

from collections.abc import Iterator

from openbadge.canon import strict_json
from openbadge.errors import MalformedError, OpenBadgeError, UnreachableError
from openbadge.formats.outline import Outline, issuer_id, many
from openbadge.keys import confirm
from openbadge.keys.resolve import ResolvedKey
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetched
from openbadge.status import bitstring, revocation_list
from openbadge.status.result import StatusResult
from openbadge.verify.checks.issuer import is_trusted
from openbadge.verify.checks.status_list import read_list
from openbadge.verify.report import Check, Outcome
from openbadge.verify.setting import Setting

SOURCE = "OB 3.0, OpenBadgeCredential Verification, step 4; Bitstring Status List 1.0, section 3.2"

_LISTS = "application/vc, application/vc+jwt, application/ld+json, application/json"

# What a set bit means (Bitstring Status List 1.0, section 2.1): that the badge stopped holding, or something else.
# What another purpose means, only its issuer knows.
_HOLDS_NO_MORE = {"revocation": "STATUS_REVOKED", "suspension": "STATUS_SUSPENDED"}
_HOLDS_STILL = frozenset({"refresh", "message"})

# Problems of a list that do not lessen a bit which is set: nobody else can have set it.
_OLD = ("STATUS_DATES", "STATUS_STALE")


_NONE = Check("status", Outcome.SKIPPED, "STATUS_NONE", SOURCE)


def check_statuses(outline: Outline, keys: tuple[ResolvedKey, ...], setting: Setting) -> Iterator[Check]:
    """Yield one check `status` for each status entry of the credential, or one that says there is none.

    `keys` are those whose proof of the credential holds: a status list must be signed by one of them, or by
    another key of the same issuer.
    """
    if not outline.statuses:
        yield _NONE
    for entry in outline.statuses:
        if not isinstance(entry, dict):
            yield _unknown("STATUS_ENTRY", "The status is not an object.", "")
            continue
        kinds = [kind for kind in many(entry.get("type")) if isinstance(kind, str)]
        known = [kind for kind in kinds if kind in bitstring.ENTRY_TYPES]
        if len(known) == 1:
            yield _in_bitstring({**entry, "type": known[0]}, outline, keys, setting)
        elif revocation_list.ENTRY_TYPE in kinds and not known:
            yield _in_revocation_list(entry, outline, setting)
        else:
            yield Check("status", Outcome.UNKNOWN, "STATUS_KIND", SOURCE, {"kind": ", ".join(kinds) or "?"})


def _in_bitstring(
    entry: JsonObject, outline: Outline, keys: tuple[ResolvedKey, ...], setting: Setting
) -> Check:
    address = entry.get("statusListCredential")
    try:
        # 1. Get the list credential, and nothing but it.
        answer = _fetch(address, setting)
        document, list_keys = read_list(answer.body, setting)
        # 2. It must be made by the issuer of the badge, and signed by a key of that issuer.
        by = issuer_id(document)
        if by != outline.issuer_id:
            return Check("status", Outcome.UNKNOWN, "STATUS_ISSUER", SOURCE, {"by": by or "?"})
        if not any(_same_hand(key, keys, outline.issuer_id, setting) for key in list_keys):
            return _unknown("STATUS_UNSIGNED", "No signature of the issuer holds on it.", str(address))
        # 3. It must be in force, about this purpose, long enough; then the bit is read.
        result = bitstring.check(
            entry,
            document,
            issuer_id=outline.issuer_id,
            at=setting.at,
            obtained_at=answer.fetched_at,
            limits=setting.limits,
        )
        if result.code in _OLD:
            late = bitstring.check(entry, document, issuer_id=outline.issuer_id, limits=setting.limits)
            result = late if late.state == "set" else result
    except OpenBadgeError as error:
        return _not_had(error, address)
    return _said(result, str(address))


def _in_revocation_list(entry: JsonObject, outline: Outline, setting: Setting) -> Check:
    """Source: 1EdTech Revocation List 1.0; the list is not signed, its address stands in what is."""
    address = entry.get("id")
    try:
        document = strict_json.loads(_fetch(address, setting).body, limits=setting.list_limits)
        if not isinstance(document, dict):
            raise MalformedError("STATUS_TYPE", "The revocation list is not a JSON object.")
    except OpenBadgeError as error:
        return _not_had(error, address)
    listed = revocation_list.check(
        outline.id, document, list_url=str(address), issuer_id=outline.issuer_id or None
    )
    return _said(listed, str(address))


def _fetch(address: JsonValue, setting: Setting) -> Fetched:
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        raise MalformedError("STATUS_ENTRY", "The status names no list at a web address.")
    answer = setting.errands.fetch(address, accept=_LISTS)
    if answer.status != 200:
        raise UnreachableError("STATUS_UNREACHABLE", f"The list answered {answer.status}.", url=address)
    return answer


def _same_hand(key: ResolvedKey, keys: tuple[ResolvedKey, ...], issuer: str, setting: Setting) -> bool:
    """Whether the key of the list is one that signed the badge, or one that its issuer lists."""
    if any(key.key == other.key for other in keys):
        return True
    if is_trusted(issuer, key, setting):
        return True
    return confirm.confirmed(key, issuer, fetcher=setting.errands)


def _said(result: StatusResult, address: str) -> Check:
    details = {"list": address, "purpose": result.purpose, "reason": result.reason or ""}
    if result.state == "unknown":
        return _unknown(result.code, result.message, address)
    if result.state == "clear":
        return Check("status", Outcome.PASSED, "STATUS_GOOD", SOURCE, details)
    if result.purpose in _HOLDS_STILL:
        return Check("status", Outcome.PASSED, "STATUS_NOTE", SOURCE, details)
    code = _HOLDS_NO_MORE.get(result.purpose)
    if code is None:
        return Check("status", Outcome.UNKNOWN, "STATUS_MEANING", SOURCE, details)
    return Check("status", Outcome.FAILED, code, SOURCE, details)


def _not_had(error: OpenBadgeError, address: JsonValue) -> Check:
    code = "STATUS_UNREACHABLE" if isinstance(error, UnreachableError) else error.code
    return _unknown(code, error.message, str(address))


def _unknown(code: str, reason: str, address: str) -> Check:
    return Check("status", Outcome.UNKNOWN, code, SOURCE, {"reason": reason, "list": address})
