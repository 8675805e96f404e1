"""insigne.config.environment: where files and counts are kept, and the sentence of each wrong address."""

from importlib import util
from pathlib import Path

import pytest

from insigne.config import environment

DATA = Path("/data")


def test_files_are_in_a_folder_when_nothing_is_said() -> None:
    assert environment.storage("", DATA)["OPTIONS"] == {"location": DATA / "files"}
    assert environment.storage("file:///srv/badges%20files", DATA)["OPTIONS"] == {
        "location": Path("/srv/badges files")
    }


def test_an_s3_address_says_all_that_the_storage_needs() -> None:
    found = environment.storage(
        "s3://KEY:SE%2FCRET@badges/some/where?endpoint=https://s3.example.org&region=fr-par", DATA
    )
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"] == {
        "bucket_name": "badges",
        "location": "some/where",
        "access_key": "KEY",
        "secret_key": "SE/CRET",
        "endpoint_url": "https://s3.example.org",
        "region_name": "fr-par",
        "addressing_style": "path",
        "default_acl": None,
        "file_overwrite": True,
    }


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3:///prefix", "write s3://BUCKET"),
        ("gs://bucket", "write s3://BUCKET"),
        ("bucket", "write s3://BUCKET"),
        ("s3://bucket?acl=public-read", "knows two options"),
    ],
)
def test_a_wrong_place_for_files_stops_the_start_with_a_sentence(url: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        environment.storage(url, DATA)


@pytest.mark.parametrize("url", ["memcached://host", "redis://", "host:6379", "redis:///0"])
def test_a_wrong_cache_stops_the_start_with_a_sentence(url: str) -> None:
    with pytest.raises(SystemExit, match="CACHE_URL is not an address of Redis"):
        environment.cache(url)


def test_a_secret_is_never_in_the_sentence() -> None:
    with pytest.raises(SystemExit) as stopped:
        environment.storage("s3://KEY:HUSH@bucket?acl=x", DATA)
    assert "HUSH" not in str(stopped.value)


def test_packages_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"requirements/redis\.txt"):
        environment.cache("redis://localhost/0")
    with pytest.raises(SystemExit, match=r"requirements/s3\.txt"):
        environment.storage("s3://bucket", DATA)
    assert util.find_spec("redis"), "the tests themselves need it"
