"""Where a request comes from, so that requests can be counted. Pure: reads the request and one setting."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD_BITS = 64
"""An IPv6 line is given a network of this size (RFC 6177): whoever has one has 2⁶⁴ addresses."""


def origin(request: HttpRequest) -> str:
    """Return the IPv4 address of who asks, or the first address of their IPv6 network; empty when there is none.

    X-Forwarded-For is read only as far as the proxies that the operator runs (TRUSTED_PROXIES) wrote it: what a
    visitor wrote before them counts for nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    written = request.headers.get("X-Forwarded-For", "").split(",")
    proxies: int = settings.TRUSTED_PROXIES
    claimed = written[-proxies] if 0 < proxies <= len(written) else ""
    return _network(claimed) or _network(direct)


def _network(text: str) -> str:
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((address, HOUSEHOLD_BITS), strict=False).network_address)
    return str(address)
