"""The verbs of awarding, one file each; callers import them from here."""

from insigne.awards.services.award import EventFacts, award_many, award_one
from insigne.awards.services.cancel import cancel
from insigne.awards.services.draft import confirm_draft, discard_draft, save_draft
from insigne.awards.services.respond import accept, decline, share
from insigne.awards.services.revoke import revoke

__all__ = [
    "EventFacts",
    "accept",
    "award_many",
    "award_one",
    "cancel",
    "confirm_draft",
    "decline",
    "discard_draft",
    "revoke",
    "save_draft",
    "share",
]
