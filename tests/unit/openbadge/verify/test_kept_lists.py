"""A status list that was checked before is believed again only with the same keys, and never past its dates."""

from datetime import timedelta

import pytest
from tests.world.schools import NOW, key_of

from openbadge.verify import Verdict
from openbadge.verify.checks import status_list

DAY = timedelta(days=1)


@pytest.fixture
def badge(school, look) -> bytes:
    badge = school.badge()
    assert look(badge).verdict is Verdict.VERIFIED
    return badge


def test_a_list_is_checked_once(badge, look, monkeypatch):
    monkeypatch.setattr(status_list, "check_embedded_proofs", None)
    assert look(badge).verdict is Verdict.VERIFIED


def test_a_bit_set_since_is_seen(badge, school, look):
    school.revoke()
    assert look(badge).verdict is Verdict.REVOKED


def test_a_list_altered_since_is_refused(badge, school, look):
    document = school.signed(school.status_list())
    document["name"] = "Altered"
    school.web.put(school.list_url, document)
    assert look(badge).check("status").code == "STATUS_UNSIGNED"


def test_a_key_replaced_since_signs_nothing(badge, school, look):
    school.key = key_of("another")
    school.publish_keys()
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.FAILED, "STATUS_UNSIGNED")


def test_a_key_revoked_since_signs_nothing(badge, school, look):
    school.publish_keys(revoked_at=NOW)
    assert look(badge).check("status").code == "STATUS_UNSIGNED"


def test_a_key_that_ended_since_signs_nothing(badge, school, look):
    school.publish_keys(expires_at=NOW + DAY)
    assert look(badge).verdict is Verdict.VERIFIED
    assert look(badge, at=NOW + 2 * DAY).check("status").code == "STATUS_UNSIGNED"


def test_keys_that_cannot_be_had_leave_the_list_unbelieved(badge, school, look, web):
    web.take_down(f"https://{school.host}/o/art/did.json")
    assert look(badge).check("status").code != "STATUS_GOOD"


def test_a_list_that_ended_since_is_not_good_news(school, look):
    badge = school.badge()
    school.publish_list(school.status_list(validUntil="2026-03-02T00:00:00Z"))
    codes = [look(badge, at=at).check("status").code for at in (NOW, NOW, NOW + 30 * DAY)]
    assert codes == ["STATUS_GOOD", "STATUS_GOOD", "STATUS_DATES"]
