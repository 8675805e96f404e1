"""The web, in memory: a `Fetcher` whose pages a test puts up, changes and takes down at once."""

import json
from dataclasses import dataclass, field

from openbadge.errors import LimitError, UnreachableError
from openbadge.ports import Fetched


@dataclass
class Page:
    """What stands at one address."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    final_url: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Web:
    """All the pages there are. `asked` lists every address that was asked for, in order."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, url: str, body: object, *, status: int = 200, final_url: str | None = None) -> None:
        """Put up a page: bytes as they are, anything else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.pages[url] = Page(data, status=status, final_url=final_url)

    def redirect(self, url: str, to: str) -> None:
        """Send the readers of `url` elsewhere; the fetcher leaves it to its caller to follow."""
        self.pages[url] = Page(b"", status=302, headers={"location": to})

    def take_down(self, url: str) -> None:
        """Make an address unreachable."""
        self.pages.pop(url, None)

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the page, as `ports.Fetcher` promises."""
        self.asked.append(url)
        page = self.pages.get(url)
        if page is None:
            raise UnreachableError("UNREACHABLE", "Nothing answers there.", url=url)
        if len(page.body) > max_bytes:
            raise LimitError("FETCH_TOO_LARGE", "The page is too large.", url=url)
        return Fetched(url, page.final_url or url, page.status, page.content_type, page.body, page.headers)
