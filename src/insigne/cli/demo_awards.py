"""Gives the demo world its past: what `demo/awards.yaml` says was awarded, and accepted since.

1. Award each entry, once: its idempotency key is its badge and its place in the file.
2. Sign, as the worker would.
3. Accept for those who have accepted.
"""

from insigne.awards import selectors as awards
from insigne.awards import services
from insigne.awards.intake import RecipientInput
from insigne.catalogue import selectors as catalogue
from insigne.cli import demo_files
from insigne.kernel import jobs, text
from insigne.orgs import selectors as orgs
from insigne.people import selectors as people

LANGUAGE = "fr"


def award() -> None:
    """Award, sign and accept what the demo's past holds. Doing it twice is the same as once."""
    entries = demo_files.awards()
    for place, entry in enumerate(entries):
        actor = people.person_of_address(entry["by"])
        if actor is None:
            raise LookupError(f"demo/awards.yaml: nobody has the address {entry['by']}")
        badge = catalogue.published(entry["badge"])
        services.award_many(
            actor_id=actor,
            organisation_id=orgs.organisation(slug=entry["organisation"]).id,
            revision_id=badge.id,
            recipients=[_recipient(recipient) for recipient in entry["recipients"]],
            reason=text.pick(entry["reason"], LANGUAGE),
            idempotency_key=f"demo:past:{place}:{entry['badge']}",
            language=LANGUAGE,
        )
    jobs.run_all()
    for entry in entries:
        _accept(entry)


def _recipient(entry: demo_files.RecipientEntry) -> RecipientInput:
    return RecipientInput(
        address=entry["email"],
        name=entry["name"],
        evidence_url=entry.get("evidence", ""),
        narrative=entry.get("narrative", ""),
    )


def _accept(entry: demo_files.AwardEntry) -> None:
    accepted = [recipient["email"] for recipient in entry["recipients"] if recipient.get("accepted")]
    for held in awards.held(catalogue.published(entry["badge"]).badge_id, accepted):
        if held.state == "signed":
            services.accept(award_id=held.award_id, person_id=people.person_of_address(held.address))
