"""What a status list says of one credential. Could-not-tell is its own answer."""

from typing import Literal, NamedTuple, TypeAlias

State: TypeAlias = Literal["clear", "set", "unknown"]

OK = "OK"


class StatusResult(NamedTuple):
    """`state` is "set" when the purpose applies (revoked, suspended), "clear" when not, "unknown" otherwise.

    `code` is OK, or says why it is unknown; `value` is the number in the list (0 or 1, more when entries are
    wider); `reason` is what the issuer gave, in the issuer's words.
    """

    state: State
    purpose: str
    code: str
    message: str
    value: int | None = None
    reason: str | None = None
