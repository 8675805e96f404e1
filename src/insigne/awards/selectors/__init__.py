"""Questions that may be asked of awarding; each says its query count."""

from insigne.awards.selectors.credentials import (
    PublicAward,
    accepted_of_address,
    baked_pdf,
    baked_png,
    belongs_to,
    credential_bytes,
    holders,
    public_award,
)
from insigne.awards.selectors.drafts import DraftPage, OpenDraft, draft_page, open_drafts
from insigne.awards.selectors.earner import EarnerAward, award_for_earner, awards_for_earner, waiting_for
from insigne.awards.selectors.events import (
    EventPage,
    EventProgress,
    HeldAward,
    award_event,
    award_organisation,
    award_row,
    event_page,
    event_progress,
    events_progress,
    held,
    recent_events,
)
from insigne.awards.selectors.lines import AwardRow, every_line

__all__ = [
    "AwardRow",
    "DraftPage",
    "EarnerAward",
    "EventPage",
    "EventProgress",
    "HeldAward",
    "OpenDraft",
    "PublicAward",
    "accepted_of_address",
    "award_event",
    "award_for_earner",
    "award_organisation",
    "award_row",
    "awards_for_earner",
    "baked_pdf",
    "baked_png",
    "belongs_to",
    "credential_bytes",
    "draft_page",
    "event_page",
    "event_progress",
    "events_progress",
    "every_line",
    "held",
    "holders",
    "open_drafts",
    "public_award",
    "recent_events",
    "waiting_for",
]
