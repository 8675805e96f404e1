"""Errands: each document once, and only so many of them."""

import pytest
from tests.world.web import Web

from openbadge.errors import LimitError, UnreachableError
from openbadge.verify.setting import Errands


def test_an_address_is_asked_for_once():
    web = Web()
    web.put("https://a.example/x", {})
    errands = Errands(web, 5)
    first = errands.fetch("https://a.example/x#one")
    assert errands.fetch("https://a.example/x#two") is first
    assert web.asked == ["https://a.example/x"]


def test_a_silence_is_remembered_too():
    web = Web()
    errands = Errands(web, 5)
    for _ in range(3):
        with pytest.raises(UnreachableError):
            errands.fetch("https://a.example/x")
    assert len(web.asked) == 1


def test_past_the_count_nothing_is_asked():
    web = Web()
    for number in range(3):
        web.put(f"https://a.example/{number}", {})
    errands = Errands(web, 2)
    errands.fetch("https://a.example/0")
    errands.fetch("https://a.example/1")
    with pytest.raises(LimitError) as caught:
        errands.fetch("https://a.example/2")
    assert caught.value.code == "TOO_MANY_FETCHES"
    assert len(web.asked) == 2
    assert errands.fetch("https://a.example/0").status == 200


@pytest.mark.parametrize("hops", [1, 3, 4])
def test_at_most_three_redirects(hops):
    web = Web()
    for number in range(hops):
        web.redirect(f"https://a.example/{number}", f"/{number + 1}")
    web.put(f"https://a.example/{hops}", {})
    errands = Errands(web, 5)
    if hops <= 3:
        answer = errands.fetch("https://a.example/0")
        assert (answer.url, answer.final_url) == ("https://a.example/0", f"https://a.example/{hops}")
    else:
        with pytest.raises(UnreachableError):
            errands.fetch("https://a.example/0")
