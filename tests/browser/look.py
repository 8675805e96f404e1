"""How a page is examined: axe, its width, its weight, its first heading, what it calls and what it complains of."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_VIEW_BYTES = 150_000
NARROW = {"width": 320, "height": 640}
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary')]
    .filter(e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (!box.width || style.visibility == 'hidden' || e.closest('.skip, p, li:not(.row), dd, .help')) return false;
        return box.width < 24 || box.height < 24;
    }).map(e => e.outerHTML.slice(0, 120))"""


class Watch:
    """Listens to a page from its birth; `troubles` is what it should not have said or called.

    An answer 4xx is not a trouble: a story may ask for what is refused.
    """

    def __init__(self, page: Page, site_url: str) -> None:
        self.troubles: list[str] = []
        self._host = urlsplit(site_url).netloc
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"error on {page.url}: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        refused_on_purpose = "the server responded with a status of 4" in message.text
        if message.type == "error" and not refused_on_purpose:
            self.troubles.append(f"console on {message.location.get('url')}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host:
            self.troubles.append(f"call to {request.url}")


def weigh(page: Page, path: str) -> None:
    """Go to a page as if for the first time; assert that all it transfers, besides the art of badges, is light."""
    transferred: dict[str, float] = {}
    addresses: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.on(
        "Network.responseReceived",
        lambda told: addresses.update({told["requestId"]: told["response"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda told: transferred.update({told["requestId"]: told["encodedDataLength"]}),
    )
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    counted = {
        addresses[key]: size for key, size in transferred.items() if "/b/" not in addresses.get(key, "")
    }
    assert 0 < sum(counted.values()) <= FIRST_VIEW_BYTES, json.dumps(counted, indent=1)


def look(page: Page, *, shot: Path | None = None) -> None:
    """Assert that the page is fit to be shown, at its own width and at 320 pixels.

    axe finds nothing (WCAG 2.2 AA and best practices), one first heading, nothing scrolls sideways, targets are
    at least 24 pixels. With `shot`, a full picture is written there first.
    """
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")
    if shot is not None:
        page.screenshot(path=shot, full_page=True, caret="initial")
    assert page.evaluate("document.documentElement.lang") in ("fr", "en")
    assert page.locator("h1").count() == 1, page.locator("h1").all_inner_texts()
    assert " · Insigne" in page.title()
    assert axe(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size(NARROW)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.set_viewport_size(before)
    assert wider <= 0, f"{page.url} is {wider} px wider than a screen of 320"


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong, a line for each rule."""
    page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    return [
        f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes'][:3]]}" for rule in found
    ]
