"""I12, I13, I15, R17: what belongs to people and to the server stays out of logs, mails and other sites."""

import base64
import email
import io
import logging
import re
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings as site
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from lxml import html
from tests.unit.insigne.conftest import person
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.visits import content, visitor

import insigne
from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Award, Credential
from insigne.awards.tokens import unlock_token
from insigne.config.logs import DiscreetFormatter
from insigne.kernel import jobs, outbox
from insigne.kernel.mailway import MailWay
from insigne.kernel.models import OutboxMessage
from insigne.signing.models import IssuerKey

ADDRESS, NAME, PASSWORD = "canari.leo@exemple.example", "Léo Canari", "motdepasse-canari-bleu"
ROOT = Path(insigne.__file__).parent


@pytest.fixture
def mails(settings: object, tmp_path: Path) -> Path:
    """Have mails written into a folder, and return it."""
    settings.MAIL = MailWay(folder=tmp_path / "mails")
    return tmp_path / "mails"


def letters(folder: Path) -> list[email.message.EmailMessage]:
    outbox.send_all()
    return [
        email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))
    ]


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Return what the server would write on its error output, were every logger to speak."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DiscreetFormatter(site.LOGGING["formatters"]["discreet"]["format"]))
    root, django = logging.getLogger(), logging.getLogger("django")
    quiet = [logging.getLogger(name) for name in site.LOGGING["loggers"]]
    levels = [(one, one.level, one.propagate) for one in (root, *quiet)]
    root.addHandler(handler)
    for one in (root, django, *quiet):
        one.setLevel(logging.DEBUG)
        one.propagate = True
    yield written
    root.removeHandler(handler)
    for one, level, propagate in levels:
        one.setLevel(level)
        one.propagate = propagate


def award(school: object, address: str = ADDRESS, key: str = "k", language: str = "fr") -> UUID:
    return awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address, name=NAME, evidence_url="https://exemple.example/preuve"),
        idempotency_key=key,
        language=language,
    )


