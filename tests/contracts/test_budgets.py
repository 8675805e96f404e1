"""The house's hard caps: lines a file, lines a function, annotations, package cycles, names.

An exception has one line with its reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 400
FUNCTION_LINES = 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
EXCEPTIONS: dict[str, str] = {}
"""What passes a cap ("path", or "path:function"), and why. Empty is the aim."""

SOURCES = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "demo", "docs", "frontend", "requirements")
    for path in (ROOT / folder).rglob("*.py")
    if not {"migrations", "node_modules", "built", "collected"} & set(path.parts)
)


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _over_long_files(paths: list[Path]) -> list[str]:
    counts = {_named(path): len(path.read_text().splitlines()) for path in paths}
    return [f"{name}: {count} lines" for name, count in counts.items() if count > FILE_LINES]


def _over_long_functions(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        for node in _functions(path):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > FUNCTION_LINES:
                found.append(f"{_named(path)}:{node.name}: {count} lines")
    return found


def _unexcused(found: list[str]) -> list[str]:
    return [one for one in found if one.rpartition(": ")[0] not in EXCEPTIONS]


def test_there_is_something_to_measure() -> None:
    assert len(SOURCES) > 100


def test_no_file_is_longer_than_the_cap() -> None:
    assert _unexcused(_over_long_files(SOURCES)) == []


def test_no_function_is_longer_than_the_cap() -> None:
    assert _unexcused(_over_long_functions(SOURCES)) == []


def test_every_exception_is_still_needed() -> None:
    found = {one.rpartition(": ")[0] for one in _over_long_files(SOURCES) + _over_long_functions(SOURCES)}
    assert set(EXCEPTIONS) <= found
    assert all(EXCEPTIONS.values())


def test_every_function_says_what_it_returns_and_takes() -> None:
    bare = []
    for path in SOURCES:
        if ROOT / "src" not in path.parents:
            continue
        for node in _functions(path):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            unsaid = [
                one.arg for one in arguments if one.annotation is None and one.arg not in ("self", "cls")
            ]
            if node.returns is None or unsaid:
                bare.append(f"{_named(path)}:{node.name} {unsaid}")
    assert bare == []


def test_every_file_says_what_it_is() -> None:
    silent = [
        _named(path)
        for path in SOURCES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [_named(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []
    folders = {part for path in SOURCES for part in path.relative_to(ROOT).parts[:-1]}
    assert folders & FORBIDDEN_NAMES == set()


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    left = [_named(path) for path in SOURCES if marks.search(path.read_text())]
    assert left == []


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """The imports of both packages, those under TYPE_CHECKING included."""
    return grimp.build_graph("openbadge", "insigne", cache_dir=None)


def _packages(graph: grimp.ImportGraph) -> set[str]:
    return {module.rpartition(".")[0] for module in graph.modules if "." in module}


def _mutual_pairs(graph: grimp.ImportGraph) -> list[tuple[str, str]]:
    """Return the pairs of packages, neither inside the other, that import each other directly."""
    packages = _packages(graph)
    arrows = set()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            arrows |= {
                (here, there)
                for here in _around(importer, packages)
                for there in _around(imported, packages)
                if not f"{here}.".startswith(f"{there}.") and not f"{there}.".startswith(f"{here}.")
            }
    return sorted((a, b) for a, b in arrows if a < b and (b, a) in arrows)


def _around(module: str, packages: set[str]) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:n]) for n in range(2, len(parts) + 1)} & packages


def test_no_two_packages_import_each_other(graph: grimp.ImportGraph) -> None:
    assert _mutual_pairs(graph) == []


def test_the_measures_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / "long.py"
    long.write_text("def endless() -> None:\n" + "    print()\n" * FILE_LINES)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert _over_long_files([long]) == ["long.py: 401 lines"]
    assert _over_long_functions([long]) == ["long.py:endless: 401 lines"]
    planted = grimp.ImportGraph()
    planted.add_import(importer="town.bakery.oven", imported="town.mill.stones")
    planted.add_import(importer="town.mill.flour", imported="town.bakery.till")
    assert _mutual_pairs(planted) == [("town.bakery", "town.mill")]
