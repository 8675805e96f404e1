"""Getting documents by address: from the network without being led astray, from a map, or not at all.

`SafeFetcher` is for strangers' addresses: `address` says which may be asked for, `network` connects to
the checked address only, `safe` does the whole exchange under one deadline. `given` holds `MapFetcher`
and `OfflineFetcher`.
"""

from openbadge.outside.fetch.address import is_public
from openbadge.outside.fetch.given import Document, MapFetcher, OfflineFetcher, load_map
from openbadge.outside.fetch.network import Connect, Resolve, system_connect, system_resolve
from openbadge.outside.fetch.safe import SafeFetcher

__all__ = [
    "Connect",
    "Document",
    "MapFetcher",
    "OfflineFetcher",
    "Resolve",
    "SafeFetcher",
    "is_public",
    "load_map",
    "system_connect",
    "system_resolve",
]
