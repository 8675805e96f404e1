"""openbadge: digital badges, read, written, signed, packed and verified. Pure; every format; honest answers.

The names that matter, in the order of a badge's life:

    Achievement, Criteria   what is recognised: the definition of a badge
    Profile                 who issues
    Recipient               who earned it, by id or by an IdentityHash of an address (`hash_identity`)
    PrivateKey              what signs
    Issuance                one badge, one issuer, one key: `.sign(recipient, …)` gives the signed bytes
    bake, unbake            put a credential into a PNG, SVG or PDF, and take it out
    verify                  bytes in, `Report` out: a `Verdict`, two facts, every check with its reason
    Policy, TrustedIssuer   what the reader demands, and whom he trusts by his own decision
    MapFetcher, SafeFetcher where the documents that a check needs come from
    OpenBadgeError          the root of every error that is raised

A badge from its definition to its verification:

>>> from datetime import UTC, datetime
>>> import openbadge
>>> from openbadge.keys import did_key
>>> today = datetime(2026, 3, 1, 8, tzinfo=UTC)
>>> key = openbadge.PrivateKey.from_seed(bytes(range(32)))    # in earnest: PrivateKey.generate(SystemEntropy())
>>> did = did_key.did(key.public)
>>> pottery = openbadge.Issuance(
...     openbadge.Achievement(
...         id="https://school.example/badges/pottery",
...         name="Pottery",
...         description="Can throw and fire a pot.",
...         criteria=openbadge.Criteria(narrative="Throw, glaze and fire one pot."),
...     ),
...     key=key,
...     issuer=openbadge.Profile(id=did, name="School of Art"),
...     verification_method=did_key.verification_method(did),
... )
>>> salt = "b7f1c0ffee5a17b7f1c0ffee5a17b7f1"
>>> hashed = openbadge.hash_identity("lea@school.example", salt=salt)
>>> lea = openbadge.Recipient(identities=(openbadge.IdentityHash("email", True, hashed, salt),))
>>> badge = pottery.sign(lea, id="urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057", valid_from_at=today)

Nobody vouches for a bare key, so the badge is intact, and its issuer is not confirmed:

>>> offline = openbadge.MapFetcher({})
>>> report = openbadge.verify(badge, fetcher=offline, at=today, recipient="lea@school.example")
>>> report.verdict, report.facts.intact, report.facts.issuer_confirmed
(<Verdict.INTACT: 'intact'>, True, False)

A reader who knows the school says so, and then:

>>> policy = openbadge.Policy(trust_list=(openbadge.TrustedIssuer(did),))
>>> report = openbadge.verify(badge, fetcher=offline, policy=policy, at=today)
>>> report.verdict
<Verdict.VERIFIED: 'verified'>
>>> report.credential.achievement.name
'Pottery'
>>> print(report.check("dates").message("fr"))
Le badge est en vigueur depuis le 1er mars 2026 à 08 h 00 (UTC), sans date de fin.

One changed letter, and it does not hold any more:

>>> openbadge.verify(badge.replace(b"Pottery", b"Poetry!"), fetcher=offline, at=today).verdict
<Verdict.FAILED: 'failed'>

Names are loaded when they are first used, so that `import openbadge` costs nothing. The rooms below
(`openbadge.model`, `canon`, `keys`, `formats`, `proofs`, `status`, `baking`, `issue`, `verify`, `outside`)
each say at their head what they are; `openbadge.outside` is the only one that meets network, disk and clock.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openbadge.baking import bake as bake
    from openbadge.baking import unbake as unbake
    from openbadge.errors import OpenBadgeError as OpenBadgeError
    from openbadge.issue.issuance import Issuance as Issuance
    from openbadge.keys.key import PrivateKey as PrivateKey
    from openbadge.model import Achievement as Achievement
    from openbadge.model import Criteria as Criteria
    from openbadge.model import IdentityHash as IdentityHash
    from openbadge.model import Profile as Profile
    from openbadge.model import Recipient as Recipient
    from openbadge.model import hash_identity as hash_identity
    from openbadge.outside.fetch import MapFetcher as MapFetcher
    from openbadge.outside.fetch import SafeFetcher as SafeFetcher
    from openbadge.verify.pipeline import verify as verify
    from openbadge.verify.policy import Policy as Policy
    from openbadge.verify.policy import TrustedIssuer as TrustedIssuer
    from openbadge.verify.report import Report as Report
    from openbadge.verify.report import Verdict as Verdict

_ROOMS = {
    "Achievement": "openbadge.model",
    "Criteria": "openbadge.model",
    "IdentityHash": "openbadge.model",
    "Issuance": "openbadge.issue.issuance",
    "MapFetcher": "openbadge.outside.fetch",
    "OpenBadgeError": "openbadge.errors",
    "Policy": "openbadge.verify.policy",
    "PrivateKey": "openbadge.keys.key",
    "Profile": "openbadge.model",
    "Recipient": "openbadge.model",
    "Report": "openbadge.verify.report",
    "SafeFetcher": "openbadge.outside.fetch",
    "TrustedIssuer": "openbadge.verify.policy",
    "Verdict": "openbadge.verify.report",
    "bake": "openbadge.baking",
    "hash_identity": "openbadge.model",
    "unbake": "openbadge.baking",
    "verify": "openbadge.verify",
}

__all__ = list(_ROOMS)


def __getattr__(name: str) -> object:
    """Return a public name from its room, loading the room the first time (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'openbadge' has no attribute {name!r}")
    room = import_module(_ROOMS[name])
    # The room `openbadge.verify` can itself be called: see its head.
    value: object = room if _ROOMS[name] == f"openbadge.{name}" else getattr(room, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS})
