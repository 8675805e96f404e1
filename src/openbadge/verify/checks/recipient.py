"""Is the badge about the person whom the reader has before him?"""

from openbadge.model.recipient import EMAIL, Recipient, matches
from openbadge.verify.report import Check, Outcome


def check_recipient(recipient: Recipient | None, address: str | None, source: str) -> Check:
    """Return the check `recipient`: whether `address` (an e-mail address, a DID, a URL) is the earner.

    Every identity of the badge is compared until one matches; an e-mail address is only compared with
    identities of that type. Without `address` the check is skipped. Source: OB 3.0, "Verify the Recipient
    Using an Identifier".
    """
    if address is None:
        return Check("recipient", Outcome.SKIPPED, "RECIPIENT_NOT_ASKED", source)
    details = {"address": address}
    if recipient is None or not (recipient.id or recipient.identities):
        return Check("recipient", Outcome.FAILED, "RECIPIENT_NONE", source, details)
    if recipient.id and recipient.id in (address, f"mailto:{address}"):
        return Check("recipient", Outcome.PASSED, "RECIPIENT_MATCH", source, details)
    mail = "@" in address and not address.startswith(("did:", "http:", "https:"))
    comparable = [each for each in recipient.identities if each.type == EMAIL or not mail]
    if any(matches(identity, address) for identity in comparable):
        return Check("recipient", Outcome.PASSED, "RECIPIENT_MATCH", source, details)
    return Check("recipient", Outcome.FAILED, "RECIPIENT_MISMATCH", source, details)
