"""The one verb of delivery: send a mail of the outbox. Called by the kernel's worker, outside any transaction."""

from functools import lru_cache

from django.conf import settings

from insigne.delivery.rendering import render
from insigne.delivery.senders import FolderSender, Sender, SmtpSender
from insigne.kernel.mailway import MailWay
from insigne.kernel.outbox import Outgoing


@lru_cache(maxsize=1)
def _sender(chosen: MailWay) -> Sender:
    """Return the way out that EMAIL_URL names, kept: an SMTP sender holds its connection."""
    return FolderSender(chosen.folder) if chosen.folder else SmtpSender(chosen)


def send(outgoing: Outgoing) -> None:
    """Render and send one mail. Raises RefusedForGood when no retry can help, anything else to be tried again."""
    _sender(settings.MAIL).send(render(outgoing), outgoing)
