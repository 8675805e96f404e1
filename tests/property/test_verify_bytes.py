"""Whatever the bytes: a report, never an exception; and no altered byte of a badge is ever verified."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.world.hosted import HostedSchool
from tests.world.schools import NOW, School, parsed, text
from tests.world.web import Web

from openbadge import baking
from openbadge.model.json import JsonObject
from openbadge.proofs import vc_jwt
from openbadge.verify import Outcome, Report, Verdict, verify

WEB = Web()
SCHOOL = School(WEB)
OLD = HostedSchool(WEB)
BADGE = SCHOOL.badge()
TOKEN_DOCUMENT = SCHOOL.unsigned()
TOKEN_DOCUMENT["credentialSubject"]["id"] = TOKEN_DOCUMENT["id"] + "#recipient"
TOKEN = vc_jwt.sign(TOKEN_DOCUMENT, key=SCHOOL.key, verification_method=SCHOOL.method).encode()
OLD_TOKEN = OLD.signed()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
BAKED = baking.bake(SVG, BADGE)
SOUND = {"badge": BADGE, "token": TOKEN, "old token": OLD_TOKEN, "svg": BAKED}

QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
# Members that some reader looks for.
NAMES = (
    "@context",
    "id",
    "type",
    "issuer",
    "validFrom",
    "validUntil",
    "credentialSubject",
    "proof",
    "credentialStatus",
    "endorsement",
    "credentialSchema",
    "refreshService",
    "badge",
    "verify",
    "verification",
    "recipient",
    "issuedOn",
    "uid",
    "vc",
    "body",
    "payload",
    "signatures",
    "credential",
)


def look(data: bytes) -> Report:
    report = verify(data, fetcher=WEB, at=NOW, recipient="lea@example.org")
    assert isinstance(report, Report)
    for language in ("en", "fr"):
        json.dumps(report.as_json(language), allow_nan=False)
    return report


@pytest.mark.parametrize("kind", SOUND)
def test_what_is_sound_is_verified(kind):
    assert look(SOUND[kind]).verdict is Verdict.VERIFIED


def same_json(one: bytes, other: bytes) -> bool:
    """Whether both texts say the same: a space changed into a line end is no alteration."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize("bit", [1, 32])
def test_each_flipped_byte_of_a_signed_badge_is_never_verified(bit):
    for place in range(0, len(BADGE), 3):
        flipped = bytearray(BADGE)
        flipped[place] ^= bit
        report = look(bytes(flipped))
        assert report.verdict is not Verdict.VERIFIED, bytes(flipped[place - 20 : place + 20])
        assert report.credential is None or report.facts.intact


@QUICK
@given(st.integers(0, len(BADGE) - 1), st.integers(1, 255))
def test_any_flipped_byte_of_a_signed_badge_is_never_verified(place, change):
    flipped = bytearray(BADGE)
    flipped[place] ^= change
    assert look(bytes(flipped)).verdict is not Verdict.VERIFIED or same_json(BADGE, bytes(flipped))


@QUICK
@given(st.sampled_from([TOKEN, OLD_TOKEN]), st.data())
def test_any_flipped_byte_of_a_token_is_never_verified(token, data):
    place = data.draw(st.integers(0, len(token) - 1))
    flipped = bytearray(token)
    flipped[place] ^= data.draw(st.integers(1, 255))
    assert look(bytes(flipped)).verdict is not Verdict.VERIFIED


@QUICK
@given(st.data())
def test_any_member_replaced_or_removed_is_never_verified(data):
    document = parsed(BADGE)
    holder: JsonObject = document
    while True:
        name = data.draw(st.sampled_from(sorted(holder)))
        below = holder[name]
        if isinstance(below, dict) and below and data.draw(st.booleans()):
            holder = below
            continue
        break
    if data.draw(st.booleans()):
        del holder[name]
    else:
        replaced = data.draw(JSON)
        if replaced == below and type(replaced) is type(below):
            return
        holder[name] = replaced
    try:
        altered = json.dumps(document, allow_nan=False).encode()
    except (ValueError, UnicodeEncodeError):
        return
    report = look(altered)
    meaning_kept = report.verdict is Verdict.VERIFIED and _same_meaning(document)
    assert report.verdict is not Verdict.VERIFIED or meaning_kept


def _same_meaning(document: JsonObject) -> bool:
    """Whether the change left every statement as it was: null and [] say nothing in JSON-LD, [x] says x."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            kept = {name: plain(item) for name, item in value.items()}
            return {name: item for name, item in kept.items() if item not in (None, [])}
        if isinstance(value, list):
            items = [plain(item) for item in value if item is not None]
            return items[0] if len(items) == 1 else items
        return value

    return plain(document) == plain(parsed(BADGE))


@QUICK
@given(st.binary(max_size=300))
@example(b"")
@example(b"\x89PNG\r\n\x1a\n")
@example(b"%PDF-1.7\n%%EOF")
@example(b"<svg/>")
@example(b"[]")
@example(b"{}")
@example(b"https://")
@example(b"http://[::1")
@example(b"e30.e30.")
def test_any_bytes_give_a_report(data):
    assert look(data).verdict is not Verdict.VERIFIED


@QUICK
@given(st.sampled_from(sorted(SOUND)), st.integers(0, 4000), st.integers(0, 4000), st.binary(max_size=40))
def test_a_file_cut_and_patched_gives_a_report(kind, start, end, patch):
    data = SOUND[kind]
    cut = data[:start] + patch + data[end:]
    assert (
        look(cut).verdict is not Verdict.VERIFIED
        or cut.strip() == data
        or same_json(cut, data)
        or kind == "svg"
    )


@QUICK
@given(JSON)
def test_any_json_gives_a_report(value):
    try:
        data = text(value)
    except UnicodeEncodeError:
        return
    assert look(data).verdict is not Verdict.VERIFIED


@QUICK
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        JSON,
    ),
    st.sampled_from([["VerifiableCredential", "OpenBadgeCredential"], ["ClrCredential"], "Assertion", None]),
)
def test_any_nonsense_under_known_names_gives_a_report(members, types):
    if types is not None:
        members["type"] = types
    try:
        data = text(members)
    except UnicodeEncodeError:
        return
    report = look(data)
    assert report.verdict is not Verdict.VERIFIED
    assert any(check.outcome is not Outcome.PASSED for check in report.checks)
