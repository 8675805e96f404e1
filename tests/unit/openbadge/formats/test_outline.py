"""The tolerant look at a credential: nothing raises, nothing is lost, nothing of others is taken for its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbadge.formats.outline import issuer_id, many, outline

BADGE = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:x:badge",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:a.example", "name": "A", "endorsement": [{"id": "urn:x:of-issuer"}]},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "urn:x:lea",
        "achievement": {
            "id": "urn:x:pottery",
            "endorsement": {"id": "urn:x:single"},
            "endorsementJwt": ["a.b.c"],
        },
    },
    "endorsement": [{"id": "urn:x:of-badge", "@context": ["https://evil.example"]}],
    "credentialStatus": [{"type": "A"}, {"type": "B"}],
    "refreshService": {"id": "https://a.example/refresh", "type": "X"},
    "credentialSchema": [{"id": "https://a.example/schema", "type": "1EdTechJsonSchemaValidator2019"}],
    "termsOfUse": "https://a.example/terms",
    "proof": [{"@context": "https://a.example/own"}],
}


def test_the_parts_of_a_badge():
    parts = outline(BADGE)
    assert parts.types == {"VerifiableCredential", "OpenBadgeCredential"}
    assert (parts.issuer_id, parts.issuer_name) == ("did:web:a.example", "A")
    assert parts.identified
    assert parts.refreshes
    assert parts.names_schema
    assert [entry["type"] for entry in parts.statuses] == ["A", "B"]
    assert set(parts.invitations) == {
        "https://a.example/refresh",
        "https://a.example/schema",
        "https://a.example/terms",
    }


def test_contexts_of_others_are_theirs():
    assert outline(BADGE).contexts == ("https://www.w3.org/ns/credentials/v2",)


def test_each_endorsement_with_its_place_and_what_it_may_speak_of():
    found = {each.path: each.about for each in outline(BADGE).endorsements}
    assert found == {
        "$.endorsement[0]": {"urn:x:badge", "did:web:a.example", "urn:x:lea", "urn:x:pottery"}
        | {"https://a.example/refresh", "https://a.example/schema"},
        "$.issuer.endorsement[0]": {"did:web:a.example"},
        "$.credentialSubject.achievement.endorsement[0]": {"urn:x:pottery"},
        "$.credentialSubject.achievement.endorsementJwt[0]": {"urn:x:pottery"},
    }


def test_dates_of_the_older_era():
    parts = outline({"issuanceDate": "2020-01-01T00:00:00Z", "expirationDate": "2021-01-01T00:00:00Z"})
    assert (parts.valid_from, parts.valid_until) == ("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("subject", "identified"),
    [
        ({"id": "did:key:z"}, True),
        ({"identifier": [{"identityHash": "sha256$00"}]}, True),
        ({"id": "", "identifier": []}, False),
        ({"identifier": ["x"]}, False),
        ("somebody", False),
        (None, False),
    ],
)
def test_somebody_it_is_about(subject, identified):
    assert outline({"credentialSubject": subject}).identified is identified


@pytest.mark.parametrize(
    ("issuer", "found"), [("did:x:y", "did:x:y"), ({"id": 7}, ""), (["did:x:y"], ""), (None, "")]
)
def test_the_issuer(issuer, found):
    assert issuer_id({"issuer": issuer}) == found


def test_none_one_or_several():
    assert (many(None), many(0), many([1, 2])) == ((), (0,), (1, 2))


@given(
    st.dictionaries(
        st.sampled_from([*BADGE, "identifier", "verifiableCredential"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "type", "endorsement", "@context", "x"]), inner, max_size=3
                )
            ),
            max_leaves=12,
        ),
    )
)
def test_nothing_raises(document):
    assert outline(document).id == (document.get("id") if isinstance(document.get("id"), str) else "")
