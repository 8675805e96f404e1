"""keygen, sign, bake, unbake, inspect, canon: a badge made and looked at by hand."""

import hashlib
import json
import re
import stat
from pathlib import Path

import pytest
from tests.world.pictures import DOT

from insigne.cli import arguments as insigne
from openbadge.canon import shapes


@pytest.fixture
def unsigned(desk, run):
    """A key, its published document, and an unsigned badge of its issuer."""
    ran = run("keygen", "issuer.key", "--controller", "did:web:kiln.example", "--document", "did.json")
    assert ran.code == 0
    assert "https://kiln.example/.well-known/did.json" in ran.out
    document = desk.school.unsigned(
        issuer={"id": "did:web:kiln.example", "type": ["Profile"], "name": "Kiln"}
    )
    (desk.folder / "unsigned.json").write_text(json.dumps(document))
    (desk.folder / "map.json").write_text('{"https://kiln.example/.well-known/did.json": "did.json"}')
    return document


def test_both_commands_say_which_version_they_are(run, capsys):
    changes = (Path(__file__).parents[4] / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## ([0-9.]+)$", changes, re.MULTILINE)
    assert run("--version").out.strip() == f"openbadge {newest[1]}"
    with pytest.raises(SystemExit):
        insigne.parser().parse_args(["--version"])
    assert capsys.readouterr().out.strip() == f"insigne {newest[1]}"


def test_a_badge_from_key_to_verified_picture(desk, run, unsigned):
    (desk.folder / "art.png").write_bytes(DOT)
    signing = ("sign", "--key", "issuer.key", "--created", "2026-03-01", "unsigned.json", "-o", "signed.json")
    assert run(*signing).code == 0
    assert run("bake", "--image", "art.png", "signed.json").code == 0
    checking = ("verify", "--json", "--offline", "--documents", "map.json", "--at", "2026-04-01")
    ran = run(*checking, "signed.json", "art-baked.png")
    assert [line["verdict"] for line in ran.lines] == ["verified", "verified"]
    assert run("unbake", "art-baked.png", "-o", "out.json").code == 0
    assert (desk.folder / "out.json").read_bytes() == (desk.folder / "signed.json").read_bytes().strip()


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_signing_with_each_suite_of_the_key(desk, run, unsigned, suite):
    assert run("sign", "--key", "issuer.key", "--suite", suite, "unsigned.json", "-o", "s.json").code == 0
    assert json.loads((desk.folder / "s.json").read_text())["proof"][0]["cryptosuite"] == suite


def test_a_suite_that_the_key_cannot_sign_says_so(desk, run, unsigned):
    ran = run("sign", "--key", "issuer.key", "--suite", "ecdsa-rdfc-2019", "unsigned.json", "-o", "s.json")
    assert ran.code == 1
    assert "KEY_SUITE" in ran.err
    assert not (desk.folder / "s.json").exists()


def test_a_curve_key_signs(desk, run, unsigned):
    assert run("keygen", "curve.key", "--algorithm", "P-256").code == 0
    signing = ("sign", "--key", "curve.key", "--suite", "ecdsa-jcs-2019", "unsigned.json", "-o", "s.json")
    assert run(*signing).code == 0


def test_what_would_stay_unsigned_is_refused(desk, run, unsigned):
    (desk.folder / "odd.json").write_text(json.dumps({**unsigned, "grade": "A"}))
    ran = run("sign", "--key", "issuer.key", "odd.json")
    assert (ran.code, ran.out) == (1, "")
    assert "DATA_LOSS" in ran.err


def test_a_key_file_is_for_its_owner_and_never_overwritten(desk, run):
    assert run("keygen", "a.key").code == 0
    file = desk.folder / "a.key"
    before = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    ran = run("keygen", "a.key")
    assert ran.code == 2
    assert file.read_bytes() == before
    assert json.loads(before)["secretKeyMultibase"].startswith("z")


def test_two_keys_are_two(desk, run):
    run("keygen", "a.key")
    run("keygen", "b.key")
    assert (desk.folder / "a.key").read_bytes() != (desk.folder / "b.key").read_bytes()


def test_a_file_that_is_no_key_is_said_to_be_none(desk, run):
    ran = run("sign", "--key", desk.badge, desk.badge)
    assert (ran.code, ran.out) == (1, "")
    assert "keygen" in ran.err


def test_unbaking_a_picture_without_badge(desk, run):
    (desk.folder / "dot.png").write_bytes(DOT)
    ran = run("unbake", "dot.png", "-o", "x.json")
    assert ran.code == 1
    assert "BAKE_NONE" in ran.err
    assert not (desk.folder / "x.json").exists()


def test_inspect_shows_and_judges_nothing(desk, run):
    ran = run("inspect", desk.badge)
    assert ran.code == 0
    assert "unproven" in ran.out
    assert "School of Art — did:web:school.example:o:art" in ran.out
    assert json.loads(run("inspect", "--json", desk.badge).out) == json.loads(desk.badge.read_bytes())
    assert "sans preuve" in run("inspect", "--lang", "fr", desk.badge).out


def test_canon_is_the_text_that_is_signed(desk, run, unsigned):
    text = shapes.canonical_bytes(unsigned)
    assert run("canon", "unsigned.json", "-o", "out.nq").code == 0
    assert (desk.folder / "out.nq").read_bytes() == text
    assert run("canon", "--hash", "unsigned.json", "-o", "out.txt").code == 0
    assert (desk.folder / "out.txt").read_text().strip() == hashlib.sha256(text).hexdigest()
    assert run("canon", "--form", "jcs", "unsigned.json", "-o", "out.jcs").code == 0
    assert json.loads((desk.folder / "out.jcs").read_text()) == unsigned


def test_canon_leaves_the_proof_out_unless_asked(desk, run):
    run("canon", desk.badge, "-o", "without.nq")
    run("canon", "--form", "jcs", "--with-proof", desk.badge, "-o", "with.jcs")
    assert b"proofValue" not in (desk.folder / "without.nq").read_bytes()
    assert b"proofValue" in (desk.folder / "with.jcs").read_bytes()


@pytest.mark.parametrize("command", ["inspect", "unbake", "canon"])
def test_a_file_that_is_not_there(desk, run, command):
    ran = run(command, "absent")
    assert ran.code == 2
    assert "absent" in ran.err


@pytest.mark.parametrize("command", ["verify", "inspect", "sign", "bake", "unbake", "keygen", "canon"])
def test_every_help_teaches_by_an_example(run, command):
    ran = run(command, "--help")
    assert ran.code == 0
    assert command == "verify" or f"openbadge {command}" in ran.out.split("options:")[1]


def test_writing_where_one_may_not(desk, run):
    ran = run("canon", desk.badge, "-o", desk.folder / "no" / "such" / "folder")
    assert ran.code == 2
    assert "cannot be written" in ran.err
