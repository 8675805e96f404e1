"""Rows V15 and V16: endorsements that travel inside, and documents that are something else."""

import pytest
from tests.world.schools import School, key_of, parsed, text

from openbadge.proofs import vc_jwt
from openbadge.verify import Outcome, Policy, Verdict

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


@pytest.fixture
def guild(web):
    return School(web, host="guild.example", name="Guild of Potters", key=key_of("guild"))


def endorsement(guild, about, **members):
    document = {
        "@context": CONTEXTS,
        "id": "urn:uuid:33333333-3333-4333-8333-333333333333",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": guild.did, "type": ["Profile"], "name": guild.name},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": about,
            "type": ["EndorsementSubject"],
            "endorsementComment": "We know this school.",
        },
    }
    return {**document, **members}


def endorsed(school, endorsements):
    document = school.unsigned()
    document["credentialSubject"]["achievement"]["endorsement"] = endorsements
    return text(school.signed(document))


def test_v15_a_true_endorsement_is_told(school, guild, look):
    report = look(endorsed(school, [guild.signed(endorsement(guild, school.achievement.id))]))
    check = report.check("endorsement")
    assert (report.verdict, check.code) == (Verdict.VERIFIED, "ENDORSEMENT_GOOD")
    assert "Guild of Potters" in check.message("en")
    assert report.endorsements[0].verdict is Verdict.VERIFIED


def test_v15_an_altered_endorsement_is_flagged_and_the_badge_judged_alone(school, guild, look):
    altered = guild.signed(endorsement(guild, school.achievement.id))
    altered["credentialSubject"]["endorsementComment"] = "The best of all."
    report = look(endorsed(school, [altered]))
    assert report.verdict is Verdict.VERIFIED
    assert (report.check("endorsement").outcome, report.check("endorsement").code) == (
        Outcome.FAILED,
        "ENDORSEMENT_BAD",
    )


def test_v15_a_reader_may_demand_that_endorsements_hold(school, guild, look):
    altered = guild.signed(endorsement(guild, school.achievement.id))
    altered["credentialSubject"]["endorsementComment"] = "The best of all."
    report = look(endorsed(school, [altered]), policy=Policy(require_endorsements=True))
    assert report.verdict is Verdict.FAILED


def test_v15_a_transplanted_endorsement_is_flagged(school, guild, look):
    elsewhere = guild.signed(endorsement(guild, "https://other.example/badges/weaving"))
    report = look(endorsed(school, [elsewhere]))
    assert (report.verdict, report.check("endorsement").code) == (Verdict.VERIFIED, "ENDORSEMENT_OTHER")


def test_v15_sixty_endorsements_are_not_all_fetched_for(school, guild, look, web):
    many = [
        guild.signed(
            endorsement(guild, school.achievement.id, id=f"urn:uuid:33333333-3333-4333-8333-{n:012d}")
        )
        for n in range(40)
    ]
    web.asked.clear()
    report = look(endorsed(school, many))
    assert "ENDORSEMENTS_TOO_MANY" in {check.code for check in report.checks}
    assert len(report.endorsements) == 32
    assert len(web.asked) < 8


def test_v15_sixty_nested_endorsements_are_left_at_a_depth(school, guild, look):
    inner = endorsement(guild, "urn:x:0")
    for level in range(1, 12):
        inner = endorsement(guild, f"urn:x:{level}", endorsement=[guild.signed(inner)])
    report = look(endorsed(school, [guild.signed(inner)]))
    assert report.verdict is Verdict.VERIFIED
    depth = 0
    while report.endorsements:
        report, depth = report.endorsements[0], depth + 1
    assert depth <= 3


def test_v15_an_endorsement_as_a_token_is_verified(school, guild, look):
    token = vc_jwt.sign(
        endorsement(guild, school.achievement.id), key=guild.key, verification_method=guild.method
    )
    document = school.unsigned()
    document["credentialSubject"]["achievement"]["endorsementJwt"] = [token]
    report = look(text(school.signed(document)))
    assert (report.verdict, report.check("endorsement").code) == (Verdict.VERIFIED, "ENDORSEMENT_GOOD")


@pytest.mark.parametrize("rubbish", ["a.b.c", "not a token", 7, None, ["x"]])
def test_v15_rubbish_in_place_of_an_endorsement_is_flagged(school, look, rubbish):
    document = school.signed(school.unsigned(), cryptosuite="eddsa-jcs-2022")
    document = school.unsigned(endorsementJwt=[rubbish])
    report = look(text(school.signed(document, cryptosuite="eddsa-jcs-2022")))
    if rubbish is not None:
        assert report.check("endorsement").outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "types",
    [
        ["VerifiablePresentation"],
        ["VerifiableCredential", "VerifiablePresentation", "OpenBadgeCredential"],
        ["VerifiableCredential"],
        ["OpenBadgeCredential"],
        ["VerifiableCredential", "EndorsementCredential", "OpenBadgeCredential"],
    ],
)
def test_v16_a_document_of_another_type_is_rejected(school, look, types):
    document = school.signed(school.unsigned(type=types), cryptosuite="eddsa-jcs-2022")
    assert look(text(document)).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


def test_v16_a_presentation_without_holder_proof_is_rejected(school, look):
    presentation = {
        "@context": CONTEXTS[:1],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [parsed(school.badge())],
    }
    assert look(text(presentation)).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


def test_v16_an_enveloped_credential_with_alg_none_is_rejected(look):
    enveloped = {
        "@context": CONTEXTS[:1],
        "id": "data:application/vc+jwt,eyJhbGciOiJub25lIn0.e30.",
        "type": "EnvelopedVerifiableCredential",
    }
    assert look(text(enveloped)).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


def test_v16_a_badge_wrapped_in_an_unsigned_object_is_rejected(school, look):
    wrapped = {"name": "Doctor of Everything", "credential": parsed(school.badge())}
    assert look(text(wrapped)).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


def examined(report) -> int:
    inside = (*report.endorsements, *report.inner)
    return len(inside) + sum(map(examined, inside))


def test_v15_what_stands_in_an_endorsements_place_is_not_followed_into(school, look):
    document = school.unsigned()
    for _ in range(25):
        document = {**school.unsigned(), "endorsement": [document]}
    report = look(text(document))
    assert examined(report) == 1
    assert report.check("endorsement").code == "ENDORSEMENT_BAD"


def test_v15_a_record_full_of_endorsed_badges_costs_no_crowd_of_examinations(school, look):
    badge = {**school.unsigned(), "endorsement": [{"id": f"urn:x:{number}"} for number in range(32)]}
    record = school.unsigned(type=["VerifiableCredential", "ClrCredential"])
    record["credentialSubject"]["verifiableCredential"] = [badge] * 40
    report = look(text(record))
    assert examined(report) <= 96
    assert [check.code for check in report.checks if check.name == "inner"][-1] == "INNER_TOO_MANY"
