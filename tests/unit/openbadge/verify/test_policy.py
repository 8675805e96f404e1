"""The verdict is the gravest thing that stands against a badge, and the reader may shift what is grave."""

import pytest

from openbadge.verify.policy import GRAVITY, Policy, TrustedIssuer
from openbadge.verify.report import Check, Facts, Outcome, Verdict

GOOD = Facts(intact=True, issuer_confirmed=True)


def check(name, outcome, code="X"):
    return Check(name, outcome, code, "a clause")


REVOKED = check("status", Outcome.FAILED, "STATUS_REVOKED")
EXPIRED = check("dates", Outcome.FAILED, "DATES_EXPIRED")
EARLY = check("dates", Outcome.FAILED, "DATES_NOT_YET")
BROKEN = check("proof", Outcome.FAILED, "SIGNATURE")
OPEN = check("status", Outcome.UNKNOWN, "STATUS_UNREACHABLE")


@pytest.mark.parametrize(
    ("facts", "checks", "verdict"),
    [
        (GOOD, [], Verdict.VERIFIED),
        (GOOD, [check("status", Outcome.SKIPPED)], Verdict.VERIFIED),
        (Facts(True, False), [], Verdict.INTACT),
        (Facts(True, None), [], Verdict.INTACT),
        (Facts(None, None), [], Verdict.UNKNOWN),
        (Facts(False, True), [], Verdict.FAILED),
        (GOOD, [OPEN], Verdict.UNKNOWN),
        (Facts(True, False), [OPEN], Verdict.UNKNOWN),
        (GOOD, [EARLY, OPEN], Verdict.NOT_YET_VALID),
        (GOOD, [EXPIRED, OPEN], Verdict.EXPIRED),
        (GOOD, [EXPIRED, REVOKED], Verdict.REVOKED),
        (GOOD, [REVOKED, BROKEN], Verdict.FAILED),
        (GOOD, [check("issuer", Outcome.FAILED)], Verdict.VERIFIED),
        (GOOD, [check("endorsement", Outcome.FAILED)], Verdict.VERIFIED),
        (GOOD, [check("recipient", Outcome.FAILED, "RECIPIENT_MISMATCH")], Verdict.FAILED),
        (GOOD, [check("anything new", Outcome.UNKNOWN)], Verdict.UNKNOWN),
    ],
)
def test_the_gravest_thing_is_named(facts, checks, verdict):
    assert Policy().verdict(facts, checks) is verdict
    assert Policy().verdict(facts, checks[::-1]) is verdict


def test_every_verdict_but_unreadable_has_its_gravity():
    assert {*GRAVITY, Verdict.UNREADABLE} == set(Verdict)


def test_a_required_check_must_have_passed():
    policy = Policy(require=frozenset({"status"}))
    assert policy.verdict(GOOD, [check("status", Outcome.SKIPPED)]) is Verdict.UNKNOWN
    assert policy.verdict(GOOD, [check("status", Outcome.PASSED)]) is Verdict.VERIFIED


def test_the_trust_list_binds_an_issuer_to_keys():
    policy = Policy(trust_list=(TrustedIssuer("https://a.example", frozenset({"zKey"})),))
    assert policy.trusts("https://a.example", "https://a.example#1", "zKey")
    assert not policy.trusts("https://a.example", "https://a.example#1", "zOther")
    assert not policy.trusts("https://b.example", "zKey")


def test_an_issuer_without_keys_is_its_own_key_or_nothing():
    policy = Policy(trust_list=(TrustedIssuer("did:key:z1"), TrustedIssuer("https://a.example")))
    assert policy.trusts("did:key:z1", "did:key:z1#z1")
    assert not policy.trusts("did:key:z1", "did:key:z2#z2")
    assert not policy.trusts("https://a.example", "https://a.example#1")
