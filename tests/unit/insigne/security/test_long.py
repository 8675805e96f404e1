"""Promise 9: a text may be as long as it can be sent; each of these is read once, or the test never ends."""

import logging

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.insigne.conftest import School
from tests.unit.insigne.security.visits import visitor

from insigne.awards.intake import read_file, read_text
from insigne.config.logs import DiscreetFormatter, discreet
from insigne.kernel.text import clean
from insigne.kernel.zone import LOCAL
from insigne.people import addresses

SIZE = 1_000_000
LONG = {
    "one word": "x" * SIZE,
    "at signs": "@" * SIZE,
    "almost addresses": "a@" * (SIZE // 2),
    "words": "x " * (SIZE // 2),
    "open brackets": "(" * SIZE,
    "quotes": '"' * SIZE,
    "angles": "<" * SIZE,
    "separators": ",;" * (SIZE // 2),
    "backslashes": "\\" * SIZE,
    "dots": "a." * (SIZE // 2),
    "marks out of order": "a" + "\u0300\u0323" * (SIZE // 2),
    "blanks": " " * SIZE + "x",
    "dashes": "-" * SIZE,
    "percents": "%" * SIZE,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_long_text_is_pasted_as_a_list(kind: str) -> None:
    found = read_text(f"lea@mail.example\n{LONG[kind]}\nmarc@mail.example", zone=LOCAL)
    assert {"lea@mail.example", "marc@mail.example"} <= {one.address for one in found.recipients}
    assert all(len(one.text) <= 300 for one in found.skipped)


@pytest.mark.parametrize("kind", LONG)
def test_a_long_cell_stands_in_a_file(kind: str) -> None:
    cell = LONG[kind][:100_000].replace('"', '""')
    rows = f'email,name,evidence,narrative,date\n"{cell}","{cell}","{cell}","{cell}","{cell}"\nlea@mail.example,,,,\n'
    found = read_file(rows.encode(), zone=LOCAL)
    assert [one.address for one in found.recipients] == ["lea@mail.example"]


@pytest.mark.parametrize("kind", LONG)
def test_a_long_text_stands_where_an_address_should(kind: str) -> None:
    for text in (LONG[kind], f"a@{LONG[kind]}", f"{LONG[kind]}@mail.example", f"a@é{LONG[kind]}.example"):
        assert len(addresses.normalise(text)) > 0


@pytest.mark.parametrize("kind", [kind for kind in LONG if not kind.startswith("marks")])
def test_a_long_text_is_cleaned_and_logged(kind: str) -> None:
    assert len(clean(LONG[kind])) <= SIZE
    record = logging.LogRecord(
        "x", logging.ERROR, "f", 1, "said %s", (LONG[kind] + " lea@mail.example",), None
    )
    assert "lea@" not in DiscreetFormatter("%(message)s").format(record)


@pytest.mark.parametrize(
    "said",
    [
        "/a/lea@mail.example/",
        "x=lea@mail.example&y",
        "(lea@mail.example)",
        "lea%40mail.example",
        "<lea@mail.example>",
    ],
)
def test_i12_an_address_is_hidden_wherever_it_stands(said: str) -> None:
    assert "lea" not in discreet(said)
    assert "mail.example" not in discreet(said)


@pytest.mark.parametrize("kind", ["one word", "almost addresses", "dots", "percents"])
def test_a_long_address_of_a_page_is_refused_and_logged(db: None, kind: str) -> None:
    asking = Client(raise_request_exception=False, enforce_csrf_checks=True)
    path = "/" + LONG[kind][:60_000].replace("%", "%25")
    assert asking.get(path).status_code == 404
    assert asking.post(path).status_code in (403, 404)


def test_a_long_paste_on_the_desk_is_answered(school: School) -> None:
    url = reverse("awards:desk", args=["ecole"]) + f"?badge={school.badge.public_slug}&how=list"
    for text in ("one word", "open brackets", "marks out of order"):
        answer = visitor(school.coach_id).post(url, {"people": LONG[text], "language": "fr"}, follow=True)
        assert answer.status_code in (200, 400)
