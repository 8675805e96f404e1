"""V27, V28, S01, S06, S08, S09, I01, I17 as readers meet them: the pages that answer, and what leaves the server."""

import json
import re
import select
import socket
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.unit.insigne.conftest import School, person
from tests.unit.insigne.security.visits import content, told, visitor
from tests.world.learners import blank
from tests.world.schools import LEA, NOW, bare_school, parsed, text
from tests.world.schools import School as WorldSchool
from tests.world.strangers import Impostor
from tests.world.web import Web

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Award, Credential
from insigne.awards.tokens import unlock_token
from insigne.catalogue import uploads
from insigne.catalogue.errors import CatalogueError
from insigne.kernel import documents, outbox
from insigne.passport.models import Holding
from openbadge import baking
from openbadge.proofs import vc_jwt

ASK = "verifier:home"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    """Return a web in memory, which the server's verifications read."""
    there = Web()
    monkeypatch.setattr(documents, "fetcher", lambda: there)
    return there


def ask(link: str = "", **more: object) -> str:
    answer = visitor().post(reverse(ASK), {"link": link, **more}, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def outside_of_report(page: str) -> str:
    """Return the page without the raw report that it folds away at its foot."""
    return page.split('<pre class="code"')[0]


@pytest.mark.django_db
def test_v27_only_the_verified_bytes_of_an_envelope_are_shown(web: Web) -> None:
    school = bare_school(web)
    inside = school.unsigned(name="Pottery")
    inside["credentialSubject"]["id"] = "did:example:lea"
    token = vc_jwt.sign(inside, key=school.key, verification_method=school.method)
    outer = {
        **inside,
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
        "name": "Master of Everything",
        "issuer": {"id": "did:web:famous.example", "type": ["Profile"], "name": "Famous University"},
        "credentialSubject": {
            **inside["credentialSubject"],
            "achievement": {**inside["credentialSubject"]["achievement"], "name": "Master of Everything"},
        },
    }
    page = ask(json.dumps(outer))
    assert "Master of Everything" not in page
    assert "Famous University" not in page
    assert 'verdict"' not in page, "never green"
    assert "Pottery" in ask(token)


@pytest.mark.django_db
def test_v27_what_an_altered_badge_says_is_never_its_title(web: Web) -> None:
    altered = parsed(WorldSchool(web).badge())
    altered["credentialSubject"]["achievement"]["name"] = "Doctor"
    page = ask(json.dumps(altered))
    assert re.search(r"<h1>\s*A file that claims to be “Doctor”\s*</h1>", page)
    assert 'class="verdict bad"' in page
    assert "What the file says about itself is not proven" in page


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_v27_a_picture_is_shown_as_proving_nothing(web: Web, kind: str) -> None:
    data = baking.bake(blank(kind), WorldSchool(web).badge())
    page = ask(file=SimpleUploadedFile(f"x.{kind}", data))
    assert 'class="verdict"' in page
    assert ("The picture itself proves nothing" in page) is (kind != "pdf")


@pytest.mark.django_db
def test_v28_services_terms_and_schemas_of_a_badge_are_not_fetched(web: Web) -> None:
    school = WorldSchool(web)
    more = {
        "refreshService": [{"id": "https://evil.example/refresh", "type": "https://types.example/Refresh"}],
        "termsOfUse": [{"id": "https://evil.example/terms", "type": "https://types.example/Terms"}],
        "credentialSchema": [{"id": "https://evil.example/schema", "type": "https://types.example/Schema"}],
        "evidence": [{"id": "https://evil.example/evidence", "type": ["Evidence"]}],
        "image": {"id": "https://evil.example/image.png", "type": "Image"},
    }
    document = school.unsigned(**more)
    document["credentialSubject"]["achievement"]["image"] = {
        "id": "https://evil.example/a.png",
        "type": "Image",
    }
    document["issuer"]["image"] = {"id": "https://evil.example/logo.png", "type": "Image"}
    page = ask(json.dumps(school.signed(document)))
    assert 'class="verdict"' in page
    assert {url.split("/")[2] for url in web.asked} <= {school.host}
    assert not re.search(r'(?:href|src|action)="https://evil', page)


@pytest.mark.django_db
def test_i17_a_stranger_under_a_known_name_is_told_apart(web: Web) -> None:
    school = WorldSchool(web)
    impostor = Impostor(web, victim=school)
    real, copied = ask(school.badge().decode()), ask(impostor.same_name().decode())
    assert school.did in real
    assert impostor.own.did in copied
    assert school.did not in outside_of_report(copied)
    key_only = bare_school(web)
    key_only.name = school.name
    page = ask(key_only.badge(status=None).decode())
    assert 'class="verdict warn"' in page
    assert key_only.did in page
    for name, forge in impostor.forgeries().items():
        assert 'class="verdict"' not in ask(forge().decode()), name


@pytest.mark.django_db
def test_i17_our_own_name_in_a_strangers_badge_is_not_green(school: School, web: Web) -> None:
    stranger = bare_school(web)
    stranger.name = school.organisation.name("fr")
    page = ask(stranger.badge(status=None).decode())
    assert 'class="verdict warn"' in page
    assert stranger.did in page


@pytest.mark.django_db
def test_i01_somebody_elses_badge_is_not_imported(web: Web) -> None:
    other = person("other@exemple.example")
    data = WorldSchool(web).badge()
    asking = visitor(other)
    before = content()
    for file in (data, baking.bake(blank("png"), data), baking.bake(blank("pdf"), data)):
        answer = asking.post(reverse("passport:import"), {"file": SimpleUploadedFile("x", file)})
        assert answer.status_code == 400
    assert content() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a\x00b", "\U0001f600", "\u202e", "x" * 5_000, "\uffff"])
def test_i01_a_strangers_badge_of_odd_words_is_imported_or_refused_whole(web: Web, name: str) -> None:
    lea = person(LEA)
    school = WorldSchool(web)
    document = school.unsigned()
    document["credentialSubject"]["achievement"]["name"] = name
    document["issuer"]["name"] = name
    data = text(school.signed(document))
    asking = visitor(lea)
    answer = asking.post(reverse("passport:import"), {"file": SimpleUploadedFile("x.json", data)})
    assert answer.status_code in (302, 400)
    assert Holding.objects.count() == (answer.status_code == 302)
    assert asking.get(reverse("passport:home")).status_code == 200
    ask(data.decode())


@pytest.fixture
def port() -> Iterator[tuple[int, Callable[[], bool]]]:
    """Listen on this machine; return the port, and whether anybody knocked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield (
            listening.getsockname()[1],
            lambda: bool(select.select([listening], [], [], 0)[0]),
        )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of hosts that Python looked up."""
    names: list[str] = []
    real = socket.getaddrinfo

    def listen(host: str, *rest: object, **named: object) -> object:
        names.append(str(host))
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", listen)
    return names


@pytest.mark.parametrize(
    "drawing",
    [
        '<image href="{url}x.png" width="9" height="9"/>',
        '<image xlink:href="{url}x.svg" width="9" height="9"/>',
        '<image href="file:///etc/hostname" width="9" height="9"/>',
        '<use href="{url}x.svg#a"/>',
        '<style>@import "{url}x.css"; rect {{ fill: url({url}x.svg#g) }}</style>',
        '<rect width="9" height="9" fill="url({url}x.svg#g)"/>',
        '<rect width="9" height="9" filter="url({url}x.svg#f)"/>',
        '<filter id="f"><feImage href="{url}x.png"/></filter><rect width="9" height="9" filter="url(#f)"/>',
        '<script href="{url}x.js"/>',
        '<a href="{url}"><rect width="9" height="9"/></a>',
        '<font-face><font-face-src><font-face-uri href="{url}x.ttf"/></font-face-src></font-face>',
    ],
)
def test_s09_drawing_an_upload_reaches_nobody(
    port: tuple[int, Callable[[], bool]], asked: list[str], drawing: str
) -> None:
    number, knocked = port
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        f'<rect width="9" height="9" fill="#0d6e46"/>{drawing.format(url=f"http://127.0.0.1:{number}/")}</svg>'
    )
    try:
        found = uploads.cleaned(svg.encode())
    except CatalogueError as refused:
        assert refused.code == "image_bad"
    else:
        for trace in (b"127.0.0.1", b"/etc/", b"script", b"@import"):
            assert trace not in found.svg
    assert not knocked()
    assert asked == []


