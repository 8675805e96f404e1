"""Which credentials this browser may see although they are not shared: those whose mail link it has opened.

Kept in the session, at most 50, so that an earner sees the public page before anybody else does.
"""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

_KEY = "opened_credentials"
_MOST = 50


def remember(session: SessionBase, credential_id: UUID) -> None:
    """Note that this browser came by the earner's own link."""
    seen = [one for one in session.get(_KEY, []) if one != str(credential_id)]
    session[_KEY] = [*seen, str(credential_id)][-_MOST:]


def is_opened(session: SessionBase, credential_id: UUID) -> bool:
    """Return whether this browser came by the earner's own link of that credential."""
    return str(credential_id) in session.get(_KEY, [])
