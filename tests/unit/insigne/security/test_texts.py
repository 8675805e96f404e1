"""W13, M13: whatever people write is shown as it was written, on every page, in every mail, picture and certificate."""

import email
import json
from dataclasses import replace
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from tests.unit.insigne.conftest import School
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.hostile import TEXTS, scene, wrong_with
from tests.unit.insigne.security.visits import ALL, address, put_back, visitor, visits

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Credential
from insigne.catalogue import markdown
from insigne.delivery.rendering import render
from insigne.kernel import clock, jobs, outbox
from insigne.kernel.mailway import MailWay
from insigne.kernel.models import OutboxMessage
from insigne.orgs import services as orgs
from insigne.orgs.selectors import organisation
from openbadge import unbake

SHOWS = {
    "awards:desk",
    "awards:draft",
    "awards:event",
    "awards:events",
    "awards:revoke",
    "awards:unlock",
    "catalogue:badge",
    "catalogue:detail",
    "catalogue:edit",
    "catalogue:list",
    "catalogue:revision",
    "orgs:dashboard",
    "orgs:edit",
    "orgs:members",
    "orgs:mine",
    "orgs:public",
    "passport:holding",
    "passport:home",
    "people:account",
    "verifier:credential",
}
"""Pages on which the text must be found: else nothing was tried there."""


@pytest.fixture
def mails(settings: object, tmp_path: Path) -> Path:
    settings.MAIL = MailWay(folder=tmp_path / "mails")
    settings.DEMO = True
    return tmp_path / "mails"


@pytest.mark.parametrize("kind", TEXTS)
def test_w13_every_page_shows_it_and_runs_nothing(db: None, kind: str) -> None:
    played = scene(TEXTS[kind])
    first = " ".join(played.text.split())[:20]
    shown = set()
    for person_id in (None, played.alpha.owner, played.alpha.earner, played.alpha.guest):
        asking = visits(person_id)
        for route in ALL:
            with put_back():
                answer = asking().get(address(route, played.alpha))
            assert answer.status_code < 500, f"{route}: {answer.status_code}"
            kept = answer.headers.get("Content-Type", "").partition(";")[0]
            if kept == "text/html" and answer.content:
                assert wrong_with(answer.content) == [], f"{route}"
                page = html.fromstring(answer.content)
                said = " ".join([page.text_content(), *(str(one.get("value")) for one in page.iter("input"))])
                if first in " ".join(said.split()):
                    shown.add(route.name)
            elif kept.endswith("json") and answer.content:
                json.loads(answer.content)
    assert shown >= SHOWS, sorted(SHOWS - shown)


@pytest.mark.parametrize("kind", TEXTS)
def test_w13_every_mail_says_it_and_nothing_else(db: None, mails: Path, kind: str) -> None:
    played = scene(TEXTS[kind])
    orgs.invite(
        actor_id=played.alpha.owner,
        organisation_id=organisation(slug="alpha").id,
        address="invited@mail.example",
        role="reader",
        language="fr",
    )
    awards.revoke(actor_id=played.alpha.owner, award_id=played.award_id, reason=TEXTS[kind])
    jobs.run_all()
    outbox.send_all()
    assert set(OutboxMessage.objects.values_list("state", "error")) == {("sent", "")}
    letters = [email.message_from_bytes(path.read_bytes(), policy=default) for path in mails.glob("*.eml")]
    assert len(letters) == OutboxMessage.objects.count() >= 5
    for letter in letters:
        assert letter["Bcc"] is None
        assert len(letter.get_all("To")) == len(letter.get_all("From")) == len(letter.get_all("Subject")) == 1
        assert letter["From"].addresses[0].addr_spec.startswith("no-reply@")
        assert len(letter["From"].addresses) == 1
        assert "\n" not in letter["Subject"]
        page = letter.get_body(("html",)).get_content()
        tree = html.fromstring(page)
        assert not [one for one in tree.iter() if str(one.tag).startswith("canary") or one.tag == "script"]
        assert not [
            one for one in tree.iter("a") if not str(one.get("href")).startswith("http://127.0.0.1:8000/")
        ]
    reader = visitor()
    assert wrong_with(reader.get(reverse("delivery:mailbox")).content) == []
    for path in mails.glob("*.eml"):
        assert wrong_with(reader.get(reverse("delivery:letter", args=[path.stem])).content) == []
        assert reader.get(reverse("delivery:letter_body", args=[path.stem])).status_code == 200


