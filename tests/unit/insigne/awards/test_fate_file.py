"""What became of each line, as a file: every line once, in its order, in words, and nothing that is computed."""

import csv
import io
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import translation
from tests.unit.insigne.conftest import School
from tests.unit.insigne.security.visits import visitor

from insigne.awards import selectors, services
from insigne.awards.fate_file import FORMULA_STARTS, fate_file
from insigne.awards.intake import RecipientInput, Skipped
from insigne.awards.models import Award
from insigne.awards.selectors import events, lines
from insigne.kernel import jobs, outbox

WRONG = "@SUM(1+1)*cmd|' /C calc'!A0"


def awarded(school: School, *, people: int = 3, wrong: int = 1, work: bool = True) -> UUID:
    """Award every even line; every odd one says what is no address."""
    facts = services.award_many(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipients=[
            RecipientInput(address=f"p{number}@mail.example", name="=1+1", line=2 * number)
            for number in range(1, people + 1)
        ],
        skipped=tuple(
            Skipped(2 * number + 1, WRONG, "bad_address", {"address": WRONG})
            for number in range(1, wrong + 1)
        ),
        idempotency_key="fates",
        language="fr",
    )
    if work:
        jobs.run_all()
    return facts.id


def read(data: bytes, delimiter: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_each_line_has_its_fate_in_the_readers_language(school: School) -> None:
    event_id = awarded(school)
    first, second, third = Award.objects.order_by("line")
    services.accept(award_id=first.id, person_id=None)
    services.revoke(actor_id=school.owner_id, award_id=second.id, reason='Erreur ; de "personne"\n')
    outbox.send_all()
    assert third.state == "signed"
    with translation.override("fr"):
        table = read(fate_file(selectors.every_line(event_id)), ";")
    assert table[0] == ["Ligne", "Nom", "Adresse", "Badge", "Courriel", "Pourquoi"]
    assert [row[:5] for row in table[1:]] == [
        ["2", "'=1+1", "p1@mail.example", "Accepté", "Envoyé"],
        ["3", "", f"'{WRONG}", "Écartée", ""],
        ["4", "'=1+1", "p2@mail.example", "Révoqué", "Envoyé"],
        ["6", "'=1+1", "p3@mail.example", "En attente de réponse", "Envoyé"],
    ]
    assert 'Erreur ; de "personne"' in table[3][5]
    assert "adresse" in table[2][5]
    with translation.override("en"):
        table = read(fate_file(selectors.every_line(event_id)), ",")
    assert [row[3] for row in table] == ["Badge", "Accepted", "Left out", "Revoked", "Waiting for an answer"]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_computed(start: str) -> None:
    said = f'{start}1+1;"x",\n=2'
    row = lines.AwardRow(1, None, None, said, said, "failed", "", said, "")
    with translation.override("en"):
        assert read(fate_file([row]), ",")[1] == ["1", f"'{said}", f"'{said}", "Failed", "", f"'{said}"]


def test_a_long_list_is_whole_and_in_order(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "AT_ONCE", 7)
    event_id = awarded(school, people=30, wrong=20)
    assert [row.line for row in selectors.every_line(event_id)] == sorted(
        [*range(2, 61, 2), *range(3, 42, 2)]
    )


def test_the_page_gives_the_file_when_all_is_done(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "SHOWN_LEFT_OUT", 2)
    event_id = awarded(school, wrong=3)
    address = reverse("awards:event_lines", args=["ecole", event_id])
    coach = visitor(school.coach_id)
    page = coach.get(reverse("awards:event", args=["ecole", event_id])).content.decode()
    assert address in page
    assert "2 premières lignes écartées" in page
    answer = coach.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{school.badge.public_slug}-20')
    assert "no-store" in answer["Cache-Control"]
    assert len(read(answer.content, ";")) == 7
    assert visitor(school.coach_id).get(address.replace("/ecole/", "/autre/")).status_code == 404


def test_before_the_end_no_file_is_offered(school: School) -> None:
    event_id = awarded(school, work=False)
    page = visitor(school.coach_id).get(reverse("awards:event", args=["ecole", event_id])).content.decode()
    assert "p1@mail.example" in page
    assert "lines.csv" not in page