def award(school: School, evidence: str) -> UUID:
    return awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput("lea@exemple.example", "Léa", evidence, f"![x]({evidence}) {evidence}"),
        idempotency_key="k",
        language="fr",
    )


def test_s08_s09_a_whole_life_of_a_badge_asks_nobody_outside(
    school: School, port: tuple[int, Callable[[], bool]], asked: list[str]
) -> None:
    number, knocked = port
    award_id = award(school, f"http://127.0.0.1:{number}/e.png")
    page = reverse("awards:unlock", args=[unlock_token(award_id)])
    asking, identifier = Client(), Credential.objects.get().id
    asking.get(page)
    asking.post(f"{page}account/", {"full_name": "Léa", "password": "une phrase assez longue"})
    asking.post(f"{page}share/", {"public": "on", "show_name": "on"})
    for tail in ("badge.png", "badge.pdf?language=fr", "badge.pdf?language=en", "badge.json"):
        assert asking.get(page + tail).status_code == 200
    for tail in ("", ".png", ".pdf", ".json", "/card.png"):
        assert Client().get(reverse("verifier:credential", args=[identifier]) + tail).status_code == 200
    document = bytes(Credential.objects.get().body).decode()
    assert 'class="verdict"' in ask(document)
    awards.revoke(
        actor_id=school.coach_id, award_id=Award.objects.get().id, reason=f"http://127.0.0.1:{number}/"
    )
    outbox.send_all()
    assert 'class="verdict bad"' in ask(document)
    assert not knocked()
    assert asked == []


