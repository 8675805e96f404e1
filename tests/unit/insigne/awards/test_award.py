"""Awarding: rows, signatures, mails; once and only once."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from insigne.awards import selectors, services
from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput, Skipped
from insigne.awards.models import Award, Credential, SkippedRow
from insigne.kernel import jobs
from insigne.kernel.models import AuditEntry, OutboxMessage
from insigne.orgs.errors import OrgError
from openbadge.canon import strict_json
from openbadge.model.recipient import IdentityHash, matches


def one(school, address: str = "lea@exemple.example", key: str = "k1", **more) -> object:
    return services.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address, name="Léa Roux", **more),
        idempotency_key=key,
        language="fr",
    )


def many(school, addresses: list[str], key: str = "list1", skipped: tuple[Skipped, ...] = ()):
    return services.award_many(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipients=[RecipientInput(address=a, line=n) for n, a in enumerate(addresses, 2)],
        skipped=skipped,
        idempotency_key=key,
        language="fr",
    )


def test_one_award_has_one_credential_one_index_one_mail_one_audit_entry(school) -> None:
    before = AuditEntry.objects.count()
    award_id = one(
        school, awarded_at=datetime(2026, 6, 30, tzinfo=UTC), evidence_url="https://exemple.example/p"
    )
    credential = Credential.objects.get(award_id=award_id)
    document = strict_json.loads(bytes(credential.body))
    assert document["id"].endswith(f"/v/{credential.id}")
    assert document["issuer"]["id"] == "did:web:localhost%3A8000:o:ecole"
    assert document["validFrom"] == "2026-06-30T00:00:00Z"
    assert document["credentialStatus"]["statusListIndex"] == str(credential.status_index)
    identity = document["credentialSubject"]["identifier"][0]
    assert "lea@exemple.example" not in bytes(credential.body).decode()
    assert matches(
        IdentityHash("email", True, identity["identityHash"], identity["salt"]), "Lea@Exemple.example"
    )
    assert len(bytes.fromhex(identity["salt"])) == 16
    assert Award.objects.get(id=award_id).state == "signed"
    assert OutboxMessage.objects.filter(message_key=f"award:{award_id}").count() == 1
    assert AuditEntry.objects.count() == before + 1


def test_a_single_award_takes_at_most_ten_queries(school, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        one(school, "premier@exemple.example", "makes the key")
    one(school, "deuxieme@exemple.example", "opens it")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        one(school, "second@exemple.example", "measured")
    statements = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(statements) <= 10, "\n".join(statements)


def test_the_same_act_sent_twice_awards_once(school) -> None:
    assert one(school, key="same") == one(school, key="same")
    assert Credential.objects.count() == 1


def test_a_once_badge_is_refused_the_second_time_and_can_come_back_after_revocation(school) -> None:
    award_id = one(school)
    with pytest.raises(AwardError) as caught:
        one(school, key="k2")
    assert caught.value.code == "already_awarded"
    services.revoke(actor_id=school.coach_id, award_id=award_id, reason="Erreur de saisie")
    one(school, key="k3")
    assert Credential.objects.count() == 2


def test_a_list_makes_every_row_end_in_exactly_one_state(school) -> None:
    one(school, "deja@exemple.example")
    facts = many(
        school,
        ["a@exemple.example", "deja@exemple.example", "b@exemple.example"],
        skipped=(Skipped(5, "x", "bad_address", {"address": "x"}),),
    )
    assert (facts.awarded, facts.skipped) == (2, 2)
    assert selectors.event_progress(facts.id).planned == 2
    jobs.run_all()
    progress = selectors.event_progress(facts.id)
    assert (progress.signed, progress.planned, progress.finished) == (2, 0, True)
    assert set(SkippedRow.objects.filter(event_id=facts.id).values_list("code", flat=True)) == {
        "already_awarded",
        "bad_address",
    }


def test_the_same_list_twice_awards_nobody_twice(school) -> None:
    first = many(school, ["a@exemple.example"])
    second = many(school, ["a@exemple.example"])
    assert second.id == first.id
    assert second.repeated
    third = many(school, ["a@exemple.example"], key="other")
    assert (third.awarded, third.skipped) == (0, 1)


def test_a_thousand_awards_have_a_thousand_indexes_and_mails(school) -> None:
    facts = many(school, [f"p{n}@exemple.example" for n in range(1000)])
    jobs.run_all()
    indexes = Credential.objects.filter(award__event_id=facts.id).values_list("status_index", flat=True)
    assert len(set(indexes)) == 1000
    assert OutboxMessage.objects.filter(template="delivery/mails/award").count() == 1000


def test_a_reader_may_not_award(school) -> None:
    from tests.unit.insigne.conftest import person

    stranger = person("autre@exemple.example")
    with pytest.raises(OrgError):
        services.award_one(
            actor_id=stranger,
            organisation_id=school.organisation.id,
            revision_id=school.badge.id,
            recipient=RecipientInput(address="x@exemple.example"),
            idempotency_key="z",
            language="fr",
        )
    assert Award.objects.count() == 0
