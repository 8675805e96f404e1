"""Keys sealed at rest and rotated without harm; status lists that say what was revoked and nothing else."""

from datetime import UTC, datetime

import pytest

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Credential
from insigne.kernel import clock, documents
from insigne.signing import keyring, lists, selectors, services, vault
from insigne.signing.errors import SigningError
from insigne.signing.models import IssuerKey, StatusBit, StatusList
from openbadge import verify
from openbadge.canon import strict_json
from openbadge.status.bitstring import Bitstring


def award(school, address: str) -> Credential:
    award_id = awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address),
        idempotency_key=address,
        language="fr",
    )
    return Credential.objects.get(award_id=award_id)


def verdict(credential: Credential) -> str:
    return str(verify(bytes(credential.body), fetcher=documents.fetcher(), at=clock.now()).verdict)


def test_r17_the_seed_is_nowhere_in_the_row(school) -> None:
    award(school, "a@exemple.example")
    row = IssuerKey.objects.get()
    seed = vault.unseal(bytes(row.sealed_seed), row_id=row.id)
    assert len(seed) == 32
    assert seed not in bytes(row.sealed_seed)


def test_r17_another_sealing_key_or_another_row_opens_nothing(school, settings) -> None:
    award(school, "a@exemple.example")
    row = IssuerKey.objects.get()
    with pytest.raises(SigningError):
        vault.unseal(bytes(row.sealed_seed), row_id=school.organisation.id)
    settings.KEY_ENCRYPTION_KEY = "une autre clé"
    with pytest.raises(SigningError):
        vault.unseal(bytes(row.sealed_seed), row_id=row.id)
    with pytest.raises(SigningError):
        vault.unseal(b"\x02" + bytes(row.sealed_seed)[1:], row_id=row.id)


def test_r16_badges_signed_before_a_rotation_still_verify(school) -> None:
    before = award(school, "a@exemple.example")
    services.create_key(actor_id=school.owner_id, organisation_id=school.organisation.id)
    keyring.forget()
    after = award(school, "b@exemple.example")
    assert before.key_id != after.key_id
    assert (verdict(before), verdict(after)) == ("verified", "verified")
    document = strict_json.loads(selectors.did_document("ecole"))
    assert len(document["verificationMethod"]) == 2


def test_a_revoked_key_confirms_nothing_any_more(school) -> None:
    credential = award(school, "a@exemple.example")
    IssuerKey.objects.update(revoked_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert verdict(credential) not in ("verified", "intact")


def test_revoked_is_bit_is_verdict(school) -> None:
    kept, lost = award(school, "a@exemple.example"), award(school, "b@exemple.example")
    awards.revoke(actor_id=school.coach_id, award_id=lost.award_id, reason="Erreur")
    document = strict_json.loads(selectors.status_list(lost.status_list_id))
    bits = Bitstring.decode(document["credentialSubject"]["encodedList"])
    assert bits.get(lost.status_index)
    assert sum(bits.get(index) for index in range(len(bits))) == 1 == StatusBit.objects.count()
    assert (verdict(kept), verdict(lost)) == ("verified", "revoked")


def test_setting_a_bit_twice_signs_once(school) -> None:
    credential = award(school, "a@exemple.example")
    lists.set_bit(list_id=credential.status_list_id, index=7)
    first = selectors.status_list(credential.status_list_id)
    lists.set_bit(list_id=credential.status_list_id, index=7)
    assert selectors.status_list(credential.status_list_id) == first


def test_a_full_list_opens_the_next_one(school) -> None:
    award(school, "a@exemple.example")
    StatusList.objects.update(next_position=131_070)
    places = lists.reserve(organisation_id=school.organisation.id, count=3)
    assert {place.list_id for place in places} == {StatusList.objects.get(number=2).id}
    assert StatusList.objects.count() == 2


def test_public_documents_over_http(school, client) -> None:
    credential = award(school, "a@exemple.example")
    answer = client.get(f"/status/{credential.status_list_id}")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"/status/{credential.status_list_id}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get("/o/ecole/did.json").json()["id"] == "did:web:localhost%3A8000:o:ecole"
    assert client.get("/o/personne/did.json").status_code == 404
    assert client.get(f"/status/{school.organisation.id}").status_code == 404
