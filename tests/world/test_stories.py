"""The whole way in memory: a school awards, Léa carries the badge in a file, a reader verifies the file.

Then everything that may go wrong on the way: the web, the file, and Mallory. No file ever says "verified"
unless the school's own key signed every word of it.
"""

from datetime import timedelta

import pytest
from tests.world.learners import KINDS, Learner, blank
from tests.world.schools import LEA, NOW, School
from tests.world.strangers import Impostor
from tests.world.web import Web

from openbadge import baking
from openbadge.keys import did_web
from openbadge.verify import Report, verify


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def school(web: Web) -> School:
    return School(web)


@pytest.fixture
def learner(school: School) -> Learner:
    return Learner(LEA, school.badge())


def read(web: Web, data: bytes, **options: str) -> Report:
    return verify(data, fetcher=web, at=NOW + timedelta(hours=1), recipient=options.get("recipient"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_badge_is_verified_in_every_file_that_carries_it(web: Web, learner: Learner, kind: str) -> None:
    report = read(web, learner.file(kind), recipient=LEA)
    assert (report.verdict, report.facts.intact, report.facts.issuer_confirmed) == ("verified", True, True)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_nobody_elses(web: Web, learner: Learner, kind: str) -> None:
    assert read(web, learner.file(kind), recipient="mallory@example.org").verdict == "failed"


@pytest.mark.parametrize("kind", KINDS)
def test_a_revocation_reaches_every_file(web: Web, school: School, learner: Learner, kind: str) -> None:
    file = learner.file(kind)
    school.revoke()
    assert read(web, file).verdict == "revoked"


FAULTS = {
    "silent": None,
    "not found": 404,
    "broken": 500,
    "tired": 503,
    "forbidden": 403,
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("what", ["keys", "list"])
def test_a_web_that_fails_never_makes_a_badge_green(
    web: Web, school: School, learner: Learner, what: str, fault: str
) -> None:
    url = did_web.document_url(school.did) if what == "keys" else school.list_url
    status = FAULTS[fault]
    if status is None:
        web.take_down(url)
    else:
        web.put(url, web.pages[url].body, status=status)
    report = read(web, learner.badge)
    assert report.verdict in {"unknown", "intact", "failed"}
    assert url in web.asked


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"<html>", b"\xff\xfe", b"[" * 100_000, b"null"])
@pytest.mark.parametrize("what", ["keys", "list"])
def test_a_web_that_talks_nonsense_never_makes_a_badge_green(
    web: Web, school: School, learner: Learner, what: str, body: bytes
) -> None:
    web.put(did_web.document_url(school.did) if what == "keys" else school.list_url, body)
    assert read(web, learner.badge).verdict in {"unknown", "intact", "failed"}


FORGERIES = tuple(Impostor(Web(), School(Web())).forgeries())


@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("kind", KINDS)
def test_mallory_is_never_taken_for_the_school(web: Web, school: School, name: str, kind: str) -> None:
    forged = Impostor(web, school).forgeries()[name]()
    report = read(web, Learner(LEA, forged).file(kind))
    assert report.verdict not in {"verified", "expired", "revoked"}
    assert report.facts.issuer_confirmed is not True or report.facts.intact is not True


def test_a_name_that_looks_alike_is_shown_by_its_own_address(web: Web, school: School) -> None:
    report = read(web, Impostor(web, school).same_name())
    assert report.credential is not None
    assert report.credential.issuer.id != school.did


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_an_empty_file_is_unreadable(web: Web, kind: str) -> None:
    report = read(web, blank(kind))
    assert (report.verdict, report.checks[0].code) == ("unreadable", "BAKE_NONE")


def test_m01_two_badges_in_one_picture_are_no_badge(web: Web, school: School, learner: Learner) -> None:
    """One picture, two credentials: a reader that takes the first and one that takes the last would disagree."""
    one = learner.file("png")
    other = baking.bake(blank("png"), Impostor(web, school).same_name())
    forged = one[:-12] + other[33 : other.index(b"IDAT") - 4] + one[-12:]
    report = read(web, forged)
    assert (report.verdict, report.checks[0].code) == ("unreadable", "BAKE_DUPLICATE")


def test_m09_a_page_proves_nothing_of_what_it_shows(web: Web, learner: Learner) -> None:
    report = read(web, learner.file("pdf"))
    assert "VISUAL_UNPROVEN" in [check.code for check in report.checks]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_byte_changed_anywhere_in_a_file_never_makes_another_badge_green(
    web: Web, learner: Learner, kind: str
) -> None:
    file = learner.file(kind)
    badge = file.index(learner.badge)
    for at in range(badge, badge + len(learner.badge), 61):
        changed = bytearray(file)
        changed[at] ^= 0x01
        assert read(web, bytes(changed)).verdict != "verified", at