def break_credentials(message: str) -> None:
    """Make every insert of a credential fail, saying `message`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON awards_credential "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        else:
            cursor.execute(
                f"CREATE FUNCTION broken() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$ "
                "LANGUAGE plpgsql"
            )
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON awards_credential FOR EACH ROW EXECUTE FUNCTION broken()"
            )


def test_i12_the_life_of_a_badge_leaves_nothing_personal_in_the_log(
    school: object, mails: Path, log: io.StringIO
) -> None:
    asking = visitor()
    token = unlock_token(award(school))
    page = reverse("awards:unlock", args=[token])
    credential_id = Credential.objects.get().id
    for url in (page, page + "x", page.rstrip("/"), f"{page}badge.pdf", f"{page}nothing/", f"{page}accept/"):
        asking.get(url, headers={"referer": f"http://testserver{page}", "x-mail": ADDRESS})
    Client(enforce_csrf_checks=True).post(f"{page}accept/")
    Client(headers={"host": "evil.example"}).get(page)
    asking.post(f"{page}accept/")
    asking.post(f"{page}account/", {"full_name": NAME, "password": PASSWORD})
    asking.post(f"{page}share/", {"public": "on", "show_name": "on"})
    public = reverse("verifier:credential", args=[credential_id])
    for url in (
        public,
        f"{public}.pdf",
        f"{public}.png",
        f"/nowhere/{quote(ADDRESS)}",
        f"/nowhere/?a={ADDRESS}",
    ):
        asking.get(url)
    asking.post(reverse("verifier:home"), {"link": "https://[bad", "recipient": ADDRESS})
    asking.post(reverse("account_login"), {"login": ADDRESS, "password": "wrong"})
    asking.post(reverse("account_reset_password"), {"email": ADDRESS})
    with_key = str(OutboxMessage.objects.latest("id").facts["password_reset_url"])
    asking.get(with_key.removeprefix(site.PUBLIC_URL) + "nowhere")
    letters(mails)
    mails.chmod(0o500)
    awards.revoke(actor_id=school.coach_id, award_id=Award.objects.get().id, reason="Erreur")
    outbox.send_all()
    said = log.getvalue()
    assert "Not Found" in said, "the log was heard"
    for secret in (ADDRESS, quote(ADDRESS), "canari.leo", NAME, token, with_key.rsplit("/", 2)[-2], PASSWORD):
        assert secret not in said, secret


def test_i12_a_fault_leaves_nothing_personal_in_the_log(
    school: object, log: io.StringIO, settings: object
) -> None:
    break_credentials(f"row of {ADDRESS} with /unlock/{'t' * 43}/ is broken")
    facts = awards.award_many(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipients=[RecipientInput(address=ADDRESS, name=NAME)],
        idempotency_key="list",
        language="fr",
    )
    assert facts.awarded == 1
    jobs.run_all()
    said = log.getvalue()
    assert "Traceback" in said
    for secret in (ADDRESS, "t" * 43):
        assert secret not in said


def test_i12_r17_the_error_page_shows_nothing_of_the_server(
    alpha: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError(f"{site.SECRET_KEY} {site.KEY_ENCRYPTION_KEY} /etc/passwd {ADDRESS}")

    monkeypatch.setattr("insigne.passport.views.selectors.count", fail)
    answer = visitor(alpha.earner).get(reverse("passport:home"))
    assert answer.status_code == 500
    for secret in (site.SECRET_KEY, site.KEY_ENCRYPTION_KEY, "Traceback", "RuntimeError", "passwd", ADDRESS):
        assert secret not in answer.content.decode()


def test_r17_no_table_holds_a_signing_key_nor_a_secret_of_the_server(school: object) -> None:
    from insigne.signing import vault

    award(school)
    key = IssuerKey.objects.get()
    seed = vault.unseal(bytes(key.sealed_seed), row_id=key.id)
    dump = content()
    raw = b"\0".join(
        bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
        for rows in dump.values()
        for row in rows
        for value in row
    )
    for secret in (seed, site.SECRET_KEY.encode(), site.KEY_ENCRYPTION_KEY.encode()):
        for form in (
            secret,
            secret.hex().encode(),
            base64.b64encode(secret),
            base64.urlsafe_b64encode(secret),
        ):
            assert form.rstrip(b"=") not in raw


def test_i12_a_sent_mail_leaves_no_working_link_in_the_table(school: object, mails: Path) -> None:
    person(ADDRESS)
    asking = Client()
    asking.post(reverse("account_reset_password"), {"email": ADDRESS})
    asking.post(
        reverse("account_signup"), {"email": "neuf@exemple.example", "password1": "un bateau très bleu"}
    )
    links = [
        str(value)
        for mail in OutboxMessage.objects.all()
        for name, value in mail.facts.items()
        if name in ("password_reset_url", "activate_url")
    ]
    assert len(links) == 2
    assert len(letters(mails)) == 2
    held = str(content())
    assert not [link for link in links if link in held]


TAGS = ("src", "href", "action", "background", "poster", "srcset", "data", "cite")


def every_letter(school: object, mails: Path) -> list[email.message.EmailMessage]:
    """Have every kind of mail sent, in both languages, with links in all that people write."""
    from insigne.orgs import services as orgs

    for language in ("fr", "en"):
        award_id = award(school, f"{language}.{ADDRESS}", key=language, language=language)
        awards.revoke(
            actor_id=school.coach_id,
            award_id=award_id,
            reason="Voir ici\nhttps://evil.example/r?u=1\n<img src=x>",
        )
        orgs.invite(
            actor_id=school.owner_id,
            organisation_id=school.organisation.id,
            address=f"{language}.invite@exemple.example",
            role="reader",
            language=language,
        )
        for kind in sorted(
            {path.name.rpartition("_")[0] for path in ROOT.glob("people/templates/people/mails/*")}
        ):
            facts = {
                "activate_url": f"{site.PUBLIC_URL}/account/confirm-email/x/",
                "password_reset_url": f"{site.PUBLIC_URL}/account/password/reset/",
                "signup_url": f"{site.PUBLIC_URL}/account/signup/",
                "from_email": "a@exemple.example",
                "to_email": "b@exemple.example",
                "deleted_email": "c@exemple.example",
                "timestamp": "2026-01-01T00:00:00+00:00",
            }
            template = f"people/mails/{kind}"
            get_template(f"{template}_message.txt")
            outbox.enqueue(
                [outbox.Mail(f"{kind}{language}", UUID(int=0), ADDRESS, language, template, facts)]
            )
    return letters(mails)


def test_i13_no_mail_calls_or_leads_to_another_site(school: object, mails: Path) -> None:
    found = every_letter(school, mails)
    assert len(found) > 24
    for letter in found:
        said = str(letter["Subject"])
        page = letter.get_body(("html",))
        assert page is not None, said
        tree = html.fromstring(page.get_content())
        for element in tree.iter():
            if isinstance(element.tag, str):
                assert element.tag not in ("script", "iframe", "object", "embed", "form", "link", "base"), (
                    said
                )
                for name, value in element.attrib.items():
                    if name in TAGS:
                        assert value == "cid:badge@insigne" or value.startswith(f"{site.PUBLIC_URL}/"), (
                            f"{said}: {name}={value}"
                        )
                    assert "url(" not in value, said
        assert "url(" not in page.get_content(), said
        assert len(tree.findall(".//img")) <= 1, said
        for name in ("Return-Receipt-To", "Disposition-Notification-To", "X-Confirm-Reading-To"):
            assert letter[name] is None


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/templates/**/mails/*")), ids=lambda path: path.name)
def test_i13_no_template_of_a_mail_names_another_site(path: Path) -> None:
    assert not re.findall(
        r"(?:https?:)?//[\w.]|<img(?![^>]*\{\{ picture \}\})|url\(|@import", path.read_text()
    )


def test_i13_all_that_is_a_mail_is_tried(school: object, mails: Path) -> None:
    kinds = {path.name.rpartition("_")[0] for path in ROOT.glob("*/templates/**/mails/*_subject.txt")}
    every_letter(school, mails)
    sent = {
        template.rpartition("/")[2] for template in OutboxMessage.objects.values_list("template", flat=True)
    }
    assert sent == kinds


UNLOCK = ("unlock", "accept", "account", "decline", "share", "download")


@pytest.mark.parametrize("name", UNLOCK)
def test_i15_the_pages_of_a_private_link_are_never_kept_indexed_or_told(alpha: Estate, name: str) -> None:
    arguments = {"token": alpha.values["token"]} | ({"kind": "png"} if name == "download" else {})
    url = reverse(f"awards:{name}", kwargs=arguments)
    for person_id in (None, alpha.owner, alpha.earner):
        for method in ("get", "post"):
            answer = getattr(visitor(person_id), method)(url)
            if answer.status_code == 405:
                continue
            assert "no-store" in answer.headers["Cache-Control"], f"{method} {name}"
            assert "private" in answer.headers["Cache-Control"]
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")


@pytest.mark.parametrize("status", [403, 405, 404])
def test_i15_refusals_under_a_private_link_are_not_kept_either(alpha: Estate, status: int) -> None:
    url = reverse("awards:unlock", args=[alpha.values["token"]])
    answer = {
        403: lambda: Client(enforce_csrf_checks=True).post(f"{url}share/"),
        405: lambda: Client().get(f"{url}share/"),
        404: lambda: Client().get(f"{url}nothing/"),
    }[status]()
    assert answer.status_code == status
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")


def test_i15_links_out_of_a_private_page_tell_nothing(alpha: Estate) -> None:
    Award.objects.update(evidence_url="https://preuve.example/x", shared_at="2026-01-01T00:00:00Z")
    for url in (
        reverse("awards:unlock", args=[alpha.values["token"]]),
        reverse("verifier:credential", args=[alpha.values["credential_id"]]),
    ):
        tree = html.fromstring(visitor().get(url).content)
        outside = [link for link in tree.iter("a") if str(link.get("href")).startswith("http")]
        assert outside
        for link in outside:
            assert "noopener" in str(link.get("rel")), link.get("href")
            assert "noreferrer" in str(link.get("rel")), link.get("href")
            assert str(alpha.values["token"]) not in str(link.get("href"))


def test_i15_a_shared_page_is_left_out_of_search_engines_and_can_be_closed(alpha: Estate) -> None:
    url = reverse("verifier:credential", args=[alpha.values["credential_id"]])
    awards.share(award_id=alpha.award_id, public=True, show_name=False)
    page = visitor().get(url)
    assert 'name="robots" content="noindex' in page.content.decode()
    awards.share(award_id=alpha.award_id, public=False, show_name=False)
    for tail in ("", ".json", ".png", ".pdf", "/card.png"):
        assert visitor().get(url + tail).status_code == 404


def test_i15_the_token_is_on_no_page_but_its_own(alpha: Estate) -> None:
    awards.share(award_id=alpha.award_id, public=True, show_name=True)
    token = str(alpha.values["token"])
    for person_id in (None, alpha.owner, *alpha.members.values()):
        asking = visitor(person_id)
        pages = [
            reverse("verifier:credential", args=[alpha.values["credential_id"]]),
            reverse("awards:event", args=["alpha", alpha.values["event_id"]]),
            reverse("passport:home"),
            reverse("home"),
        ]
        for url in pages:
            assert token not in asking.get(url).content.decode(), url
