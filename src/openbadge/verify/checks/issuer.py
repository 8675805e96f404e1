"""Does the key that signed speak for the issuer that the badge names? The second fact of a green answer."""

from collections.abc import Sequence

from openbadge.errors import LimitError, OpenBadgeError, UnreachableError
from openbadge.keys import confirm, did_key, did_web
from openbadge.keys.resolve import ResolvedKey, is_web, listed_keys
from openbadge.verify.report import Check, Outcome
from openbadge.verify.setting import Setting

SOURCE = "VCDM 2.0, section 4.7; Data Integrity 1.0, section 4.3; Controlled Identifiers 1.0, section 3.3"


def check_issuer(issuer_id: str, keys: Sequence[ResolvedKey], setting: Setting) -> tuple[Check, bool | None]:
    """Return the check `issuer` and whether the issuer is confirmed by one of the `keys` whose proof holds.

    1. No issuer, or no key that holds: nothing to confirm.
    2. The issuer stands on the reader's trust list with this key.
    3. The key is listed for assertions in the issuer's own document, fetched from its own origin.
    4. The issuer's identifier is the key itself (did:key): someone holds it, nobody says who.
    5. The key has another controller, or the issuer's own document was read and lists other keys: mismatch.
    6. The issuer's document could not be had, or lists no key: not confirmed.
    """
    if not issuer_id:
        return Check("issuer", Outcome.FAILED, "ISSUER_MISSING", SOURCE), False
    if not keys:
        return Check("issuer", Outcome.UNKNOWN, "ISSUER_UNPROVEN", SOURCE, {"issuer": issuer_id}), None
    for key in keys:
        if is_trusted(issuer_id, key, setting):
            return _check(Outcome.PASSED, "ISSUER_TRUSTED", issuer_id, key), True
    last: tuple[Check, bool | None] | None = None
    for key in keys:
        found = _one_key(issuer_id, key, setting)
        if found[1]:
            return found
        last = last or found
    if last is None:
        raise AssertionError("unreachable: keys is not empty")
    return last


def is_trusted(issuer_id: str, key: ResolvedKey, setting: Setting) -> bool:
    """Return whether the reader's trust list lets the issuer sign with this key."""
    policy = setting.policy
    if not policy.trust_list:
        return False
    return policy.trusts(issuer_id, key.id, key.controller or "", key.key.multikey)


def _one_key(issuer_id: str, key: ResolvedKey, setting: Setting) -> tuple[Check, bool | None]:
    if issuer_id.startswith((did_key.KEY_PREFIX, did_key.JWK_PREFIX)):
        same = _is_itself(issuer_id, key)
        code = "ISSUER_UNCONFIRMED" if same else "ISSUER_MISMATCH"
        return _check(Outcome.UNKNOWN if same else Outcome.FAILED, code, issuer_id, key), False
    if confirm.speaks_for(key, issuer_id):
        return _confirmed(issuer_id, key), True
    foreign = key.controller not in (None, issuer_id)
    listed: tuple[ResolvedKey, ...] = ()
    if issuer_id.startswith(did_web.PREFIX) or is_web(issuer_id):
        try:
            listed = listed_keys(issuer_id, fetcher=setting.errands)
        except (UnreachableError, LimitError):
            if not foreign:
                return _check(Outcome.UNKNOWN, "ISSUER_UNREACHABLE", issuer_id, key), None
        except OpenBadgeError:
            # What stands at the issuer's address speaks of no keys: most https issuers of today.
            listed = ()
    if any(candidate.key == key.key for candidate in listed):
        return _confirmed(issuer_id, key), True
    if listed or foreign:
        return _check(Outcome.FAILED, "ISSUER_MISMATCH", issuer_id, key), False
    return _check(Outcome.UNKNOWN, "ISSUER_UNCONFIRMED", issuer_id, key), False


def _is_itself(issuer_id: str, key: ResolvedKey) -> bool:
    """Whether the issuer's identifier is this very key, however a proof or a token named it."""
    try:
        return did_key.method(issuer_id).key == key.key
    except OpenBadgeError:
        return False


def _confirmed(issuer_id: str, key: ResolvedKey) -> Check:
    own = did_web.document_url(issuer_id) if issuer_id.startswith(did_web.PREFIX) else issuer_id
    return _check(Outcome.PASSED, "ISSUER_CONFIRMED", issuer_id, key, key.source_url or own)


def _check(outcome: Outcome, code: str, issuer_id: str, key: ResolvedKey, document: str = "") -> Check:
    details = {"issuer": issuer_id, "key": key.id, "document": document}
    return Check("issuer", outcome, code, SOURCE, details)
