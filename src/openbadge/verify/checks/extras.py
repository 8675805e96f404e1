"""What the credential invites its reader to visit, and why it is left alone."""

from openbadge.formats.outline import Outline
from openbadge.verify.report import Check, Outcome

_REFRESH = "OB 3.0, OpenBadgeCredential Verification, step 3"
_EXTRAS = "VCDM 2.0, sections 4.11, 5.4 and 5.5"
_REFRESH_NONE = Check("refresh", Outcome.SKIPPED, "REFRESH_NONE", _REFRESH)
_REFRESH_NOT_CALLED = Check("refresh", Outcome.SKIPPED, "REFRESH_NOT_CALLED", _REFRESH)
_EXTRAS_NONE = Check("extras", Outcome.SKIPPED, "EXTRAS_NONE", _EXTRAS)


def check_refresh(outline: Outline) -> Check:
    """Return the check `refresh`: the credential as given is judged, its refresh service is never called.

    Source: OB 3.0 verification step 3, which allows going on with the original credential.
    """
    return _REFRESH_NOT_CALLED if outline.refreshes else _REFRESH_NONE


def check_extras(outline: Outline) -> Check:
    """Return the check `extras`: schemas, terms of use and the like are named, never fetched.

    Source: VCDM 2.0 sections 4.11 and 5.5: a reader may ignore them; a visit would tell who reads the badge.
    """
    if not outline.invitations:
        return _EXTRAS_NONE
    shown = ", ".join(outline.invitations[:5])
    return Check("extras", Outcome.SKIPPED, "EXTRAS_NOT_FETCHED", _EXTRAS, {"addresses": shown})
