"""Long lists: read in parts, shown, awarded in parts; each line has one fate, whatever stops in between."""

import subprocess
import sys
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.unit.insigne.conftest import School
from tests.unit.insigne.security.visits import visitor

from insigne.awards import selectors, services
from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput, list_file, list_text
from insigne.awards.models import Award, Draft, DraftPart, DraftRow, SkippedRow
from insigne.awards.services import draft as drafts
from insigne.awards.services import draft_parts
from insigne.kernel import jobs

LINES = 1_200


def save(school: School, text: str) -> UUID:
    return services.save_draft(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        listing=list_text(text),
        reason="",
        language="fr",
        source="list",
    )


def confirm(school: School, draft_id: UUID) -> services.EventFacts:
    return services.confirm_draft(actor_id=school.coach_id, draft_id=draft_id)


def page(school: School, draft_id: UUID) -> selectors.DraftPage:
    return selectors.draft_page(draft_id, actor_id=school.coach_id, organisation_id=school.organisation.id)


def long_list() -> str:
    """Return a list with a line without address, an address met twice in two parts, and one more in one part."""
    lines = [f"p{number}@exemple.example" for number in range(LINES)]
    lines[3], lines[700], lines[701] = "sans adresse", "p1@exemple.example", "p702@exemple.example"
    return "\n".join(lines)


def test_a_short_list_is_read_and_awarded_without_a_worker(school: School) -> None:
    draft_id = save(school, "lea@exemple.example\nsans adresse")
    assert not page(school, draft_id).reading
    facts = confirm(school, draft_id)
    assert (facts.awarded, facts.skipped) == (1, 1)
    assert Award.objects.get().address == "lea@exemple.example"
    assert SkippedRow.objects.get().line == 2
    assert not Draft.objects.exists()


def test_each_line_of_a_long_list_has_one_fate(school: School) -> None:
    services.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address="p5@exemple.example"),
        idempotency_key="before",
        language="fr",
    )
    draft_id = save(school, long_list())
    assert page(school, draft_id).read == 0
    with pytest.raises(AwardError) as caught:
        confirm(school, draft_id)
    assert caught.value.code == "still_reading"
    jobs.run_all()
    found = page(school, draft_id)
    assert (found.ready_count, found.held_count, found.wrong_count) == (LINES - 4, 1, 3)
    assert not DraftPart.objects.exists()
    told = {row.line: row.sentence for row in found.problems}
    assert "ligne 2\N{NO-BREAK SPACE}:" in told[701]
    assert "ligne 702\N{NO-BREAK SPACE}:" in told[703]
    facts = confirm(school, draft_id)
    assert confirm(school, draft_id).id == facts.id
    waiting = selectors.event_progress(facts.id)
    assert (waiting.planned, waiting.skipped, waiting.to_come) == (LINES - 4, 4, LINES)
    assert (waiting.made, waiting.finished) == (0, False)
    jobs.run_all()
    progress = selectors.event_progress(facts.id)
    assert (progress.signed, progress.skipped, progress.planned) == (LINES - 4, 4, 0)
    lines = [*Award.objects.filter(event_id=facts.id).values_list("line", flat=True)]
    lines += SkippedRow.objects.values_list("line", flat=True)
    assert sorted(lines) == list(range(1, LINES + 1))
    assert not Draft.objects.exists()
    assert not DraftRow.objects.exists()


def test_no_step_of_a_long_list_writes_more_than_one_part(school: School) -> None:
    """Every transaction stays within 500 rows, so that nobody waits long for SQLite's one writer."""
    draft_id = save(school, long_list())
    while page(school, draft_id).reading:
        before = DraftRow.objects.count()
        assert jobs.run_one()
        assert DraftRow.objects.count() - before <= 500
    with CaptureQueriesContext(connection) as captured:
        facts = confirm(school, draft_id)
    assert len(captured) < 20, "confirming does not depend on the length of the list"
    assert not Award.objects.filter(event_id=facts.id).exists()


def test_the_page_tells_how_far_the_reading_is_and_is_found_again(school: School) -> None:
    draft_id = save(school, long_list())
    coach = visitor(school.coach_id)
    address = reverse("awards:draft", args=["ecole", draft_id])
    asked = coach.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "0 lignes sur 1200" in asked.replace("\N{NO-BREAK SPACE}", "").replace(
        "\N{NARROW NO-BREAK SPACE}", ""
    )
    assert 'hx-trigger="load delay:1s"' in asked
    assert reverse("awards:draft_confirm", args=["ecole", draft_id]) not in asked
    assert address in coach.get(reverse("awards:events", args=["ecole"])).content.decode()
    jobs.run_all()
    assert reverse("awards:draft_confirm", args=["ecole", draft_id]) in coach.get(address).content.decode()
    facts = confirm(school, draft_id)
    assert coach.get(address)["Location"] == reverse("awards:event", args=["ecole", facts.id])


def test_a_part_that_cannot_be_read_is_told_line_by_line_and_the_next_is_read(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = draft_parts.judge

    def stumble(lines, *arguments, **more):  # type: ignore[no-untyped-def]
        if lines[0][0] == 501:
            raise ValueError("stumbled")
        return judge(lines, *arguments, **more)

    monkeypatch.setattr(draft_parts, "judge", stumble)
    draft_id = save(school, long_list())
    jobs.run_all()
    found = page(school, draft_id)
    assert not found.reading
    lost = DraftRow.objects.filter(code=draft_parts.NOT_TAKEN)
    assert sorted(lost.values_list("line", flat=True)) == list(range(501, 1001))
    facts = confirm(school, draft_id)
    jobs.run_all()
    assert selectors.event_progress(facts.id).skipped == 501


def test_a_list_put_aside_leaves_nothing_and_is_not_read_on(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "ROWS_TOGETHER", 300)
    draft_id = save(school, long_list())
    jobs.run_one()
    jobs.run_one()
    services.discard_draft(actor_id=school.coach_id, draft_id=draft_id)
    assert (Draft.objects.count(), DraftPart.objects.count(), DraftRow.objects.count()) == (0, 0, 0)
    jobs.run_all()
    assert not DraftRow.objects.exists()


def test_a_list_that_is_being_awarded_cannot_be_put_aside(school: School) -> None:
    draft_id = save(school, long_list())
    jobs.run_all()
    confirm(school, draft_id)
    with pytest.raises(AwardError):
        services.discard_draft(actor_id=school.coach_id, draft_id=draft_id)
    drafts.expire_drafts()
    jobs.run_all()
    assert Award.objects.count() == LINES - 3


def test_a_file_keeps_its_columns_until_it_is_read(school: School) -> None:
    listing = list_file(b"nom;courriel;date\nL\xc3\xa9a;lea@exemple.example;2026-03-01\n")
    services.save_draft(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        listing=listing,
        reason="",
        language="fr",
        source="file",
    )
    row = DraftRow.objects.get()
    assert (row.name, row.address, row.line) == ("Léa", "lea@exemple.example", 2)


def test_a_worker_that_has_just_begun_knows_what_awarding_leaves_it() -> None:
    """Nothing but Django's start has run there: no page, no command has imported the services."""
    asked = (
        "import django; django.setup(); "
        "from insigne.kernel import jobs, periodic; "
        "print(*jobs._kinds, *periodic._tasks)"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    wanted = {"awards.read", "awards.list", "awards.sign", "awards.drafts", "awards.sweep"}
    assert wanted <= set(said.stdout.split())
