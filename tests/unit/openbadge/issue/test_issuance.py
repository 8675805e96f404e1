"""Credentials of one badge: each is intact, and the filled ones are those that the long way would give."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.unit.openbadge.formats.samples import (
    ACHIEVEMENT,
    ALIGNMENT,
    AT,
    EVIDENCE,
    ISSUER,
    PLAIN,
    RECIPIENT,
    RICH,
    STATUS,
)

from openbadge.canon import strict_json
from openbadge.errors import MalformedError
from openbadge.formats import ob3
from openbadge.issue.issuance import Issuance
from openbadge.keys import did_key
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import resolve
from openbadge.model import (
    Achievement,
    Criteria,
    Evidence,
    IdentityHash,
    Recipient,
    Result,
    StatusEntry,
    hash_identity,
)
from openbadge.outside.fetch import OfflineFetcher
from openbadge.proofs import data_integrity

KEY = PrivateKey.from_seed(bytes(range(32)))
METHOD = did_key.verification_method(did_key.did(KEY.public))


def issuance(achievement: Achievement = ACHIEVEMENT) -> Issuance:
    return Issuance(achievement, key=KEY, issuer=ISSUER, verification_method=METHOD)


def recipient(number: int) -> Recipient:
    salt = f"sel « {number} »"
    value = hash_identity(f"ana{number}@example.fr", salt=salt)
    return Recipient(identities=(IdentityHash(type="email", hashed=True, value=value, salt=salt),))


def long_way(maker: Issuance, **brought: object) -> bytes:
    """Return what writing and signing the whole document gives."""
    achievement = maker._achievement
    fixed = {"achievement": achievement, "name": achievement.name, "status": None}
    credential = replace(PLAIN, **{**fixed, **brought})  # type: ignore[arg-type]
    signed = data_integrity.sign(
        ob3.write(credential), key=KEY, verification_method=METHOD, created_at=credential.valid_from_at
    )
    return strict_json.dumps(signed)


TEXTS = [
    "plain",
    'quotes " and \\ backslashes \\" \\u0041 %s %b %%',
    "lines\nand\ttabs\r\n",
    "accents é, 漢字, 🎓, \u2028, \u00a0, \ufb01, <b>&amp;</b>",
    '"@en <https://x.example> . _:c14n0',
    "hole0x-0001. https://hole0x.example/0000.",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_filled_credentials_are_those_of_the_long_way(text: str):
    maker = issuance()
    for number in range(3):
        brought = {
            "id": f"https://badges.example.fr/v/{number}",
            "valid_from_at": AT + timedelta(minutes=number),
            "valid_until_at": AT + timedelta(days=365 + number),
            "awarded_at": AT - timedelta(days=number),
            "narrative": f"{text}{number}",
            "evidence": (
                Evidence(id=f"https://files.example.fr/{number}?a=%20b#c", name=text, narrative=text),
                Evidence(description=text, genre="Étude", audience=text),
            ),
            "results": (
                Result(
                    value=text,
                    result_description="urn:uuid:1",
                    achieved_level="urn:uuid:2",
                    status="Completed",
                ),
            ),
            "status": replace(STATUS, index=number),
        }
        expected = long_way(maker, recipient=recipient(number), **brought)
        assert maker.sign(recipient(number), **brought) == expected  # type: ignore[arg-type]


def test_the_second_credential_is_filled_and_not_processed(monkeypatch: pytest.MonkeyPatch):
    maker = issuance()
    maker.sign(recipient(1), id="https://badges.example.fr/v/1", valid_from_at=AT, status=STATUS)
    expected = long_way(
        maker, recipient=recipient(2), id="https://badges.example.fr/v/2", valid_from_at=AT, status=STATUS
    )
    monkeypatch.setattr(ob3, "write", None)
    monkeypatch.setattr(data_integrity, "sign", None)
    signed = maker.sign(
        recipient(2),
        id="https://badges.example.fr/v/2",
        valid_from_at=AT,
        status=replace(STATUS, id=f"{STATUS.list_url}#{STATUS.index}"),
    )
    assert signed == expected


@pytest.mark.parametrize(
    "brought",
    [
        {"id": "urn:uuid:7f9c2a44-0000-4000-8000-000000000001"},
        {"id": "https://badges.example.fr/v/1#one"},
        {"recipient": Recipient(id="did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH")},
        {"recipient": Recipient(id="urn:x:1", identities=(*RECIPIENT.identities, *recipient(2).identities))},
        {"recipient": Recipient(identities=RECIPIENT.identities * 2)},
        {"recipient": Recipient(identities=(IdentityHash("name", False, "Ana"),))},
        {"evidence": (Evidence(id="data:text/plain,bonjour"),)},
        {"evidence": EVIDENCE + EVIDENCE},
        {"evidence": (Evidence(name="x", types=("ext:Film",)),)},
        {"results": (Result(value="12", alignments=(ALIGNMENT,)),)},
        {
            "status": StatusEntry(
                id="https://x.example/l", type="BitstringStatusListEntry", purpose="suspension"
            )
        },
        {"valid_from_at": datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))},
    ],
)
def test_rare_credentials_are_those_of_the_long_way(brought: dict[str, object]):
    maker = issuance()
    whole = {"recipient": RECIPIENT, "id": "https://badges.example.fr/v/1", "valid_from_at": AT, **brought}
    expected = long_way(maker, **whole)
    who = whole.pop("recipient")
    for _ in range(3):
        assert maker.sign(who, **whole) == expected  # type: ignore[arg-type]


def test_an_achievement_that_speaks_of_holes_is_not_mistaken():
    tricky = Achievement(
        id="https://badges.example.fr/b/hole0x",
        name="hole0x-0001.",
        description="https://hole0x.example/0000. hole1x",
        criteria=Criteria(narrative="hole0x-created. hole0x-value."),
    )
    maker = issuance(tricky)
    for number in range(3):
        brought = {"id": f"https://badges.example.fr/v/{number}", "valid_from_at": AT}
        expected = long_way(maker, recipient=recipient(number), **brought)
        assert maker.sign(recipient(number), **brought) == expected  # type: ignore[arg-type]


def test_a_signed_credential_is_intact_and_one_changed_byte_is_seen():
    maker = issuance()
    for number in range(2):
        signed = maker.sign(recipient(number), id=f"https://badges.example.fr/v/{number}", valid_from_at=AT)
        assert intact(signed)
        assert not intact(signed.replace(b"Gestion de projet", b"Gestion de projets", 1))


def intact(signed: bytes) -> bool | None:
    document = strict_json.loads(signed)
    assert isinstance(document, dict)
    results = data_integrity.verify_proofs(
        document, resolve=lambda method: resolve(method, fetcher=OfflineFetcher())
    )
    return results[0].intact


def test_any_credential_can_be_signed_by_the_same_key():
    assert intact(issuance().sign_credential(RICH, created_at=datetime(2026, 5, 1, tzinfo=UTC)))


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize(
    ("brought", "code", "path"),
    [
        ({"id": "https://badges.example.fr/é"}, "ISSUE_IRI", "$.id"),
        ({"id": "1"}, "ISSUE_IRI", "$.id"),
        ({"evidence": (Evidence(id="file.pdf"),)}, "ISSUE_IRI", "$.evidence[0].id"),
        ({"narrative": "a\x07b"}, "ISSUE_CONTROL_CHARACTER", "$.credentialSubject.narrative"),
        ({"narrative": "\ud800"}, "ISSUE_CONTROL_CHARACTER", "$.credentialSubject.narrative"),
        ({"valid_from_at": datetime(2026, 1, 1)}, "TIME_NAIVE", ""),
    ],
)
def test_what_others_would_read_differently_is_refused(
    before: int, brought: dict[str, object], code: str, path: str
):
    maker = issuance()
    usual = {"id": "https://badges.example.fr/v/1", "valid_from_at": AT}
    if "evidence" in brought:
        usual["evidence"] = (Evidence(id="https://x.example/file.pdf"),)
    if "narrative" in brought:
        usual["narrative"] = "text"
    for _ in range(before):
        maker.sign(RECIPIENT, **usual)  # type: ignore[arg-type]
    with pytest.raises(MalformedError) as caught:
        maker.sign(RECIPIENT, **{**usual, **brought})  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.path) == (code, path)


def test_numbers_that_are_no_integers_are_refused():
    for credits in (1.5, 2**53 + 1):
        with pytest.raises(MalformedError, match="2\\^53") as caught:
            issuance(replace(ACHIEVEMENT, credits_available=credits)).sign(
                RECIPIENT, id="https://badges.example.fr/v/1", valid_from_at=AT
            )
        assert caught.value.code == "ISSUE_NUMBER"


def test_a_recipient_nobody_can_know_is_refused():
    with pytest.raises(MalformedError) as caught:
        issuance().sign(Recipient(), id="https://badges.example.fr/v/1", valid_from_at=AT)
    assert caught.value.code == "ISSUE_RECIPIENT"


def test_outlines_are_kept_within_bounds():
    maker = issuance()
    for number in range(70):
        evidence = tuple(Evidence(name=str(each)) for each in range(number % 3))
        maker.sign(
            Recipient(identities=(IdentityHash(f"ext:{number}", False, "x"),)),
            id="https://badges.example.fr/v/1",
            valid_from_at=AT,
            evidence=evidence,
        )
    assert len(maker._compiled) == 64
