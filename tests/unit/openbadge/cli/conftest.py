"""A folder with a school's files, and the command run in it as a person would."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.world.schools import School
from tests.world.web import Web

from openbadge.cli import main
from openbadge.keys import did_web


@dataclass
class Ran:
    """What a run left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Desk:
    """A folder: a badge, and the map of the documents that its verification needs."""

    folder: Path
    school: School
    badge: Path
    documents: Path

    def map(self, **more: object) -> None:
        """Write the map, and the files it names, from the school's present pages."""
        pages = {
            did_web.document_url(self.school.did): "did.json",
            self.school.list_url: {"file": "list.json", "status": 200},
        }
        for url, entry in pages.items():
            name = entry if isinstance(entry, str) else entry["file"]
            (self.folder / name).write_bytes(self.school.web.pages[url].body)
        self.documents.write_text(json.dumps({**pages, **more}))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    school = School(Web())
    badge = tmp_path / "badge.json"
    badge.write_bytes(school.badge())
    desk = Desk(tmp_path, school, badge, tmp_path / "documents.json")
    desk.map()
    return desk


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
