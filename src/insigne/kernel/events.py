"""Facts that one context tells and others hear, at once, in the teller's transaction.

Room: kernel. Touches no table itself. An event is a frozen dataclass named by a past participle.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[Event], handler: Callable[[Event], None]) -> None:
    """Have `handler` called for every published `event_type`; subscribing twice is subscribing once.

    Called from `AppConfig.ready`. Handlers run in the order of subscription.
    """
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def publish(event: object) -> None:
    """Call every handler of the event's own type, inside the caller's transaction.

    What a handler raises reaches the caller, so that the fact and its consequences stand or fall
    together. Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{type(event).__name__} was published outside a transaction"
        )
    for handler in tuple(_handlers[type(event)]):
        handler(event)
