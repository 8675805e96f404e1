"""Facts that become mails: written to the outbox in the transaction of the fact itself, one query for all.

No table holds an unlock link: the mail's words get it when they are written.
"""

from insigne.awards import selectors as awards
from insigne.awards.events import Notice, Revoked, Signed
from insigne.catalogue import selectors as catalogue
from insigne.kernel import outbox
from insigne.orgs import selectors as orgs
from openbadge.model.json import JsonValue


def announce(event: Signed) -> None:
    """Tell each earner that a badge waits for them."""
    outbox.enqueue(
        [
            outbox.Mail(
                message_key=f"award:{notice.award_id}",
                tenant_id=event.tenant_id,
                to_address=notice.address,
                language=notice.language,
                template="delivery/mails/award",
                facts=_facts(notice),
            )
            for notice in event.notices
        ]
    )


def _facts(notice: Notice) -> dict[str, JsonValue]:
    return {
        "name": notice.name,
        "badge_names": dict(notice.badge_names),
        "organisation_names": dict(notice.organisation_names),
        "award_id": str(notice.award_id),
        "credential_id": str(notice.credential_id),
    }


def tell_revoked(event: Revoked) -> None:
    """Tell the earner that a badge was taken back, and why."""
    award = awards.award_for_earner(event.award_id)
    if award is None:
        return
    badge = catalogue.revision(award.revision_id)
    organisation = orgs.organisation(id=award.organisation_id)
    facts: dict[str, JsonValue] = {
        "name": award.name,
        "badge_names": dict(badge.names),
        "organisation_names": dict(organisation.names),
        "award_id": str(award.award_id),
        "reason": event.reason,
    }
    outbox.enqueue(
        [
            outbox.Mail(
                message_key=f"revoked:{event.award_id}",
                tenant_id=organisation.tenant_id,
                to_address=award.address,
                language=award.language,
                template="delivery/mails/revoked",
                facts=facts,
            )
        ]
    )