@pytest.mark.parametrize("kind", TEXTS)
def test_w13_what_was_sent_comes_back_escaped(alpha: Estate, kind: str) -> None:
    """Forms that are refused, questions of the verifier, names of files, ways back."""
    text = TEXTS[kind]
    owner = visitor(alpha.owner)
    new = reverse("catalogue:new", args=["alpha"])
    desk = reverse("awards:desk", args=["alpha"]) + f"?badge={alpha.values['public_slug']}"
    file = SimpleUploadedFile(text, b'{"name": "x"}')
    answers = [
        owner.post(
            new, {"name_fr": text, "criteria_fr": text, "alignments": text, "slug": text, "tags_fr": text}
        ),
        owner.post(desk, {"email": text, "name": text, "evidence": text, "date": text, "narrative": text}),
        owner.post(desk + "&how=list", {"people": text, "language": "fr"}, follow=True),
        owner.post(
            desk + "&how=list",
            {"people": f"{text} <a@b>\nc@d.example {text}", "reason": text, "language": "fr"},
            follow=True,
        ),
        owner.post(
            desk + "&how=file",
            {"file": SimpleUploadedFile("x.csv", f"{text};x\n{text};y\n".encode()), "language": "fr"},
        ),
        owner.post(
            reverse("orgs:members", args=["alpha"]), {"address": text, "role": text, "language": "fr"}
        ),
        owner.post(reverse("orgs:edit", args=["alpha"]), {"name_fr": text, "url": text, "email": text}),
        owner.get(reverse("home"), {"next": text, "link": text}),
        visitor().get(reverse("verifier:home"), {"link": text}),
        visitor().post(reverse("verifier:home"), {"link": text, "recipient": text}),
        visitor().post(reverse("verifier:home"), {"file": file, "recipient": text}),
        visitor().post(reverse("account_login"), {"login": text, "password": text, "next": text}),
        visitor().get(reverse("account_login"), {"next": f"/{text}"}),
        visitor().post(reverse("account_signup"), {"email": text, "full_name": text, "password1": text}),
        visitor().get(f"/nowhere/{text.replace('?', '')}"),
        visitor(alpha.earner).post(
            reverse("passport:import"), {"file": SimpleUploadedFile(text, text.encode())}
        ),
    ]
    for place, answer in enumerate(answers):
        assert answer.status_code < 500, place
        if answer.content and "html" in answer.headers["Content-Type"]:
            assert wrong_with(answer.content) == [], place


@pytest.mark.parametrize("kind", TEXTS)
def test_w13_a_strangers_badge_says_it_on_the_verifier_and_runs_nothing(db: None, kind: str) -> None:
    text = TEXTS[kind]
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "id": text,
        "name": text,
        "issuer": {"id": text, "type": ["Profile"], "name": text, "url": text},
        "validFrom": text,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": text,
                "type": ["Achievement"],
                "name": text,
                "description": text,
                "criteria": {"narrative": text},
                "image": {"id": text, "type": "Image"},
            },
        },
        "proof": {"type": text, "cryptosuite": text, "verificationMethod": text, "proofValue": text},
        text: text,
    }
    for language in ("fr", "en"):
        answer = visitor().post(
            reverse("verifier:home"), {"link": json.dumps(document)}, headers={"accept-language": language}
        )
        assert answer.status_code == 200
        assert wrong_with(answer.content) == []


@pytest.mark.parametrize(
    "written",
    [
        "[x](javascript:canary())",
        "[x](JaVaScRiPt:canary())",
        "[x](\x01javascript:canary())",
        "[x](java\nscript:canary())",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:canary)",
        "<javascript:canary()>",
        "![x](javascript:canary())",
        "![x](https://evil.example/pixel.png)",
        "<img src=https://evil.example/p.png onerror=canary()>",
        "<a href='javascript:canary()'>x</a>",
        "<svg/onload=canary()>",
        "<iframe src=//evil.example></iframe>",
        "`<canary-a>`",
        "```\n<canary-a>\n```",
        "[x]: javascript:canary()\n\n[x]",
        "&lt;canary-a&gt;",
        '[a](https://x.example/"onmouseover=canary())',
        "\\<canary-a>",
        "> " * 500 + "x",
        "[" * 5_000,
        "*" * 5_000 + "a",
        "- " * 2_000 + "x",
        "`" * 4_999 + "a",
        "<" * 5_000,
        "&" * 5_000,
    ],
)
def test_m13_markdown_gives_nothing_active(written: str) -> None:
    shown = f"<main>{markdown.html(written)}</main>".encode()
    assert wrong_with(shown) == []
    assert b"<img" not in shown


@given(st.text(max_size=90))
@example("CEO <ceo@bank.example>")
@example("'><a onload=x()><script>x()</script></textarea><img src=x onerror=x()>")
@example("Bank, Ltd.: a@b.example;")
@example("=?utf-8?q?=3Cceo=40bank.example=3E?=")
@example("")
def test_w13_whatever_an_organisation_is_called_the_sender_is_ours(name: str) -> None:
    mail = outbox.Mail("k", UUID(int=0), "a@mail.example", "fr", "orgs/mails/invitation", {})
    facts = {"organisation_names": {"fr": name}, "role_name": "x"}
    outgoing = outbox.Outgoing(UUID(int=0), "<k@localhost>", 0, clock.now(), replace(mail, facts=facts))
    read = email.message_from_bytes(render(outgoing).as_bytes(), policy=default)
    (sent_by,) = read["From"].addresses
    assert sent_by.addr_spec == "no-reply@localhost"
    assert "@" not in sent_by.display_name
    (sent_to,) = read["To"].addresses
    assert sent_to.addr_spec == "a@mail.example"
    assert len(read.get_all("Subject")) == 1


@pytest.mark.parametrize("name", ["王芳", "👩‍👩‍👧 Zoé", "ไทย", "فاطمة", "Ελένη"])
def test_w13_a_certificate_is_drawn_whatever_the_script_of_a_name(school: School, name: str) -> None:
    award_id = awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address="a@mail.example", name=name),
        idempotency_key="k",
        language="fr",
    )
    awards.share(award_id=award_id, public=True, show_name=True)
    identifier = Credential.objects.get().id
    for form in ("pdf", "card", "credential"):
        answer = visitor().get(reverse(f"verifier:{form}", args=[identifier]))
        assert answer.status_code == 200, form
    assert unbake(visitor().get(reverse("verifier:pdf", args=[identifier])).content) == bytes(
        Credential.objects.get().body
    )
