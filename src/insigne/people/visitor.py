"""Who is asking.

Room: people. Reads the request only.
"""

from uuid import UUID

from django.http import HttpRequest


def person_of(request: HttpRequest) -> UUID | None:
    """Return the id of the person signed in, or None."""
    return request.user.pk if request.user.is_authenticated else None


def signed_in(request: HttpRequest) -> UUID:
    """Return the id of the person signed in, in a view that asks for sign-in first."""
    person_id = person_of(request)
    assert person_id is not None
    return person_id
