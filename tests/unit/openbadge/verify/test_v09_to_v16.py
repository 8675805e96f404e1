"""Rows V09 to V16: keys, proof sets, suites, dates, lists, endorsements, types. Each test names its row."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from tests.world.schools import NOW, School, bare_school, key_of, parsed, text

from openbadge.canon import multibase
from openbadge.keys import did_key, did_web
from openbadge.verify import Outcome, Policy, Verdict

DAY = timedelta(days=1)


def codes(report):
    return {check.code for check in report.checks}


# --- V09 keys ---


def test_v09_a_revoked_key_is_revoked_whatever_the_badge_says_of_its_date(school, look):
    badge = school.badge(created_at=NOW - 300 * DAY, valid_from_at=NOW - 300 * DAY)
    school.publish_keys(revoked_at=NOW - DAY)
    report = look(badge)
    assert report.check("key").code == "KEY_REVOKED"
    assert (report.verdict, report.facts.issuer_confirmed) == (Verdict.FAILED, None)


def test_v09_an_expired_key_does_not_count(school, look):
    badge = school.badge()
    school.publish_keys(expires_at=NOW - DAY)
    report = look(badge)
    assert report.check("key").code == "KEY_EXPIRED"
    assert report.verdict is Verdict.FAILED


def test_v09_before_its_revocation_the_key_held(school, look):
    badge = school.badge()
    school.publish_keys(revoked_at=NOW + DAY)
    document = school.publish_keys(revoked_at=NOW + DAY)
    document["assertionMethod"] = [school.method]
    school.web.put(did_web.document_url(school.did), document)
    assert look(badge).check("key").code == "KEY_GOOD"


# --- V10 sets ---


def test_v10_a_stripped_proof_never_verifies(school, look):
    document = parsed(school.badge())
    del document["proof"]
    report = look(text(document))
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "PROOF_MISSING")


def test_v10_an_empty_set_never_verifies(school, look):
    report = look(text({**parsed(school.badge()), "proof": []}))
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "PROOF_MISSING")


def test_v10_five_hundred_proofs_are_not_looked_at(school, look):
    document = parsed(school.badge())
    document["proof"] = document["proof"] * 500
    report = look(text(document))
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "PROOFS")


def test_v10_every_proof_of_a_set_is_reported(school, look):
    document = school.signed(school.signed(school.unsigned()))
    report = look(text(document))
    assert report.verdict is Verdict.VERIFIED
    assert len([check for check in report.checks if check.name == "proof"]) == 2


def test_v10_one_bad_proof_spoils_the_set(school, look):
    document = school.signed(school.signed(school.unsigned()))
    good = document["proof"][0]["proofValue"]
    document["proof"][1]["proofValue"] = good[:-1] + ("2" if good[-1] != "2" else "3")
    report = look(text(document))
    assert (report.verdict, report.facts.intact) == (Verdict.FAILED, False)


def test_v10_a_proof_of_an_unknown_suite_does_not_spoil_a_good_one(school, look):
    document = parsed(school.badge())
    document["proof"].append({**document["proof"][0], "cryptosuite": "bbs-2023"})
    report = look(text(document))
    assert report.verdict is Verdict.VERIFIED
    assert "SUITE" in codes(report)


def test_v10_a_proof_of_an_unknown_suite_alone_is_not_known(school, look):
    document = parsed(school.badge())
    document["proof"][0]["cryptosuite"] = "bbs-2023"
    report = look(text(document))
    assert (report.verdict, report.facts.intact) == (Verdict.UNKNOWN, None)


def test_v10_a_chain_without_its_first_proof_never_verifies(school, look):
    first = school.signed(school.unsigned(), proof_id="urn:uuid:11111111-1111-4111-8111-111111111111")
    chained = school.signed(first, previous=["urn:uuid:11111111-1111-4111-8111-111111111111"])
    assert look(text(chained)).verdict is Verdict.VERIFIED
    del chained["proof"][0]
    assert look(text(chained)).verdict is Verdict.FAILED


# --- V11 suites and keys ---


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "ecdsa-sd-2023"])
def test_v11_a_relabelled_suite_is_rejected(school, look, suite):
    document = parsed(school.badge())
    document["proof"][0]["cryptosuite"] = suite
    assert look(text(document)).verdict is Verdict.FAILED


def test_v11_a_malleable_signature_is_rejected(school, look):
    order = 2**252 + 27742317777372353535851937790883648493
    document = parsed(school.badge())
    signature = multibase.decode(document["proof"][0]["proofValue"])
    scalar = int.from_bytes(signature[32:], "little") + order
    document["proof"][0]["proofValue"] = multibase.encode_z(signature[:32] + scalar.to_bytes(32, "little"))
    report = look(text(document))
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "SIGNATURE")


@pytest.mark.parametrize("point", [bytes([1]) + bytes(31), bytes(32)])
def test_v11_a_small_order_key_is_rejected(web, look, point):
    weak = "did:key:" + multibase.encode_z(b"\xed\x01" + point)
    school = School(web)
    document = school.signed(school.unsigned())
    document["proof"][0]["verificationMethod"] = did_key.verification_method(weak)
    document["proof"][0]["proofValue"] = multibase.encode_z(point + bytes(32))
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert report.check("key").code == "KEY_WEAK"


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_the_other_suites_verify_too(web, look, suite):
    algorithm = "P-256" if suite.startswith("ecdsa") else "Ed25519"
    school = School(web, key=key_of("other", algorithm))
    report = look(text(school.signed(school.unsigned(), cryptosuite=suite)))
    assert report.verdict is Verdict.VERIFIED


# --- V12 dates ---


@pytest.mark.parametrize(
    ("offset", "verdict"),
    [
        (timedelta(minutes=-5), Verdict.VERIFIED),
        (timedelta(minutes=-5, seconds=-1), Verdict.NOT_YET_VALID),
        (timedelta(days=10, minutes=5), Verdict.VERIFIED),
        (timedelta(days=10, minutes=5, seconds=1), Verdict.EXPIRED),
    ],
)
def test_v12_five_minutes_of_skew_on_either_side(school, look, offset, verdict):
    badge = school.badge(valid_until_at=NOW + 10 * DAY)
    assert look(badge, at=NOW + offset).verdict is verdict


def test_v12_the_skew_is_the_readers(school, look):
    badge = school.badge()
    policy = Policy(skew_seconds=0)
    assert look(badge, at=NOW - timedelta(seconds=1), policy=policy).verdict is Verdict.NOT_YET_VALID


def test_v12_a_leap_second_is_a_moment(school, look):
    document = school.signed(school.unsigned(validFrom="2016-12-31T23:59:60Z"))
    assert look(text(document)).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("value", ["2026-03-01T08:00:00", "2026-03-01", "yesterday", "2026-02-30T00:00:00Z"])
def test_v12_a_date_without_zone_or_calendar_is_not_a_date(school, look, value):
    document = school.signed(school.unsigned(validUntil=value))
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert report.check("dates").outcome is Outcome.FAILED


def test_v12_a_date_without_zone_says_so(school, look):
    document = school.signed(school.unsigned(validFrom="2026-03-01T08:00:00"))
    assert look(text(document)).check("dates").code == "DATES_NO_ZONE"


def test_v12_an_end_before_the_beginning_fails(school, look):
    document = school.signed(school.unsigned(validUntil="2020-01-01T00:00:00Z"))
    report = look(text(document))
    assert (report.verdict, report.check("dates").code) == (Verdict.FAILED, "DATES_REVERSED")


@pytest.mark.parametrize("at", [datetime.min, datetime.max])
def test_v12_the_ends_of_time_are_times(school, look, at):
    assert look(school.badge(), at=at.replace(tzinfo=UTC)).verdict in (
        Verdict.NOT_YET_VALID,
        Verdict.UNKNOWN,
        Verdict.VERIFIED,
    )


# --- V13 status lists ---


def test_v13_a_revoked_badge_is_found(school, look):
    badge = school.badge()
    school.revoke()
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.REVOKED, "STATUS_REVOKED")


def test_v13_a_strangers_list_says_nothing(school, look, web):
    stranger = School(web, host="stranger.example", key=key_of("stranger"))
    stranger.list_url = school.list_url
    badge = school.badge()
    stranger.publish_list()
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_ISSUER")


def test_v13_a_list_in_the_schools_name_by_a_strangers_key_says_nothing(school, look):
    badge = school.badge()
    key = key_of("stranger")
    method = did_key.verification_method(did_key.did(key.public))
    school.web.put(school.list_url, school.signed(school.status_list(), key=key, method=method))
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_UNSIGNED")


def test_v13_an_unsigned_list_says_nothing(school, look):
    badge = school.badge()
    school.web.put(school.list_url, school.status_list())
    assert look(badge).verdict is Verdict.UNKNOWN


def test_v13_an_altered_list_says_nothing(school, look):
    badge = school.badge()
    document = school.signed(school.status_list())
    school.bits.set(9, True)
    document["credentialSubject"]["encodedList"] = school.bits.encode()
    school.web.put(school.list_url, document)
    assert look(badge).verdict is Verdict.UNKNOWN


def test_v13_a_bomb_is_stopped(school, look):
    badge = school.badge()
    document = school.status_list()
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    document["credentialSubject"]["encodedList"] = "u" + multibase.base64url_encode(bomb)
    school.publish_list(document)
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_TOO_LARGE")


@pytest.mark.parametrize("index", ["131072", "-1", "07", "1e3", " 7", 7, None, "٧"])
def test_v13_an_index_out_of_range_or_badly_written_says_nothing(school, look, index):
    document = school.unsigned()
    entry = {
        "id": f"{school.list_url}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": index,
        "statusListCredential": school.list_url,
    }
    report = look(text(school.signed({**document, "credentialStatus": entry})))
    assert report.verdict in (Verdict.UNKNOWN, Verdict.FAILED)


def test_v13_a_stale_list_says_nothing_good(school, look):
    badge = school.badge()
    school.publish_list(school.status_list(validUntil="2026-03-02T00:00:00Z"))
    report = look(badge, at=NOW + 30 * DAY)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_DATES")


def test_v13_a_revocation_in_a_stale_list_still_counts(school, look):
    badge = school.badge()
    school.bits.set(7, True)
    school.publish_list(school.status_list(validUntil="2026-03-02T00:00:00Z"))
    assert look(badge, at=NOW + 30 * DAY).verdict is Verdict.REVOKED


@pytest.mark.parametrize(
    "change", [{"id": "https://school.example/status/2"}, {"type": ["VerifiableCredential"]}]
)
def test_v13_another_list_says_nothing(school, look, change):
    badge = school.badge()
    school.publish_list(school.status_list(**change))
    assert look(badge).verdict is Verdict.UNKNOWN


def test_v13_a_list_for_another_purpose_says_nothing(school, look):
    badge = school.badge()
    document = school.status_list()
    document["credentialSubject"]["statusPurpose"] = "suspension"
    school.publish_list(document)
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_PURPOSE")


@pytest.mark.parametrize("status", [404, 410, 503])
def test_v13_a_site_that_fails_says_nothing(school, look, web, status):
    badge = school.badge()
    web.put(school.list_url, b"sorry", status=status)
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_UNREACHABLE")


def test_v13_an_absent_site_says_nothing(school, look, web):
    badge = school.badge()
    web.take_down(school.list_url)
    report = look(badge)
    assert (report.verdict, report.check("status").outcome) == (Verdict.UNKNOWN, Outcome.UNKNOWN)
    assert report.facts.intact and report.facts.issuer_confirmed


def test_v13_an_unknown_kind_of_status_is_unknown(school, look):
    entry = {"id": "https://school.example/s/1", "type": "SomethingStatus2040"}
    document = school.signed(school.unsigned(credentialStatus=entry), cryptosuite="eddsa-jcs-2022")
    report = look(text(document))
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_KIND")


@pytest.mark.parametrize("types", [["BitstringStatusListEntry"], ["BitstringStatusListEntry", "X"]])
def test_v13_the_kind_may_stand_in_an_array(school, look, types):
    entry = parsed(school.badge())["credentialStatus"]
    document = school.signed(
        school.unsigned(credentialStatus={**entry, "type": types}), cryptosuite="eddsa-jcs-2022"
    )
    assert look(text(document)).check("status").code == "STATUS_GOOD"


@pytest.mark.parametrize("kind", [[], {}, 7, None, [[]]])
def test_v13_a_kind_that_is_none_is_unknown(school, look, kind):
    document = school.unsigned(credentialStatus={"id": "urn:x:1", "type": kind})
    report = look(text(school.signed(document, cryptosuite="eddsa-jcs-2022")))
    assert report.check("status").code == "STATUS_KIND"


def test_v13_every_entry_of_several_is_looked_at(school, look):
    entry = {
        "id": f"{school.list_url}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": school.list_url,
    }
    first = {**entry, "id": f"{school.list_url}#8", "statusListIndex": "8"}
    badge = text(school.signed(school.unsigned(credentialStatus=[first, entry])))
    assert look(badge).verdict is not Verdict.REVOKED
    school.revoke(7)
    assert look(badge).check("status").code == "STATUS_GOOD"
    assert "STATUS_REVOKED" in codes(look(badge))


def test_v13_a_bare_keys_own_list_counts(web, look):
    school = bare_school(web)
    badge = school.badge()
    assert look(badge).check("status").code == "STATUS_GOOD"
    school.revoke()
    assert look(badge).verdict is Verdict.REVOKED


# --- V14 what was taken away ---


@pytest.mark.parametrize("member", ["credentialStatus", "validUntil"])
def test_v14_a_stripped_status_or_end_breaks_the_signature(school, look, member):
    document = parsed(school.badge(valid_until_at=NOW + DAY))
    del document[member]
    report = look(text(document))
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "SIGNATURE")