PRIVATE = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://127.1:{port}/",
    "http://0:{port}/",
    "https://127.0.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://127.0.0.1:1/",
    "http://user:pass@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.org/",
]


@pytest.mark.django_db
def test_s01_s06_a_link_to_a_private_address_reaches_nobody_and_all_answers_are_one(
    port: tuple[int, Callable[[], bool]],
) -> None:
    number, knocked = port
    answers = set()
    for private in PRIVATE:
        link = private.format(port=number)
        answer = visitor().post(reverse(ASK), {"link": link})
        assert answer.status_code == 400, link
        answers.add(str(told(answer, link)).replace(link.replace("&", "&amp;"), "TYPED"))
    assert not knocked()
    assert len(answers) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "link", ["ftp://example.org/x", "file:///etc/passwd", "gopher://127.0.0.1/", "javascript:x"]
)
def test_s02_a_link_of_another_kind_is_not_followed(link: str) -> None:
    answer = visitor().post(reverse(ASK), {"link": link})
    assert answer.status_code == 400
    assert "root:" not in answer.content.decode()


@pytest.mark.django_db
def test_s01_a_badge_cannot_send_the_server_inside(port: tuple[int, Callable[[], bool]], web: Web) -> None:
    """Every address that a document names itself: keys, status, contexts."""
    number, knocked = port
    inside = f"http://127.0.0.1:{number}"
    school = WorldSchool(web)
    document = school.unsigned(
        credentialStatus={
            "id": f"{inside}/s#1",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "1",
            "statusListCredential": f"{inside}/s",
        }
    )
    document["@context"].append(f"{inside}/context.json")
    document["proof"] = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": NOW.isoformat(),
        "verificationMethod": f"{inside}/keys#1",
        "proofPurpose": "assertionMethod",
        "proofValue": "z" + "2" * 87,
    }
    documents_fetcher = documents.OwnFirst(documents.SafeFetcher())
    for issuer in (inside, f"did:web:127.0.0.1%3A{number}", school.did):
        document["issuer"]["id"] = issuer
        web.fetch = documents_fetcher.fetch  # type: ignore[method-assign]
        assert 'class="verdict"' not in ask(json.dumps(document))
    assert not knocked()
