"""The main job on the user's own list: bad lines told, nobody twice, every file verified, one flipped byte never."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from insigne.awards.models import Award, Credential
from insigne.cli import demo as job
from insigne.cli import demo_world, progress
from openbadge import MapFetcher, verify
from openbadge.outside.fetch import load_map

LIST = (
    "Courriel;Nom;Preuve\n"
    "zelie.ormond@exemple.example;Zélie Ormond;https://exemple.example/preuve\n"
    "pas-une-adresse;Bo;\n"
    "zelie.ormond@exemple.example;Zélie encore;\n"
    "ugo.ormond@exemple.example;Zélie Ormond;\n"
)


@pytest.fixture(autouse=True)
def a_french_terminal() -> Iterator[None]:
    with translation.override("fr"):
        yield


def test_the_users_own_list(
    world: demo_world.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.encode("cp1252"))
    out = tmp_path / "out"
    arguments = argparse.Namespace(csv=path, badge="etre-ponctuel", out=out)
    assert job._job(arguments, world) == 0
    told = capsys.readouterr()
    assert "ligne 3" in told.err
    assert "ligne 4" in told.err
    assert "8 fichiers vérifiés sur 8" in told.out
    assert sorted(file.name for file in out.glob("zelie*")) == [
        f"zelie-ormond{number}.{kind}" for number in ("-2", "") for kind in ("eml", "json", "pdf", "png")
    ]
    assert sorted(Award.objects.values_list("state", flat=True)) == ["accepted", "signed"]
    # The same list again awards nobody again, writes the same credentials, and is told in English to who reads it.
    before = {file.name: file.read_bytes() for file in out.glob("*.json")}
    with translation.override("en"):
        assert job._job(arguments, world) == 0
    told = capsys.readouterr()
    assert "line 3: “pas-une-adresse” is not an email address: correct it." in told.err
    assert "2 people, 2 of whom already had it; 8 files in" in told.out
    assert "8 of 8 files verified." in told.out
    assert Credential.objects.count() == 2
    assert {file.name: file.read_bytes() for file in out.glob("*.json")} == before
    _no_flipped_byte_verifies(out)


def _no_flipped_byte_verifies(out: Path) -> None:
    fetcher = MapFetcher(load_map(out / "documents.json"))
    at = datetime(2100, 1, 1, tzinfo=UTC)
    body = (out / "zelie-ormond.json").read_bytes()
    assert verify(body, fetcher=fetcher, at=at).verdict == "verified"
    assert json.loads(body)["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"
    for place in range(0, len(body), 7):
        flipped = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        assert verify(flipped, fetcher=fetcher, at=at).verdict != "verified", place


@pytest.mark.parametrize(
    ("badge", "text", "said"),
    [
        ("nul-part", "email\na@exemple.example\n", "Aucun badge ne s’appelle «\u00a0nul-part\u00a0»"),
        ("etre-ponctuel", "nom\nAna\n", "courriel"),
        ("etre-ponctuel", None, "liste.csv ne peut pas être ouvert"),
    ],
)
def test_what_cannot_be_done_is_said(
    world: demo_world.World,
    badge: str,
    text: str | None,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "liste.csv"
    if text is not None:
        path.write_text(text)
    assert job._job(argparse.Namespace(csv=path, badge=badge, out=tmp_path / "out"), world) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said_before_anybody_is_awarded(
    world: demo_world.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("email\nana@exemple.example\n")
    assert job._job(argparse.Namespace(csv=path, badge="etre-ponctuel", out=path), world) == 2
    assert f"{path} ne peut pas être ouvert" in capsys.readouterr().err
    assert Award.objects.count() == 0


def test_a_long_list_says_how_far_it_is(
    world: demo_world.World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress, "LONG", 4)
    monkeypatch.setattr(progress, "EVERY", 2)
    path = tmp_path / "liste.csv"
    path.write_text("email\n" + "".join(f"p{number}@exemple.example\n" for number in range(4)))
    assert job._job(argparse.Namespace(csv=path, badge="etre-ponctuel", out=tmp_path / "out"), world) == 0
    assert capsys.readouterr().err.splitlines() == [
        "· signature de 4 badges",
        "· écriture de 4 courriels",
        "· écriture des fichiers de 4 personnes",
        "  2 / 4",
        "  4 / 4",
    ]
