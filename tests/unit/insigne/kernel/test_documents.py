"""insigne.kernel.documents: our own addresses answered in-process, all others by the fetcher behind."""

from collections.abc import Iterator

import pytest

from insigne.kernel import documents
from openbadge.errors import LimitError, UnreachableError
from openbadge.outside.fetch import OfflineFetcher, SafeFetcher

OURS = "https://badges.example/o/school/did.json"


@pytest.fixture
def own_document() -> Iterator[None]:
    before = list(documents._providers)
    known = {OURS: b'{"id": "did:web:badges.example"}'}
    documents.provide(lambda url: url.startswith("https://badges.example/o/"), known.get)
    yield
    documents._providers[:] = before


@pytest.mark.usefixtures("own_document")
def test_our_own_document_needs_no_network() -> None:
    answer = documents.OwnFirst(OfflineFetcher()).fetch(OURS)
    assert (answer.status, answer.body[:5], answer.final_url) == (200, b'{"id"', OURS)
    assert answer.fetched_at is not None


@pytest.mark.usefixtures("own_document")
def test_an_address_of_ours_with_nothing_behind_is_404() -> None:
    answer = documents.OwnFirst(OfflineFetcher()).fetch("https://badges.example/o/nobody/did.json")
    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.usefixtures("own_document")
def test_the_readers_limit_holds_for_our_documents_too() -> None:
    with pytest.raises(LimitError):
        documents.OwnFirst(OfflineFetcher()).fetch(OURS, max_bytes=5)


@pytest.mark.usefixtures("own_document")
def test_other_addresses_go_to_the_fetcher_behind() -> None:
    with pytest.raises(UnreachableError):
        documents.OwnFirst(OfflineFetcher()).fetch("https://elsewhere.example/did.json")


def test_the_servers_fetcher_is_the_safe_one() -> None:
    fetcher = documents.fetcher()
    assert isinstance(fetcher, documents.OwnFirst)
    assert isinstance(fetcher._then, documents.KeysApart)
    assert isinstance(fetcher._then._then, SafeFetcher)
    assert documents.fetcher() is fetcher
