"""The root of every error that a service raises: a stable code, facts, a translated sentence, an HTTP status.

Room: kernel. Touches translations only. Each context has its own subclass with its own `messages`.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ServiceError(Exception):
    """A service refused: `code` says why to programs, `sentence()` to people.

    A subclass writes `messages`, code → sentence with `%(fact)s` places, and may write `statuses`,
    code → HTTP status, for codes that are neither `not_found` (404) nor `forbidden` (403) nor plainly
    bad input (400). It inherits the messages of its parents. Raises LookupError when made with a code
    that has no message.
    """

    messages: ClassVar[Mapping[str, str | Promise]] = {
        "not_found": _("We could not find what you asked for."),
        "forbidden": _("Your role does not allow this."),
    }
    statuses: ClassVar[Mapping[str, int]] = {"not_found": 404, "forbidden": 403}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        parent = cls.__mro__[1]
        assert issubclass(parent, ServiceError)
        cls.messages = {**parent.messages, **cls.messages}
        cls.statuses = {**parent.statuses, **cls.statuses}

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        if code not in self.messages:
            raise LookupError(f"{type(self).__name__} has no message for the code {code!r}")
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}"

    def sentence(self) -> str:
        """Return what happened, in the language now active."""
        return str(self.messages[self.code]) % self.facts

    @property
    def status(self) -> int:
        """The HTTP status that answers this error."""
        return self.statuses.get(self.code, 400)
