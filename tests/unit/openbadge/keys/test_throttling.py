"""Strangers write the names of keys: the sites that they name are not asked a thousand times (V24)."""

from datetime import timedelta

import pytest
from tests.unit.openbadge.keys.site import Clock, Site

from openbadge.errors import UnreachableError
from openbadge.keys import jwk
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import resolve
from openbadge.keys.throttle import KeyFetcher

ADDRESS = "https://school.example/jwks"
KEYS = {ADDRESS: {"keys": [jwk.to_jwk(PrivateKey.from_seed(bytes(32)).public) | {"kid": "a"}]}}


def test_v24_a_thousand_random_kids_are_one_fetch():
    site = Site(KEYS)
    fetcher = KeyFetcher(site, clock=Clock())
    for number in range(1_000):
        with pytest.raises(Exception, match="key set"):
            resolve(f"{ADDRESS}#{number}", fetcher=fetcher)
    assert len(site.asked) == 1


def test_v24_a_thousand_random_addresses_of_one_site_are_one_fetch():
    site = Site({f"https://school.example/keys/{number}": 404 for number in range(1_000)})
    fetcher = KeyFetcher(site, clock=Clock())
    for number in range(1_000):
        with pytest.raises(Exception, match=r"No document|asked"):
            resolve(f"https://school.example/keys/{number}", fetcher=fetcher)
    assert len(site.asked) == 1


def test_after_a_minute_the_site_is_asked_again():
    site, clock = Site(KEYS), Clock()
    fetcher = KeyFetcher(site, clock=clock)
    with pytest.raises(UnreachableError):
        fetcher.fetch("https://school.example/nothing")
    with pytest.raises(UnreachableError) as caught:
        fetcher.fetch(ADDRESS)
    assert caught.value.code == "KEY_THROTTLED"
    assert caught.value.retry_after_seconds == 60
    clock.at += timedelta(seconds=61)
    assert fetcher.fetch(ADDRESS).status == 200
    assert len(site.asked) == 2


def test_what_is_known_is_given_while_a_site_rests():
    site = Site(KEYS)
    fetcher = KeyFetcher(site, clock=Clock())
    fetcher.fetch(ADDRESS)
    with pytest.raises(UnreachableError):
        fetcher.fetch("https://school.example/nothing")
    assert fetcher.fetch(ADDRESS + "#a").status == 200
    assert len(site.asked) == 2


def test_other_sites_are_not_held_up():
    site = Site({"https://b.example/jwks": 200})
    fetcher = KeyFetcher(site, clock=Clock())
    with pytest.raises(UnreachableError):
        fetcher.fetch("https://a.example/jwks")
    assert fetcher.fetch("https://b.example/jwks").status == 200


def test_memory_is_bounded():
    site = Site({f"https://a{n}.example/": 200 for n in range(40)})
    fetcher = KeyFetcher(site, clock=Clock(), capacity=8)
    for number in range(40):
        fetcher.fetch(f"https://a{number}.example/")
        with pytest.raises(UnreachableError):
            fetcher.fetch(f"https://b{number}.example/")
    assert len(fetcher._answers) == len(fetcher._resting) == 8
