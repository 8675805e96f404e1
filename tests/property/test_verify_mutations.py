"""Any value in any place of any document that a verification reads: a report, never an exception."""

import copy
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world.hosted import HostedSchool
from tests.world.schools import LEA, NOW, School, parsed, text
from tests.world.web import Web

from openbadge.canon import multibase
from openbadge.formats import elm, ob3
from openbadge.keys import did_web
from openbadge.proofs import vc_jwt
from openbadge.verify import Report, verify

WEB = Web()
SCHOOL = School(WEB)
OLD = HostedSchool(WEB)
OLD.put(OLD.issuer_url, OLD.issuer(revocationList=OLD.list_url, verification={"startsWith": OLD.site + "/"}))
OLD.put(OLD.list_url, {"id": OLD.list_url, "type": "RevocationList", "revokedAssertions": [{"id": "x"}]})


def _endorsed() -> dict:
    document = SCHOOL.unsigned(
        validUntil="2030-01-01T00:00:00Z",
        evidence=[{"id": "https://x.example/e", "type": ["Evidence"], "name": "Work"}],
        credentialStatus=parsed(SCHOOL.badge())["credentialStatus"],
    )
    endorsement = {
        "@context": document["@context"],
        "id": "urn:uuid:33333333-3333-4333-8333-333333333333",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": SCHOOL.did, "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": SCHOOL.achievement.id, "type": ["EndorsementSubject"]},
    }
    document["credentialSubject"]["achievement"]["endorsement"] = [SCHOOL.signed(endorsement)]
    return SCHOOL.signed(document)


def _record() -> dict:
    document = SCHOOL.unsigned(type=["VerifiableCredential", "ClrCredential"])
    document["@context"].insert(1, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json")
    document["credentialSubject"] = {
        "id": "urn:x:lea",
        "type": ["ClrSubject"],
        "verifiableCredential": [parsed(SCHOOL.badge())],
        "association": [
            {"type": ["Association"], "associationType": "isChildOf", "sourceId": "a", "targetId": "b"}
        ],
    }
    return SCHOOL.signed(document, cryptosuite="eddsa-jcs-2022")


FILES = {
    "badge": _endorsed(),
    "record": _record(),
    "hosted": OLD.assertion(),
    "backpack": {"body": OLD.assertion(), "originalRecipient": {"identity": LEA}},
    "european": elm.write(ob3.read(SCHOOL.unsigned())),
}
PAGES = [
    did_web.document_url(SCHOOL.did),
    SCHOOL.list_url,
    OLD.issuer_url,
    OLD.badge_url,
    OLD.assertion_url,
    OLD.key_url,
    OLD.list_url,
]
BADGE = SCHOOL.badge()
SIGNED = OLD.signed()
TOKEN_DOCUMENT = SCHOOL.unsigned()
TOKEN_DOCUMENT["credentialSubject"]["id"] = "urn:x:lea"
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ODD_VALUES: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        -1,
        2**53 - 1,
        1.5,
        "",
        "x",
        "\u0000",
        "did:web:",
        "did:key:z",
        "https://",
        "http://[::1",
        "#",
    ),
    *(
        [],
        {},
        [[]],
        [{}],
        {"id": []},
        {"type": {}},
        {"id": {"id": 1}},
        ["x", None],
        {"@value": []},
        "z",
        "u",
        "{",
    ),
    *(
        "9999-12-31T23:59:60Z",
        "0001-01-01T00:00:00+14:00",
        "sha256$",
        "data:,x",
        [7],
        "10" * 40,
        {"a": {"b": []}},
    ),
)
ODD = st.sampled_from(ODD_VALUES)


def places(value: object, path: tuple = ()) -> list[tuple]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, below in items:
        found += places(below, (*path, name))
    return found


def mutated(document: dict, data: st.DataObject) -> dict:
    """Return a copy with one to three values replaced, removed or doubled."""
    changed = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        open_places = places(changed)
        if not open_places:
            break
        *above, name = data.draw(st.sampled_from(open_places))
        holder = changed
        for step in above:
            holder = holder[step]
        act = data.draw(st.sampled_from(["replace", "replace", "remove", "wrap", "double"]))
        if act == "remove":
            del holder[name]
        elif act == "replace":
            holder[name] = copy.deepcopy(data.draw(ODD))
        elif act == "wrap":
            holder[name] = [holder[name]]
        else:
            holder[name] = [holder[name], copy.deepcopy(holder[name])]
    return changed


def look(data: bytes, web: Web = WEB) -> None:
    report = verify(data, fetcher=web, at=NOW, recipient=LEA)
    assert isinstance(report, Report)
    json.dumps(report.as_json("fr"), allow_nan=False)


@QUICK
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_with_odd_values_gives_a_report(kind, data):
    look(text(mutated(FILES[kind], data)))


@QUICK
@given(st.data())
def test_a_document_that_is_signed_with_odd_values_gives_a_report(data):
    document = mutated({name: value for name, value in FILES["badge"].items() if name != "proof"}, data)
    look(text(SCHOOL.signed({**document, "proof": []}, cryptosuite="eddsa-jcs-2022")))


@QUICK
@given(st.data())
def test_a_record_that_is_signed_with_odd_values_gives_a_report(data):
    document = mutated({name: value for name, value in FILES["record"].items() if name != "proof"}, data)
    look(text(SCHOOL.signed({**document, "proof": []}, cryptosuite="eddsa-jcs-2022")))


@QUICK
@given(st.sampled_from(PAGES), st.data())
def test_a_page_with_odd_values_gives_a_report(url, data):
    web = Web(dict(WEB.pages))
    web.put(url, mutated(json.loads(WEB.pages[url].body), data))
    for file in (BADGE, SIGNED, OLD.file()):
        look(file, web)


@QUICK
@given(st.data())
def test_a_status_list_that_is_signed_with_odd_values_gives_a_report(data):
    web = Web(dict(WEB.pages))
    document = mutated(SCHOOL.status_list(), data)
    web.put(SCHOOL.list_url, SCHOOL.signed({**document, "proof": []}, cryptosuite="eddsa-jcs-2022"))
    look(BADGE, web)


@QUICK
@given(st.data())
def test_a_token_with_odd_values_gives_a_report(data):
    token = vc_jwt.sign(TOKEN_DOCUMENT, key=SCHOOL.key, verification_method=SCHOOL.method)
    head, body, _ = token.split(".")
    parts = []
    for part in (head, body):
        value = json.loads(multibase.base64url_decode(part))
        value = mutated(value, data) if data.draw(st.booleans()) else value
        parts.append(multibase.base64url_encode(json.dumps(value).encode()))
    signed = ".".join(parts)
    look(f"{signed}.{multibase.base64url_encode(SCHOOL.key.sign(signed.encode()))}".encode())


@QUICK
@given(st.data())
def test_a_signed_assertion_with_odd_values_gives_a_report(data):
    assertion = mutated(OLD.assertion(verification={"type": "SignedBadge", "creator": OLD.key_url}), data)
    head = multibase.base64url_encode(b'{"alg":"ES256"}')
    signed = f"{head}.{multibase.base64url_encode(json.dumps(assertion).encode())}"
    look(f"{signed}.{multibase.base64url_encode(OLD.key.sign(signed.encode()))}".encode())
