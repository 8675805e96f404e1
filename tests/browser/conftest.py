"""A real server, started by the real command on a folder of its own, and a real Chromium to visit it with.

The server, its worker and its mails live as long as the tests of one process. Nothing here imports Django:
what these tests know, they read on pages and in mails, as people do.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.look import Watch
from tests.browser.mailbox import Mailbox

ROOT = Path(__file__).parents[2]
START_SECONDS = 240
STOP_SECONDS = 30
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]


@dataclass(frozen=True, slots=True)
class Site:
    """The running server: its address without a last slash, its folder of data, its mails, the demo's files."""

    url: str
    data: Path
    mailbox: Mailbox
    out: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without one the stories are skipped, and say so."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium here: install the package chromium, or set CHROMIUM to its path")
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`insigne serve` on an empty folder of data."""
    with running(tmp_path_factory.mktemp("site"), "serve") as started:
        yield started


@contextmanager
def running(data: Path, command: str) -> Iterator[Site]:
    """Run `insigne serve` or `insigne demo` on `data` until the block ends; its log must show no traceback."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment |= {
        "INSIGNE_DATA": str(data),
        "INSIGNE_DEMO": "1",
        "PUBLIC_URL": url,
        "PYTHONPATH": str(ROOT / "src"),
    }
    out = data / "out"
    line = [sys.executable, "-m", "insigne.cli", command, "--port", str(port)]
    line += ["--out", str(out)] if command == "demo" else []
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(
            line, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            wait_until_it_answers(url, server, data / "server.log")
            yield Site(url, data, Mailbox(data / "mails"), out)
        finally:
            stop(server)
    assert "Traceback" not in (data / "server.log").read_text(), (data / "server.log").read_text()[-4000:]


def free_port() -> int:
    """Return a port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the first page comes; fail with the end of the log when it never does."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            asked = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
            with closing(asked):
                asked.request("GET", "/")
                if asked.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-4000:]}")


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Ask the server to stop, as an operator does; insist when it does not."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of this process; each visitor gets a context of their own."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """A function that opens a fresh browser: visit(language="fr", scheme="light", phone=False, script=True).

    At the end of the test every page must have kept quiet: no error in the console, no call to another site.
    """
    contexts, watches = [], []

    def new(*, language: str = "fr", scheme: str = "light", phone: bool = False, script: bool = True) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(
            base_url=site.url,
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            color_scheme=scheme,
            viewport=size,
            reduced_motion="reduce",
            java_script_enabled=script,
            service_workers="block",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page, site.url))
        return page

    yield new
    for context in contexts:
        context.close()
    assert [trouble for watch in watches for trouble in watch.troubles] == []


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Every story that takes this fixture is played in French and in English."""
    return str(request.param)
