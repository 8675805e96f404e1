"""Filled credentials are, byte for byte, those that writing and signing the whole document gives."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property.credentials import IRIS, NO_EXTRA, TEXT, credentials

from openbadge.canon import strict_json
from openbadge.formats import ob3
from openbadge.issue.issuance import Issuance
from openbadge.keys import did_key
from openbadge.keys.key import PrivateKey
from openbadge.model import Credential
from openbadge.proofs import data_integrity

KEY = PrivateKey.from_seed(bytes(32))
METHOD = did_key.verification_method(did_key.did(KEY.public))


def brought(credential: Credential) -> dict[str, object]:
    """Return what differs from one credential of a badge to the next; types unknown to contexts left out."""
    return {
        "id": credential.id,
        "valid_from_at": credential.valid_from_at,
        "valid_until_at": credential.valid_until_at,
        "awarded_at": credential.awarded_at,
        "evidence": tuple(replace(entry, types=()) for entry in credential.evidence),
        "narrative": credential.narrative,
        "results": tuple(
            replace(entry, types=(), alignments=(), achieved_level=None) for entry in credential.results
        ),
        "status": None
        if credential.status is None or credential.status.list_url is None
        else replace(credential.status, id=None),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(credentials(NO_EXTRA), st.lists(st.tuples(IRIS, TEXT), min_size=2, max_size=4))
def test_filled_credentials_are_those_of_the_long_way(credential: Credential, others: list[tuple[str, str]]):
    achievement = replace(
        credential.achievement,
        **dict.fromkeys(("types", "endorsements", "related", "alignments", "result_descriptions"), ()),  # type: ignore[arg-type]
        creator=None,
    )
    issuer = replace(credential.issuer, types=(), parent=None)
    maker = Issuance(achievement, key=KEY, issuer=issuer, verification_method=METHOD)
    for iri, text in (("", ""), *others):
        given_now = brought(credential)
        if iri:
            given_now["id"] = iri
            given_now["evidence"] = tuple(
                replace(entry, name=text if entry.name is not None else None) for entry in credential.evidence
            )
            given_now["evidence"] = tuple(replace(entry, types=()) for entry in given_now["evidence"])  # type: ignore[attr-defined]
        whole = Credential(
            issuer=issuer,
            recipient=credential.recipient,
            achievement=achievement,
            name=achievement.name,
            **given_now,  # type: ignore[arg-type]
        )
        expected = strict_json.dumps(
            data_integrity.sign(
                ob3.write(whole), key=KEY, verification_method=METHOD, created_at=credential.valid_from_at
            )
        )
        assert maker.sign(credential.recipient, **given_now) == expected  # type: ignore[arg-type]
