"""Every example of the documentation is run: Python blocks as one session a page, commands in a folder of their own.

A ```python block with `>>>` is a doctest. In a ```console block, each line that begins with `$ openbadge` is run,
and what follows it is what it must print; a line `…` stands for the rest.
"""

import doctest
import json
import re
import shlex
from pathlib import Path

import pytest
from tests.docs import codes
from tests.world.pictures import DOT
from tests.world.schools import School
from tests.world.web import Web

import openbadge
from openbadge.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(
    page
    for language in ("en", "fr")
    for page in [DOCS / language / "library.md", *(DOCS / language / "library").glob("*.md")]
)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
FLAGS = doctest.IGNORE_EXCEPTION_DETAIL | doctest.NORMALIZE_WHITESPACE


def name(page: Path) -> str:
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_python_examples_run(page, capsys):
    blocks = PYTHON.findall(page.read_text("utf-8"))
    session = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name(page), str(page), 0)
    with capsys.disabled():
        results = doctest.DocTestRunner(optionflags=FLAGS).run(session)
    assert results.failed == 0
    assert session.examples or page.name in ("library.md", "codes.md")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_print_what_the_page_says(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    (tmp_path / "art.png").write_bytes(DOT)
    (tmp_path / "unsigned.json").write_text(json.dumps(School(Web()).unsigned()))
    (tmp_path / "documents.json").write_text('{"https://school.example/o/art/did.json": "did.json"}')
    for block in CONSOLE.findall(page.read_text("utf-8")):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, expected = step.partition("\n")
            words = shlex.split(command)
            assert words[0] == "openbadge"
            assert main(words[1:]) == 0, command
            printed = capsys.readouterr().out
            if expected.rstrip().endswith("…"):
                assert printed.startswith(expected.rstrip().removesuffix("…")), command
            else:
                assert printed == expected, command


def test_both_languages_have_the_same_pages_and_the_same_examples():
    for page in sorted((DOCS / "en" / "library").glob("*.md")):
        other = DOCS / "fr" / "library" / page.name
        codes = [
            [example.source for block in PYTHON.findall(each.read_text("utf-8")) for example in parsed(block)]
            for each in (page, other)
        ]
        assert [line.replace('"fr"', '"en"') for line in codes[1]] == codes[0], page.name


def parsed(block):
    return doctest.DocTestParser().get_examples(block)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_is_documented(language):
    page = DOCS / language / "library" / "codes.md"
    assert page.read_text("utf-8") == codes.page(language), "python -m tests.docs.codes writes the pages anew"


@pytest.mark.parametrize("page", [*PAGES, *(DOCS / "formats").glob("*.md")], ids=name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_package_shows_an_example_that_runs():
    results = doctest.testmod(openbadge, optionflags=FLAGS)
    assert results.attempted > 10
    assert results.failed == 0


def test_every_public_name_can_be_had():
    assert all(getattr(openbadge, public) is not None for public in openbadge.__all__)
    assert len(openbadge.__all__) < 20
