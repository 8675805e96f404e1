"""What the passport hears. Our own badges come in as bytes and are verified like anybody else's."""

from insigne.awards import selectors as awards
from insigne.awards.events import Accepted, Declined
from insigne.passport import services
from insigne.people.events import AddressProved


def hold_accepted(event: Accepted) -> None:
    """Hold the badge that its earner accepted with an account."""
    body = awards.credential_bytes(event.credential_id)
    if event.person_id is not None and body is not None:
        services.hold(person_id=event.person_id, data=body, award_id=event.award_id)


def hold_earlier(event: AddressProved) -> None:
    """Hold the badges that were accepted on this address before there was an account."""
    for award_id, credential_id in awards.accepted_of_address(event.address):
        body = awards.credential_bytes(credential_id)
        if body is not None:
            services.hold(person_id=event.person_id, data=body, award_id=award_id)


def let_go(event: Declined) -> None:
    """Take a badge out that its earner declined after all."""
    services.forget_award(award_id=event.award_id)
