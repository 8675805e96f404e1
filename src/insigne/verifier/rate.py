"""How often one address may ask: verifying a stranger's badge makes this server ask others' servers."""

from django.core.cache import cache
from django.http import HttpRequest

from insigne.verifier.errors import VerifierError
from insigne.web.network import origin

MOST_A_MINUTE = 30


def count(request: HttpRequest) -> None:
    """Count one question. Raises VerifierError `too_often` beyond 30 in a minute from one network address."""
    key = f"verifier:{origin(request)}"
    cache.add(key, 0, timeout=60)
    try:
        asked = cache.incr(key)
    except ValueError:
        asked = 1
    if asked > MOST_A_MINUTE:
        raise VerifierError("too_often")
