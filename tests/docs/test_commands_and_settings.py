"""What the README and the operator's pages say exists: commands, options, settings; and nothing else does."""

import re
from pathlib import Path

import pytest

from insigne.cli.arguments import parser

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
RUN = (ROOT / "run").read_text()


def test_every_run_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"\./run (\w+)", README + (ROOT / "CONTRIBUTING.md").read_text()))
    known = set(re.findall(r"^(\w+)\)", RUN, re.MULTILINE))
    assert named <= known
    assert known == {"demo", "serve", "test", "check", "bench", "docs"}


def test_the_readmes_demo_line_is_understood() -> None:
    (line,) = re.findall(r"^\./run (demo --once --csv .+)$", README, re.MULTILINE)
    arguments = parser().parse_args(line.split())
    assert (arguments.once, arguments.badge, str(arguments.out)) == (True, "code-game-jam-2026", "out")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_settings_and_their_page_say_the_same(language: str) -> None:
    sources = (ROOT / "src/insigne/config/settings.py").read_text()
    read = set(re.findall(r'env\.read\("([A-Z_]+)"', sources))
    page = (ROOT / f"docs/{language}/operator.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) == read


def test_the_version_is_read_from_the_changelog() -> None:
    first = re.search(r"^## (\d+\.\d+\.\d+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first is not None
    assert 'path = "CHANGELOG.md"' in (ROOT / "pyproject.toml").read_text()


def test_lock_files_name_no_address() -> None:
    for path in [*(ROOT / "requirements").glob("*.txt"), ROOT / "frontend" / "package-lock.json"]:
        assert not re.search(
            r"https?://(?!opencollective|github|www\.patreon|tidelift|feross)", path.read_text()
        ), path.name
