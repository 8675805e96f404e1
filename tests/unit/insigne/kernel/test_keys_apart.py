"""V24: a thousand names of keys at one origin are one request, and other documents are still fetched."""

from insigne.kernel.documents import KeysApart
from openbadge.errors import UnreachableError
from openbadge.keys.resolve import ACCEPT
from openbadge.ports import Fetched


class Empty:
    """A web where nothing is found; it counts who asks."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch(self, url: str, *, accept: str = "", max_bytes: int = 0) -> Fetched:
        """Answer 404."""
        self.asked.append(url)
        return Fetched(url=url, final_url=url, status=404, content_type="text/plain", body=b"")


def test_v24_a_thousand_names_of_keys_are_one_request() -> None:
    web = Empty()
    fetcher = KeysApart(web)
    refused = 0
    for number in range(1000):
        try:
            fetcher.fetch(f"https://strange.example/keys/{number}", accept=ACCEPT)
        except UnreachableError as error:
            refused += error.code == "KEY_THROTTLED"
    assert len(web.asked) == 1
    assert refused == 999
    for number in range(3):
        assert fetcher.fetch(f"https://strange.example/badges/{number}").status == 404
    assert len(web.asked) == 4
