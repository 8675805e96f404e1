"""Which addresses may be asked for. Everything here is a refusal unless it is plainly public.

An address is taken apart by one strict reader, and only what it returns is used afterwards: no second
parser can read it differently. Sources: RFC 6890 and the IANA special-purpose registries; RFC 6052 and
RFC 8215 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), RFC 6598 (CGNAT).
"""

import ipaddress
import re
from dataclasses import dataclass

from openbadge.errors import UnreachableError

URL_CHARACTERS = 2_048

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]\\]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?",
    re.IGNORECASE,
)
_VISIBLE = re.compile(r"[!-\[\]-~]+")
"""ASCII without space, control characters and backslash: what a URL is written in (RFC 3986)."""
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
"""At least two labels, the last not numeric: `2130706433`, `0x7f.1` and `localhost` are no names."""
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

# What `ipaddress.is_global` lets through, or lets through in some Python versions, and no stranger's
# document lives at. 168.63.129.16 is Azure's wire server: public in form, the host's own in fact.
_REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "224.0.0.0/3",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
    )
)  # fmt: skip
_IPV6_PUBLIC = ipaddress.IPv6Network("2000::/3")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart: `host` in lower case (IPv6 in brackets), `local` when it names this machine."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def local(self) -> bool:
        """Whether the host is one of the three names of this machine."""
        return self.host in _LOCAL_NAMES

    @property
    def url(self) -> str:
        """The URL that is asked for, without fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """The host, and the port unless it is the scheme's usual one: what the Host header says."""
        usual = 443 if self.scheme == "https" else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


def is_public(address: IPAddress) -> bool:
    """Return whether an IP address may be connected to: global unicast, no form that hides another."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _IPV6_PUBLIC:
        # Also shuts out ::ffff:0:0/96 (mapped), 64:ff9b::/96 and 64:ff9b:1::/48 (NAT64), fc00::/7, fe80::/10.
        return False
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def parse(url: str, *, allow_localhost: bool) -> Target:
    """Return the parts of an address that may be asked for.

    https only; http for this machine alone, and only with `allow_localhost`. No user name, no spelled-out
    IP address but a public one in its usual form, no name of a single label.
    Raises UnreachableError, always the same.
    """
    match = _URL.fullmatch(url) if len(url) <= URL_CHARACTERS and _VISIBLE.fullmatch(url) else None
    if match is None:
        raise refused(url)
    host = match["host"].lower().removesuffix(".")
    scheme = match["scheme"].lower()
    port = int(match["port"] or (443 if scheme == "https" else 80))
    target = Target(scheme, host, port, (match["path"] or "/") + (match["query"] or ""))
    if not 0 < port <= 65_535:
        raise refused(url)
    if target.local:
        if not allow_localhost:
            raise refused(url)
        return target
    if scheme != "https" or not ((_NAME.fullmatch(host) and len(host) <= 253) or _is_public_literal(host)):
        raise refused(url)
    return target


def refused(url: str) -> UnreachableError:
    """Return the one error of every fetch that has no answer; its text never says why (security S06)."""
    return UnreachableError("UNREACHABLE", "The document could not be fetched.", url=url[:URL_CHARACTERS])


def literal(host: str) -> IPAddress | None:
    """Return the IP address that a host spells in its one usual form, or None."""
    try:
        if host.startswith("["):
            return ipaddress.IPv6Address(host[1:-1])
        return ipaddress.IPv4Address(host)
    except ValueError:
        return None


def _is_public_literal(host: str) -> bool:
    address = literal(host)
    return address is not None and is_public(address)
