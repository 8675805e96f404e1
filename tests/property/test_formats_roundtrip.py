"""What is written is read back the same, unknown members included, whatever the credential."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property.credentials import JSON, credentials

from openbadge.errors import OpenBadgeError
from openbadge.formats import clr, elm, ob1, ob2, ob3, ob3_rules, upgrade
from openbadge.formats.detect import detect
from openbadge.model import Credential, Transcript

unhurried = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@unhurried
@given(credentials())
def test_ob3_reads_back_what_it_wrote(credential: Credential):
    assert ob3.read(ob3.write(credential)) == credential


@unhurried
@given(credentials())
def test_ob3_writes_the_same_again(credential: Credential):
    document = ob3.write(credential)
    assert ob3.write(ob3.read(document)) == document


@unhurried
@given(credentials())
def test_ob2_reads_back_what_was_carried_to_it(credential: Credential):
    carried = upgrade.to_ob2(credential).credential
    assert ob2.read(ob2.write(carried)) == carried


@unhurried
@given(credentials())
def test_a_badge_carried_twice_comes_back_sound(credential: Credential):
    carried = upgrade.to_ob3(upgrade.to_ob2(credential).credential).credential
    document = ob3.write(carried)
    assert ob3.read(document) == carried
    assert [
        entry for entry in ob3_rules.check(document) if entry.code not in ("RULE_PERIOD", "SCHEMA_WORD")
    ] == []


@unhurried
@given(credentials(), st.booleans() | st.none())
def test_clr_reads_back_what_it_wrote(credential: Credential, partial: bool | None):
    transcript = Transcript(
        id=credential.id,
        issuer=credential.issuer,
        recipient=credential.recipient,
        valid_from_at=credential.valid_from_at,
        credentials=(ob3.write(credential),),
        achievements=(credential.achievement,),
        partial=partial,
        status=credential.status,
        types=credential.types,
        extra=credential.extra,
        recipient_extra=credential.recipient_extra,
    )
    assert clr.read(clr.write(transcript)) == transcript


@unhurried
@given(credentials())
def test_elm_keeps_names_and_times(credential: Credential):
    read = elm.read(elm.write(credential))
    assert (read.id, read.achievement.id) == (credential.id, credential.achievement.id)
    assert read.achievement.name == credential.achievement.name
    assert (read.valid_from_at, read.valid_until_at) == (credential.valid_from_at, credential.valid_until_at)


MEMBERS = (
    "id type badge issuer recipient verify issuedOn credentialSubject achievement identifier validFrom name "
    "hasClaim evidence credentialStatus @context vc body payload signatures displayParameter proof"
)
WORDS = st.sampled_from(MEMBERS.split())
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9) | JSON,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=12,
)


@unhurried
@given(st.dictionaries(WORDS, ANY_JSON, max_size=8))
def test_any_object_is_read_or_refused_in_our_words(document: dict[str, object]):
    for read in (ob1.read, ob2.read, ob3.read, clr.read, elm.read):
        try:
            read(document)  # type: ignore[arg-type]
        except OpenBadgeError as error:
            assert error.code.isupper()
    ob3_rules.check(document)  # type: ignore[arg-type]


@unhurried
@given(st.binary(max_size=200) | st.sampled_from([b"<svg", b"<!--", b"%PDF-", b"{", b"e30.e30."]))
def test_any_bytes_are_told_or_refused(data: bytes):
    try:
        detect(data)
    except OpenBadgeError as error:
        assert error.code.isupper()
