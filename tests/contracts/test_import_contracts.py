"""Each import contract of pyproject.toml catches a violation of its own, planted in a copy of the source."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

PLANTED = {
    "library-layers": ("openbadge/model/planted_layer.py", "openbadge.formats.detect"),
    "library-purity": ("openbadge/keys/planted_socket.py", "socket"),
    "library-alone": ("openbadge/verify/planted_server.py", "insigne.kernel.ids"),
    "server-layers": ("insigne/orgs/planted_layer.py", "insigne.awards.events"),
    "same-door": ("insigne/passport/planted_door.py", "insigne.awards.services"),
    "private-keys": ("insigne/awards/planted_key.py", "openbadge.keys.key"),
    **{
        f"own-tables-{context}": (
            f"insigne/{'api' if context != 'kernel' else 'orgs'}/planted_{context}.py",
            f"insigne.{context}.models",
        )
        for context in ("kernel", "people", "orgs", "catalogue", "signing", "awards", "delivery", "passport")
    },
}
"""Contract → (a new file, what it imports)."""


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run every contract on the `src` of `folder`."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    command = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder / "src",
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def _copy(folder: Path) -> Path:
    shutil.copytree(
        ROOT / "src",
        folder / "src",
        ignore=shutil.ignore_patterns("__pycache__", "built", "collected", "node_modules", "*.egg-info"),
    )
    return folder / "src"


def _sections(output: str) -> dict[str, str]:
    """Return what the report says under the name of each broken contract."""
    explained = output.partition("Broken contracts")[2]
    names = [re.escape(contract["name"]) for contract in CONTRACTS]
    pieces = re.split(rf"^({'|'.join(names)})$", explained, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the linter says of a copy with every violation planted at once."""
    folder = tmp_path_factory.mktemp("planted")
    source = _copy(folder)
    for path, imported in PLANTED.values():
        if (source / imported.replace(".", "/")).parent.exists() or "." not in imported:
            (source / path).write_text(f"import {imported}\n")
    done = _lint(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    return _sections(done.stdout)


def test_every_contract_has_a_violation_to_catch() -> None:
    assert {contract["id"] for contract in CONTRACTS} <= set(PLANTED)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["id"])
def test_the_contract_catches_its_own_violation(contract: dict[str, str], report: dict[str, str]) -> None:
    path, imported = PLANTED[contract["id"]]
    importer = path.removesuffix(".py").replace("/", ".")
    said = report.get(contract["name"], "")
    assert f"{importer} -> {imported}" in said, said or sorted(report)


def test_the_source_as_it_is_keeps_every_contract(tmp_path: Path) -> None:
    _copy(tmp_path)
    done = _lint(tmp_path)
    assert done.returncode == 0, done.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_a_room_that_no_contract_knows_is_refused(tmp_path: Path) -> None:
    room = _copy(tmp_path) / "insigne" / "basement"
    room.mkdir()
    (room / "__init__.py").write_text("")
    done = _lint(tmp_path)
    assert done.returncode != 0
    assert "basement" in done.stdout + done.stderr
