"""I02, I03, I05: one address is one person, a badge keeps its earner to itself, links cannot be guessed."""

import base64
import hashlib
import string
import sys
from urllib.parse import quote
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.insigne.conftest import person
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.visits import content, told, visitor

from insigne.awards import files, services, tokens
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Award, Credential
from insigne.kernel import clock
from insigne.kernel.ids import new_id
from insigne.people import addresses
from insigne.people.errors import PersonError
from insigne.people.selectors import person_of_address
from openbadge.canon import strict_json

ADDRESS, NAME = "canari.zoe@exemple.example", "Zoé Canari-Lemoine"
TOKEN_LETTERS = string.ascii_letters + string.digits + "-_"


def award(school: object, address: str = ADDRESS, name: str = NAME, key: str = "k") -> UUID:
    return services.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address, name=name),
        idempotency_key=key,
        language="fr",
    )


def credential_id(award_id: UUID) -> UUID:
    return Credential.objects.get(award_id=award_id).id


def stored(typed: str) -> str | None:
    """Return the form in which an address is stored, None when it is refused."""
    try:
        return addresses.check(typed)
    except ValidationError:
        return None


def test_i02_no_character_of_unicode_becomes_an_ascii_letter_before_the_at() -> None:
    accepted = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if not character.isascii() and not character.isspace():
            normal = addresses.normalise(f"x{character}y@example.org")
            if normal.isascii():
                accepted.append(hex(code))
    assert accepted == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a@straße.example", "a@strasse.example"),
        ("a@βόλος.example", "a@βόλοσ.example"),
        ("a@نامه\u200cای.example", "a@نامهای.example"),
        ("a@paypal.example", "a@paypаl.example"),
        ("a@example.org", "a@exampӏe.org"),
        ("ab@example.org", "a.b@example.org"),
        ("a+b@example.org", "a@example.org"),
    ],
)
def test_i02_two_mailboxes_are_never_one_identity(one: str, other: str) -> None:
    """ß, ς and the joiners are letters of their own in the names of today (IDNA 2008): other owners, other mail."""
    assert stored(one) is None or stored(one) != stored(other)


@pytest.mark.parametrize("domain", ["ＥＸＡＭＰＬＥ.org", "example。org", "ex\u00adample.org"])
def test_i02_a_domain_typed_in_another_width_is_the_same_mailbox(domain: str) -> None:
    assert stored(f"a@{domain}") in ("a@example.org", None)


@pytest.mark.parametrize(
    "typed",
    [
        '"a b"@example.org',
        '"a@b"@example.org',
        '"\x01"@example.org',
        '"<script>"@example.org',
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@[127.0.0.1]",
        "a@localhost",
        "a\x00@example.org",
        "\ud800@example.org",
        "a@\ud800.org",
        "a@" + "x" * 64 + ".org",
        "a@xn--a.org",
        "a@-.org",
        "a@\u202eexample.org",
    ],
)
def test_i02_what_is_no_plain_address_is_refused(typed: str) -> None:
    assert stored(typed) is None


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
)
@example("A", "EXAMPLE")
@example("a", "É")
def test_i02_a_stored_address_is_stable_and_keeps_its_local_part(local: str, label: str) -> None:
    found = stored(f"{local}@{label}.example")
    if found is not None:
        assert found.isascii()
        assert stored(found) == stored(found.upper()) == found
        assert found.rpartition("@")[0] == local.strip().lower()


@pytest.mark.parametrize(
    "again",
    ["Lea@Exemple.Example", " lea@exemple.example ", "lea@EXEMPLE.example", "lea@ｅxemple.example"],
)
def test_i02_the_same_mailbox_never_has_two_accounts(db: None, again: str) -> None:
    first = person("lea@exemple.example")
    with pytest.raises(PersonError, match="address_taken"):
        person(again)
    assert person_of_address(again) == first


def everything_shown(identifier: UUID) -> bytes:
    """Return all that the public sees of a credential, in each of its forms."""
    seen = b""
    for language in ("fr", "en"):
        for name in ("credential", "json", "png", "pdf", "card"):
            url = reverse(f"verifier:{name}", args=[identifier])
            answer = visitor().get(url, {"language": language}, headers={"accept-language": language})
            assert answer.status_code == 200, name
            seen += answer.getvalue() + str(answer.headers).encode()
    return seen


def traces(address: str) -> list[bytes]:
    """Return what would give an address away: itself, encoded, or hashed without salt."""
    plain = address.encode()
    local, _, domain = address.partition("@")
    digests = [hashlib.new(name, plain).hexdigest() for name in ("md5", "sha1", "sha256", "sha512")]
    encoded = [quote(address), quote(address, safe=""), plain.hex(), *digests, f"{local}%40{domain}", local]
    return [plain, base64.b64encode(plain).rstrip(b"="), *(text.encode() for text in encoded)]


def test_i03_an_unshared_badge_is_not_found_in_any_form(school: object) -> None:
    held, unknown = credential_id(award(school)), new_id()
    for name in ("credential", "json", "png", "pdf", "card"):
        for accept in ("text/html", "application/json", "application/vc+ld+json"):
            answers = [
                visitor().get(reverse(f"verifier:{name}", args=[one]), headers={"accept": accept})
                for one in (held, unknown)
            ]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert told(answers[0], held) == told(answers[1], unknown)


