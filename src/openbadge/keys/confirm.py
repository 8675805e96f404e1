"""Does this key speak for this issuer? The second of the two facts that a green answer needs.

A signature shows that a document was not altered since somebody signed it. The key is the issuer's only when
the issuer's own origin says so: a did:web document, the https profile that is the issuer's id, or a key set
beside it. A did:key, a key in a token's header, or a stranger's document that names the issuer, never do.
"""

from openbadge.errors import NoKeyError, UnsupportedError
from openbadge.keys import did_web
from openbadge.keys.resolve import ResolvedKey, is_web, listed_keys, origin
from openbadge.ports import Fetcher


def speaks_for(key: ResolvedKey, issuer_id: str) -> bool:
    """Return whether what was fetched to resolve `key` already shows that `issuer_id` lists it.

    False says only that more must be asked: see `confirmed`.
    """
    if not key.listed_for_purpose or key.source_url is None:
        return False
    if issuer_id.startswith(did_web.PREFIX):
        return key.controller == issuer_id and key.source_url == did_web.document_url(issuer_id)
    if not is_web(issuer_id) or origin(key.source_url) != origin(issuer_id):
        return False
    return key.controller in (None, issuer_id)


def confirmed(
    key: ResolvedKey, issuer_id: str, *, fetcher: Fetcher, purpose: str = "assertionMethod"
) -> bool:
    """Return whether the issuer's own document lists this key, by name or by value, for `purpose`.

    At most one fetch, of the did:web document or of the https profile. False for did:key and did:jwk issuers,
    which name nobody. Raises UnreachableError when the issuer's document cannot be had now.
    """
    if speaks_for(key, issuer_id):
        return True
    if not issuer_id.startswith(did_web.PREFIX) and not is_web(issuer_id):
        return False
    try:
        listed = listed_keys(issuer_id, fetcher=fetcher, purpose=purpose)
    except (NoKeyError, UnsupportedError):
        return False
    return any(candidate.key == key.key for candidate in listed)
