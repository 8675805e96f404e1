"""Every error that a public function of the library raises: one tree, nothing else crosses.

    OpenBadgeError                 has a stable `code`, an English sentence, and facts
    ├── MalformedError             the input breaks its format; `path` says where (JSON path or byte offset)
    ├── UnsupportedError           well-formed, but a kind that this library does not read or write
    ├── UnreachableError           a document could not be had; `retry_after_seconds` when the server said so
    ├── NoKeyError                 no key stands where one is needed, or the key is too weak to be used
    └── LimitError                 reading on would cost more than the limits allow

A failed check of a credential is not an error: it is a value (`openbadge.verify.report.Check`).
"""


class OpenBadgeError(Exception):
    """Root of the tree. `code` is stable and in capitals; `facts` are the values that the sentence speaks of."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.facts = facts


class MalformedError(OpenBadgeError):
    """Bad input. `path` is a JSON path such as `$.credentialSubject.id`, or empty when the whole is bad."""

    def __init__(self, code: str, message: str, *, path: str = "", **facts: object) -> None:
        super().__init__(code, message, path=path, **facts)
        self.path = path


class UnsupportedError(OpenBadgeError):
    """Well-formed input of a kind that is not handled; the message says which kinds are."""


class UnreachableError(OpenBadgeError):
    """A document could not be had. `retry_after_seconds` is None unless the server named a delay."""

    def __init__(
        self, code: str, message: str, *, retry_after_seconds: float | None = None, **facts: object
    ) -> None:
        super().__init__(code, message, retry_after_seconds=retry_after_seconds, **facts)
        self.retry_after_seconds = retry_after_seconds


class NoKeyError(OpenBadgeError):
    """No usable key: none found, of an unknown kind, or too weak."""


class LimitError(OpenBadgeError):
    """A limit of `openbadge.canon.limits.Limits`, or of a file format's reader, was reached."""
