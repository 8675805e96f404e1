"""kill -9 of the web server while it takes lists of recipients: an accepted list is whole, and there once (R01)."""

import os
import random
import re
import signal
import threading
import time

import httpx
import pytest
from tests.load.server import Server, children_of, named

pytestmark = pytest.mark.kill

ROUNDS = 4
EARNERS = 250


def _browser(server: Server, cookie: str) -> httpx.Client:
    browser = httpx.Client(base_url=server.environment["PUBLIC_URL"], timeout=30)
    browser.cookies.set("sessionid", cookie)
    return browser


def _patiently(
    browser: httpx.Client, server: Server, method: str, url: str, **sent: object
) -> httpx.Response:
    """Ask until something answers, as a person does who presses the button again."""
    for _ in range(100):
        try:
            answer = browser.request(method, url, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError:
            time.sleep(0.2)
            continue
        if answer.status_code < 500:
            return answer
        time.sleep(0.2)
    raise AssertionError(server.words())


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


def _draft(browser: httpx.Client, server: Server, number: int) -> str:
    """Paste a list at the award desk; return the address of its dry run."""
    desk = "/org/ecole/award/"
    slug = re.search(r"\?badge=([a-z0-9-]+)", _patiently(browser, server, "GET", desk).text)
    assert slug
    page = _patiently(browser, server, "GET", f"{desk}?badge={slug[1]}&how=list")
    people = "\n".join(f"earner{number}-{one}@mail.example" for one in range(EARNERS))
    form = {"csrfmiddlewaretoken": _token(page.text), "people": people, "language": "fr", "reason": ""}
    answer = _patiently(browser, server, "POST", str(page.url), data=form)
    assert answer.status_code == 302, answer.text[:3000]
    return answer.headers["location"]


def _serving(parent: int) -> list[int]:
    """Return the web processes, once they are there: the one that watches, and the one that serves."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        heads = [child for child in children_of(parent) if "entry web" in named(child)]
        serving = [one for head in heads for one in children_of(head)]
        if serving:
            return [*heads, *serving]
        time.sleep(0.05)
    raise AssertionError("the web server was not started again")


def test_lists_confirmed_while_the_web_server_is_killed(server: Server) -> None:
    chance = random.Random(11)
    made = server.ask("prepare")
    cookie = str(server.ask("sign_in", owner=made["owner"])["cookie"])
    parent = server.supervisor().pid
    with _browser(server, cookie) as browser:
        for number in range(ROUNDS):
            draft = _draft(browser, server, number)
            token = _token(_patiently(browser, server, "GET", draft).text)
            victims = _serving(parent)
            killer = threading.Timer(
                chance.uniform(0.0, 0.25), os.kill, args=(chance.choice(victims), signal.SIGKILL)
            )
            killer.start()
            form = {"csrfmiddlewaretoken": token}
            answer = _patiently(browser, server, "POST", f"{draft}confirm/", data=form)
            killer.join()
            assert answer.status_code in (302, 404), answer.text[:2000]
            server.wait_until_it_answers()
    until = time.monotonic() + 200
    while server.left():
        assert time.monotonic() < until, server.words()
        time.sleep(0.5)
    found = server.ask("awarded")
    total = ROUNDS * EARNERS
    assert found["events"] == ROUNDS
    assert found["awards"] == found["addresses"] == found["credentials"] == found["indexes"] == total
    assert found["states"] == {"signed": total}
    assert (found["recorded"], found["recorded_twice"]) == (total, 0)
    assert found["mail_states"] == {"sent": total}
    assert len(server.mails()) == total
    assert found["broken"] is False
