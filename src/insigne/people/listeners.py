"""What this room hears from others: a language chosen on any page is kept with the account."""

from typing import Any

from django.http import HttpRequest

from insigne.people import services
from insigne.web.signals import language_chosen


def connect() -> None:
    """Connect the listeners; doing it twice changes nothing."""
    language_chosen.connect(_keep_language, dispatch_uid="people.keep_language")


def _keep_language(*, request: HttpRequest, language: str, **_: Any) -> None:
    if request.user.is_authenticated:
        services.set_language(person_id=request.user.pk, language=language)
