"""`openbadge verify`: its answers, its exit codes, its words."""

import io
import json

import pytest
from tests.world.hosted import HostedSchool
from tests.world.pictures import DOT, SVG
from tests.world.schools import LEA, bare_school

from openbadge import baking
from openbadge.cli import main
from openbadge.keys import did_web
from openbadge.verify.report import Verdict

AT = "2026-04-01T00:00:00Z"


@pytest.fixture
def check(desk, run):
    """Run `verify --json --offline` with the desk's documents."""

    def check(*arguments):
        return run("verify", "--json", "--offline", "--documents", desk.documents, "--at", AT, *arguments)

    return check


def test_one_object_a_line_with_exactly_the_members_promised(desk, check):
    ran = check(desk.badge)
    assert ran.code == 0
    (line,) = ran.lines
    assert list(line) == ["file", "verdict", "facts", "checks"]
    assert line["file"] == str(desk.badge)
    assert line["verdict"] == "verified"
    assert line["facts"] == {"intact": True, "issuer_confirmed": True}
    assert line["checks"]
    for each in line["checks"]:
        assert list(each) == ["name", "outcome", "code", "message", "source"]
        assert each["outcome"] in ("PASSED", "FAILED", "UNKNOWN", "SKIPPED")
        assert all(isinstance(value, str) and value for value in each.values())


@pytest.mark.parametrize(("picture", "suffix"), [(DOT, "png"), (SVG, "svg")], ids=["png", "svg"])
def test_a_baked_badge_is_verified(desk, check, picture, suffix):
    file = desk.folder / f"badge.{suffix}"
    file.write_bytes(baking.bake(picture, desk.badge.read_bytes()))
    assert check(file).lines[0]["verdict"] == "verified"


def test_every_file_is_answered_and_one_that_is_not_verified_makes_the_code_one(desk, check):
    (desk.folder / "note.txt").write_text("Nothing here.")
    (desk.folder / "dot.png").write_bytes(DOT)
    ran = check("note.txt", desk.badge, "dot.png", "absent.json")
    assert ran.code == 1
    assert [line["verdict"] for line in ran.lines] == ["unreadable", "verified", "unreadable", "unreadable"]


def test_a_recipient_that_matches_and_one_that_does_not(desk, check):
    assert check("--recipient", LEA, desk.badge).code == 0
    assert check("--recipient", " LEA@example.org ", desk.badge).code == 0
    ran = check("--recipient", "eve@example.org", desk.badge)
    assert (ran.code, ran.lines[0]["verdict"]) == (1, "failed")
    (recipient,) = [each for each in ran.lines[0]["checks"] if each["name"] == "recipient"]
    assert (recipient["outcome"], recipient["code"]) == ("FAILED", "RECIPIENT_MISMATCH")


def test_at_another_time(desk, run):
    common = ("verify", "--json", "--offline", "--documents", desk.documents)
    assert run(*common, "--at", "2020-01-01", desk.badge).lines[0]["verdict"] == "not_yet_valid"


def test_a_revoked_badge(desk, check):
    desk.school.revoke()
    desk.map()
    ran = check(desk.badge)
    assert (ran.code, ran.lines[0]["verdict"]) == (1, "revoked")


def test_offline_without_documents_nothing_is_known(desk, run):
    ran = run("verify", "--json", "--offline", desk.badge)
    assert (ran.code, ran.lines[0]["verdict"]) == (1, "unknown")
    assert ran.lines[0]["facts"]["intact"] is None


def test_a_document_may_answer_with_a_status(desk, check):
    school = HostedSchool(desk.school.web)
    file = desk.folder / "hosted.json"
    file.write_bytes(school.file())
    pages = {}
    for number, url in enumerate([school.issuer_url, school.badge_url, school.assertion_url]):
        name = f"page-{number}.json"
        (desk.folder / name).write_bytes(school.web.pages[url].body)
        pages[url] = {"file": name, "status": 200, "content_type": "application/ld+json", "headers": {}}
    desk.map(**pages)
    assert check(file).lines[0]["verdict"] == "verified"
    desk.map(**{**pages, school.assertion_url: {"status": 410}})
    assert check(file).lines[0]["verdict"] == "revoked"


