"""A holder who spells the badge anew keeps the signature and must not hide its end or its status."""

import pytest
from tests.world.schools import School, key_of, parsed, text

from openbadge.canon import contexts, shapes
from openbadge.verify import Verdict
from openbadge.verify.checks.meaning import MEMBERS

END = "2026-02-01T00:00:00Z"
STAMP = "http://www.w3.org/2001/XMLSchema#dateTime"
FULL = "https://www.w3.org/2018/credentials#"


@pytest.fixture
def ended(school):
    return school.signed(school.unsigned(validFrom="2026-01-01T00:00:00Z", validUntil=END))


def canonical(document):
    return shapes.canonical_bytes({name: value for name, value in document.items() if name != "proof"})


def test_the_badge_has_ended(ended, look):
    assert look(text(ended)).verdict is Verdict.EXPIRED


@pytest.mark.parametrize("prefix", [FULL, "cred:"])
def test_v01_an_end_under_another_name_is_found(ended, look, prefix):
    spelled = {name: value for name, value in ended.items() if name != "validUntil"}
    spelled[f"{prefix}validUntil"] = {"@type": STAMP, "@value": END}
    if prefix == FULL:
        assert canonical(spelled) == canonical(ended)
    report = look(text(spelled))
    assert report.verdict is Verdict.FAILED


def test_v01_a_status_under_another_name_is_found(school, look):
    badge = parsed(school.badge())
    school.revoke()
    badge[f"{FULL}credentialStatus"] = badge.pop("credentialStatus")
    report = look(text(badge))
    assert report.verdict is Verdict.FAILED


def test_v01_an_end_moved_into_another_object_of_the_same_id_is_found(school, web, look):
    guild = School(web, host="guild.example", key=key_of("guild"))
    document = school.unsigned(validFrom="2026-01-01T00:00:00Z", validUntil=END)
    about = {"id": document["id"], "type": ["EndorsementSubject"]}
    document["endorsement"] = [
        {
            "id": "urn:uuid:33333333-3333-4333-8333-333333333333",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": guild.did, "type": ["Profile"]},
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": about,
        }
    ]
    signed = school.signed(document)
    assert look(text(signed)).verdict is Verdict.EXPIRED
    before = canonical(signed)
    moved = signed["endorsement"][0]["credentialSubject"]
    moved["type"].append("VerifiableCredential")  # a statement that the credential makes anyway
    moved["validUntil"] = signed.pop("validUntil")
    assert canonical(signed) == before
    report = look(text(signed))
    assert (report.verdict, report.check("contexts").code) == (Verdict.FAILED, "MEANING_HIDDEN")
    assert "validUntil" in report.check("contexts").message("fr")


@pytest.mark.parametrize("member", ["type", "id"])
def test_v01_keywords_in_place_of_their_names_are_refused(ended, look, member):
    ended["@" + member] = ended.pop(member)
    assert look(text(ended)).verdict is not Verdict.VERIFIED


def test_no_pinned_context_gives_a_second_name_to_what_a_verifier_reads():
    names = {}

    def look_into(context, prefixes):
        for each in context if isinstance(context, list) else [context]:
            if not isinstance(each, dict):
                continue
            known = {**prefixes, **each}
            for term, definition in each.items():
                target = definition.get("@id") if isinstance(definition, dict) else definition
                if isinstance(target, str) and not term.startswith("@"):
                    head, colon, rest = target.partition(":")
                    base = known.get(head)
                    if colon and isinstance(base, str) and not rest.startswith("//"):
                        target = base + rest
                    names.setdefault(target, set()).add(term)
                if isinstance(definition, dict) and "@context" in definition:
                    look_into(definition["@context"], known)

    for url in contexts.PINNED:
        look_into(contexts.get(url)["@context"], {})
    for member in MEMBERS:
        assert names[FULL + member] == {member}