def test_i03_the_salt_is_128_random_bits_for_each_award(
    school: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = clock.now()
    monkeypatch.setattr(clock, "now", lambda: still)
    salts = set()
    for number in range(20):
        body = Credential.objects.get(
            award_id=award(school, f"p{number}@exemple.example", key=f"k{number}")
        ).body
        (identity,) = strict_json.loads(bytes(body))["credentialSubject"]["identifier"]
        assert identity["hashed"] is True
        assert identity["identityHash"].startswith("sha256$")
        assert len(bytes.fromhex(identity["salt"])) * 8 >= 128
        salts.add(identity["salt"])
    assert len(salts) == 20
    spread = {salt[place] for salt in salts for place in range(32)}
    assert spread == set("0123456789abcdef")


def test_i03_a_shared_badge_tells_neither_address_nor_name(school: object) -> None:
    award_id = award(school)
    services.share(award_id=award_id, public=True, show_name=False)
    seen = everything_shown(credential_id(award_id))
    for trace in [*traces(ADDRESS), NAME.encode(), b"Canari", b"Zo\\u00e9"]:
        assert trace not in seen, trace


def test_i03_the_drawn_files_name_nobody_who_did_not_ask(
    school: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two earners of one badge: the pictures of their shared pages are the same, byte for byte."""
    drawn, cards = [], []
    real = files.draw
    monkeypatch.setattr(files, "draw", lambda page, picture: drawn.append(page) or real(page, picture))
    for number, name in enumerate([NAME, "Aïssatou Diop", ""]):
        award_id = award(school, f"p{number}@exemple.example", name, key=f"k{number}")
        services.share(award_id=award_id, public=True, show_name=False)
        identifier = credential_id(award_id)
        cards.append(visitor().get(reverse("verifier:card", args=[identifier])).content)
        visitor().get(reverse("verifier:pdf", args=[identifier]))
    assert cards[0] == cards[1] == cards[2]
    assert [page.earner for page in drawn] == ["", "", ""]


def test_i03_the_name_is_shown_when_chosen_and_the_address_never(school: object) -> None:
    award_id = award(school)
    services.share(award_id=award_id, public=True, show_name=True)
    seen = everything_shown(credential_id(award_id))
    assert NAME.encode() in seen
    for trace in traces(ADDRESS):
        assert trace not in seen, trace


def test_i03_a_page_closes_again_even_after_the_badge_was_revoked(school: object) -> None:
    award_id = award(school)
    services.share(award_id=award_id, public=True, show_name=True)
    services.revoke(actor_id=school.coach_id, award_id=award_id, reason="Erreur")
    link, identifier = tokens.unlock_token(award_id), credential_id(award_id)
    earner = visitor()
    assert (
        reverse("awards:share", args=[link])
        in earner.get(reverse("awards:unlock", args=[link])).content.decode()
    )
    assert visitor().get(reverse("verifier:credential", args=[identifier])).status_code == 200
    earner.post(reverse("awards:share", args=[link]), {})
    assert visitor().get(reverse("verifier:credential", args=[identifier])).status_code == 404
    earner.post(reverse("awards:share", args=[link]), {"public": "on"})
    assert visitor().get(reverse("verifier:credential", args=[identifier])).status_code == 404


def test_i05_an_unlock_link_has_128_bits_that_only_this_server_can_make(alpha: Estate) -> None:
    award_id, link = UUID(str(alpha.award_id)), str(alpha.values["token"])
    assert tokens.award_of_token(link) == award_id
    code = base64.urlsafe_b64decode(link + "=")[16:]
    assert len(code) * 8 >= 128
    assert code not in award_id.bytes + hashlib.sha256(award_id.bytes).digest()


def test_i05_no_altered_link_opens_anything(alpha: Estate, beta: Estate) -> None:
    link = str(alpha.values["token"])
    altered = {
        link[:place] + letter + link[place + 1 :]
        for place in range(len(link))
        for letter in (TOKEN_LETTERS if place == len(link) - 1 else "A_z9")
    } - {link}
    altered |= {link.swapcase(), link[::-1], link[:22] + str(beta.values["token"])[22:]}
    assert [one for one in altered if tokens.award_of_token(one) is not None] == []


@pytest.mark.parametrize("name", ["unlock", "accept", "account", "decline", "share"])
def test_i05_a_wrong_link_and_a_link_too_early_answer_the_same(school: object, name: str) -> None:
    award_id = award(school)
    Credential.objects.all().delete()
    Award.objects.update(state="planned")
    links = [tokens.unlock_token(award_id), "A" * 43, tokens.unlock_token(new_id())]
    answers = []
    for link in links:
        url = reverse(f"awards:{name}", args=[link])
        method = "get" if name == "unlock" else "post"
        answers.append(told(getattr(visitor(), method)(url), link))
        assert not visitor().session.keys()
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 404


def test_i05_a_database_alone_opens_no_badge(school: object) -> None:
    """The link is made of the award's id and a secret of the server that no table holds, outgoing mails included."""
    link = tokens.unlock_token(award(school))
    services.revoke(actor_id=school.coach_id, award_id=Award.objects.get().id, reason="Erreur")
    assert link not in str(content())