def test_a_bare_key_is_confirmed_on_the_users_word(desk, check):
    school = bare_school(desk.school.web)
    file = desk.folder / "bare.json"
    file.write_bytes(school.badge())
    url = school.list_url
    (desk.folder / "bare-list.json").write_bytes(school.web.pages[url].body)
    desk.map(**{url: "bare-list.json"})
    assert check(file).lines[0]["verdict"] == "intact"
    assert check("--trust", school.did, file).lines[0]["verdict"] == "verified"
    assert check("--trust", f"{school.did}={school.key.public.multikey}", file).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        ("verify", "--at", "soon", "badge.json"),
        ("verify", "--colour", "badge.json"),
        ("verify", "--documents", "absent.json", "badge.json"),
        ("conjure",),
        (),
    ],
)
def test_wrong_usage_is_two(desk, run, arguments):
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err


def test_a_map_that_is_wrong_says_where(desk, run):
    desk.documents.write_text(json.dumps({"https://school.example/x": {"file": 7}}))
    ran = run("verify", "--offline", "--documents", desk.documents, desk.badge)
    assert ran.code == 2
    assert "documents.json" in ran.err


def test_plain_words_in_english_and_in_french(desk, run, monkeypatch):
    common = ("verify", "--offline", "--documents", desk.documents, "--at", AT, desk.badge)
    english = run(*common).out
    assert "VERIFIED" in english
    assert "“Pottery”, issued by School of Art" in english
    assert "What was checked and is good" in english
    french = run(*common, "--lang", "fr").out
    assert "VÉRIFIÉ" in french
    assert "Ce qui a été contrôlé et va bien" in french
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert run(*common).out == french
    monkeypatch.setenv("LC_ALL", "C")
    assert run(*common).out == english


def test_plain_words_say_what_could_not_be_checked_and_what_to_do(desk, run):
    ran = run("verify", "--offline", desk.badge)
    assert "What could not be checked" in ran.out
    assert "Try again later." in ran.out
    assert "unproven" in ran.out


def test_a_hostile_badge_cannot_drive_the_terminal(desk, run):
    document = desk.school.unsigned(name="x")
    document["credentialSubject"]["achievement"]["name"] = "\x1b[2J\x1b]0;owned\x07\u202eVERIFIED"
    file = desk.folder / "evil\x1b[31m.json"
    file.write_text(json.dumps(document))
    ran = run("verify", "--offline", file)
    assert not set(ran.out) & {"\x1b", "\x07", "\u202e"}


def test_the_help_names_every_verdict(run):
    ran = run("verify", "--help")
    assert ran.code == 0
    assert all(f"  {verdict.value} " in ran.out for verdict in Verdict)


def test_the_worlds_did_document_has_an_address(desk):
    assert did_web.document_url(desk.school.did) in desk.documents.read_text()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_no_calendar_has_is_wrong_usage(desk, run, at):
    ran = run("verify", desk.badge, "--at", at)
    assert (ran.code, at in ran.err) == (2, True)


def test_a_recipient_that_is_no_text_is_not_the_earner(desk, check):
    line = check(desk.badge, "--recipient", "\udcff@example.org").lines[0]
    assert line["verdict"] == "failed"


def test_json_is_printed_whatever_the_terminal_can_show(desk, monkeypatch):
    printed = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", printed)
    code = main(["verify", "--json", "--offline", "--lang", "fr", str(desk.badge)])
    printed.flush()
    line = json.loads(printed.buffer.getvalue())
    assert (code, line["verdict"]) == (1, "unknown")
    assert "é" in str(line["checks"])


def test_a_long_name_does_not_hide_who_issued(desk, run):
    document = desk.school.unsigned()
    document["credentialSubject"]["achievement"]["name"] = "A badge of a famous university " * 9
    desk.badge.write_text(json.dumps(desk.school.signed(document)))
    assert f"({desk.school.did})" in run("verify", "--offline", desk.badge).out.replace("\n", " ")
