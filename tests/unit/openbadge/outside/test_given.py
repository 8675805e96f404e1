"""Documents given beforehand: the map of `--documents`, and work without any network."""

import json
from pathlib import Path

import pytest

from openbadge.errors import LimitError, MalformedError, UnreachableError
from openbadge.outside.fetch import Document, MapFetcher, OfflineFetcher, load_map

URL = "https://a.example/did.json"


def test_offline_says_so() -> None:
    with pytest.raises(UnreachableError) as caught:
        OfflineFetcher().fetch(URL)
    assert caught.value.code == "OFFLINE"


def test_bytes_are_a_plain_answer() -> None:
    found = MapFetcher({URL: b"{}"}).fetch(URL)
    assert (found.status, found.body, found.content_type, found.final_url) == (
        200,
        b"{}",
        "application/json",
        URL,
    )
    assert found.headers == {"content-type": "application/json"}


def test_a_fragment_does_not_matter() -> None:
    assert MapFetcher({URL: b"{}"}).fetch(URL + "#key-1").body == b"{}"


def test_a_document_has_its_own_status_and_headers() -> None:
    gone = Document(b"", status=410, headers={"retry-after": "5"})
    found = MapFetcher({URL: gone}).fetch(URL)
    assert (found.status, found.headers["retry-after"]) == (410, "5")


def test_the_rest_is_asked_of_the_next() -> None:
    with pytest.raises(UnreachableError):
        MapFetcher({}).fetch(URL)
    assert MapFetcher({}, then=MapFetcher({URL: b"next"})).fetch(URL).body == b"next"
    assert MapFetcher({URL: b"first"}, then=MapFetcher({URL: b"next"})).fetch(URL).body == b"first"


def test_the_size_is_bounded() -> None:
    with pytest.raises(LimitError) as caught:
        MapFetcher({URL: b"12345"}).fetch(URL, max_bytes=4)
    assert caught.value.code == "FETCH_TOO_LARGE"


def written(folder: Path, value: object) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "did.json").write_bytes(b'{"id":1}')
    (folder / "docs" / "badge.jwt").write_bytes(b"a.b.c")
    file = folder / "map.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def test_a_map_file_names_paths_and_answers(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        {
            URL: "docs/did.json",
            "https://a.example/jwt#x": "docs/badge.jwt",
            "https://a.example/absolute": str(tmp_path / "docs" / "did.json"),
            "https://a.example/gone": {"status": 410},
            "https://a.example/all": {
                "file": "docs/did.json",
                "status": 203,
                "content_type": "text/x",
                "headers": {"ETag": "1"},
            },
        },
    )
    fetcher = MapFetcher(load_map(file))
    assert fetcher.fetch(URL).body == b'{"id":1}'
    assert fetcher.fetch("https://a.example/jwt").content_type == "text/plain"
    assert fetcher.fetch("https://a.example/absolute").body == b'{"id":1}'
    gone = fetcher.fetch("https://a.example/gone")
    assert (gone.status, gone.body) == (410, b"")
    whole = fetcher.fetch("https://a.example/all")
    assert (whole.status, whole.content_type, whole.headers["etag"]) == (203, "text/x", "1")


def test_a_file_that_went_away_is_unreachable(tmp_path: Path) -> None:
    fetcher = MapFetcher(load_map(written(tmp_path, {URL: "docs/did.json"})))
    (tmp_path / "docs" / "did.json").unlink()
    with pytest.raises(UnreachableError):
        fetcher.fetch(URL)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ([], "$"),
        ({URL: 1}, f"$['{URL}']"),
        ({URL: {}}, f"$['{URL}']"),
        ({URL: {"fil": "x"}}, f"$['{URL}']"),
        ({URL: "docs/missing.json"}, f"$['{URL}'].file"),
        ({URL: "docs"}, f"$['{URL}'].file"),
        ({URL: {"file": 1}}, f"$['{URL}'].file"),
        ({URL: {"status": True}}, f"$['{URL}'].status"),
        ({URL: {"status": 99}}, f"$['{URL}'].status"),
        ({URL: {"status": 200, "content_type": 1}}, f"$['{URL}'].content_type"),
        ({URL: {"status": 200, "headers": []}}, f"$['{URL}'].headers"),
        ({URL: {"status": 200, "headers": {"a": 1}}}, f"$['{URL}'].headers.a"),
    ],
)
def test_a_wrong_map_says_where(tmp_path: Path, value: object, path: str) -> None:
    with pytest.raises(MalformedError) as caught:
        load_map(written(tmp_path, value))
    assert (caught.value.code, caught.value.path) == ("DOCUMENTS_MAP", path)


def test_a_map_that_is_not_there_or_no_json(tmp_path: Path) -> None:
    with pytest.raises(MalformedError) as caught:
        load_map(tmp_path / "none.json")
    assert caught.value.code == "DOCUMENTS_MAP"
    (tmp_path / "bad.json").write_bytes(b"{")
    with pytest.raises(MalformedError) as caught:
        load_map(tmp_path / "bad.json")
    assert caught.value.code == "JSON_SYNTAX"
