"""Files in S3 (a real HTTP server of moto's) and counts in Redis (a real one, when it answers)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
import redis
from django.core.cache import caches
from django.test import RequestFactory
from moto.server import ThreadedMotoServer

from insigne.config import environment
from insigne.kernel import blobs, clock
from insigne.kernel.blobs import BlobError
from insigne.verifier import rate
from insigne.verifier.errors import VerifierError

REDIS = os.environ.get("TEST_CACHE_URL", "redis://127.0.0.1:6379/13")


@pytest.fixture(autouse=True)
def no_network() -> None:
    """These tests reach two servers of this machine."""


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """Return the address of a bucket on a server that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    client.create_bucket(Bucket="badges")
    client.close()
    yield f"s3://k:s@badges/files?endpoint={endpoint}&region=us-east-1"
    server.stop()


@pytest.fixture
def in_s3(settings, s3: str, db: None) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": environment.storage(s3, Path("/nowhere"))}


@pytest.mark.usefixtures("in_s3")
def test_bytes_are_kept_in_s3_and_come_back() -> None:
    name = blobs.store(b"a badge", "image/png")
    assert blobs.store(b"a badge", "image/png") == name
    assert blobs.load(name) == b"a badge"


@pytest.mark.usefixtures("in_s3")
def test_what_is_not_in_s3_or_was_changed_there_is_said(s3: str) -> None:
    with pytest.raises(BlobError) as caught:
        blobs.load("0" * 64)
    assert caught.value.code == "not_found"
    name = blobs.store(b"whole", "text/plain")
    endpoint = s3.partition("endpoint=")[2].partition("&")[0]
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    client.put_object(Bucket="badges", Key=f"files/{name[:2]}/{name[2:4]}/{name}", Body=b"changed")
    client.close()
    with pytest.raises(BlobError) as caught:
        blobs.load(name)
    assert caught.value.code == "damaged"


@pytest.fixture
def in_redis(settings) -> Iterator[None]:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=1) as server:
            server.flushdb()
    except redis.exceptions.RedisError:
        pytest.skip(f"no Redis answers at {REDIS}: set TEST_CACHE_URL")
    settings.CACHES = {"default": environment.cache(REDIS)}
    yield
    caches["default"].clear()
    caches["default"]._cache._get_connection_pool(write=True).disconnect()


@pytest.mark.usefixtures("in_redis")
def test_two_processes_count_together() -> None:
    questions = (
        "import django; django.setup()\n"
        "from django.test import RequestFactory\nfrom insigne.verifier import rate\n"
        f"for _ in range({rate.MOST_A_MINUTE - 1}): rate.count(RequestFactory().get('/'))"
    )
    environ = {**os.environ, "CACHE_URL": REDIS, "DJANGO_SETTINGS_MODULE": "insigne.config.settings"}
    environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    subprocess.run([sys.executable, "-c", questions], env=environ, check=True)
    rate.count(RequestFactory().get("/"))
    with pytest.raises(VerifierError):
        rate.count(RequestFactory().get("/"))


def test_limits_hold_and_nothing_fails_while_redis_is_away(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {"default": environment.cache("redis://127.0.0.1:9/0")}
    cache = caches["default"]
    cache.clear()
    for _ in range(rate.MOST_A_MINUTE):
        rate.count(RequestFactory().get("/"))
    with pytest.raises(VerifierError):
        rate.count(RequestFactory().get("/"))
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b"]) == {"a": 1, "b": 2}
    assert cache.get("nothing", clock) is clock
