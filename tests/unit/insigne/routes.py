"""Every address of the site, read from the URLconf, and what the tests know of each.

A route with a parameter stands in exactly one of the tables below; `test_routes_roles` fails on one that does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

READ = "orgs:organisation:read"
MANAGE = "orgs:member:manage"
DEFINE = "catalogue:badge:define"
PUBLISH = "catalogue:badge:publish"
AWARD = "awards:award:create"

ORGANISATION_ROUTES = {
    "orgs:dashboard": READ,
    "orgs:edit": "orgs:organisation:edit",
    "orgs:leave": READ,
    "orgs:members": READ,
    "orgs:member": MANAGE,
    "orgs:member_remove": MANAGE,
    "orgs:withdraw": MANAGE,
    "catalogue:list": "catalogue:badge:read",
    "catalogue:new": DEFINE,
    "catalogue:drawing": DEFINE,
    "catalogue:detail": "catalogue:badge:read",
    "catalogue:edit": DEFINE,
    "catalogue:publish": PUBLISH,
    "catalogue:archive": PUBLISH,
    "catalogue:picture": "catalogue:badge:read",
    "awards:desk": AWARD,
    "awards:draft": AWARD,
    "awards:draft_confirm": AWARD,
    "awards:draft_discard": AWARD,
    "awards:events": "awards:event:read",
    "awards:event": "awards:event:read",
    "awards:event_lines": "awards:event:read",
    "awards:cancel": AWARD,
    "awards:revoke": "awards:award:revoke",
}
"""Pages of one organisation → the right that they ask for."""

POSTING_ASKS_FOR = {"orgs:members": MANAGE}
"""Pages that many read and few write → the right that POST asks for."""

ONLY_THEIR_MAKER = {"awards:draft", "awards:draft_confirm", "awards:draft_discard"}
"""Objects that even a colleague with the right does not see: here, the owner made them."""

PERSON_ROUTES = {
    "orgs:accept": "guest",
    "orgs:decline": "guest",
    "passport:holding": "earner",
    "passport:check": "earner",
    "passport:remove": "earner",
    "passport:picture": "earner",
    "passport:download": "earner",
}
"""Pages of one person's own things → whose."""

CREDENTIAL_ROUTES = {"verifier:credential", "verifier:png", "verifier:pdf", "verifier:json", "verifier:card"}
"""Pages of a received badge: nobody's, until its earner shares it; then everybody's."""

TOKEN_ROUTES = {
    "awards:unlock",
    "awards:accept",
    "awards:account",
    "awards:decline",
    "awards:share",
    "awards:download",
    "account_confirm_email",
    "account_reset_password_from_key",
}
"""Pages that a secret in the address opens, whoever has it."""

PUBLIC_ROUTES = {
    "orgs:public",
    "catalogue:badge",
    "catalogue:revision",
    "catalogue:image",
    "signing:did_document",
    "signing:status_list",
    "api-1:organisation",
}
"""Pages that everybody reads."""

DEMO_ROUTES = {"delivery:letter", "delivery:letter_body"}
"""Pages that exist in the demo only."""

EXAMPLES = {"kind": "png", "name": "no-such-letter", "key": "no-such-key", "uidb36": "0"}
"""Values of parameters that name no object of an organisation."""


@dataclass(frozen=True, slots=True)
class Route:
    """A named address and its parameters."""

    name: str
    parameters: frozenset[str]

    def __str__(self) -> str:
        return self.name


def routes() -> tuple[Route, ...]:
    """Return every route of the URLconf."""
    return tuple(_walk(get_resolver().url_patterns, "", frozenset()))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, above: frozenset[str]) -> Iterator[Route]:
    for one in patterns:
        parameters = above | frozenset(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            inner = f"{prefix}{one.namespace}:" if one.namespace else prefix
            yield from _walk(one.url_patterns, inner, parameters)
        else:
            yield Route(f"{prefix}{one.name or '?'}", parameters)
