"""I04, W03, W04, W09: entering an account tells nothing, keeps nothing old, leads nowhere else, and has its limits."""

import re
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.unit.insigne.conftest import person
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.counting import Counted
from tests.unit.insigne.security.visits import told, visitor

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.awards.tokens import unlock_token
from insigne.kernel.models import OutboxMessage
from insigne.people import services as people
from insigne.people.models import Person
from insigne.verifier.rate import MOST_A_MINUTE

PASSWORD = "une phrase assez longue"
KNOWN, UNKNOWN = "lea@exemple.example", "nul@exemple.example"
NEXT = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)//",
    "data:text/html,evil",
    "\t//evil.example",
    "/\t/evil.example",
    "//evil.example\\@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://evil.example:80#@testserver/",
    "//evil%E3%80%82example/",
    "https://[::1]evil.example/",
    " https://evil.example/",
    "\x00https://evil.example",
    "https://evil.example\r\nSet-Cookie: a=b",
)


@pytest.fixture
def hashed(settings: object) -> type[Counted]:
    settings.PASSWORD_HASHERS = [f"{Counted.__module__}.Counted"]
    return Counted


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("account_login", {"login": "", "password": "wrong"}),
        ("account_reset_password", {"email": ""}),
        ("account_signup", {"email": "", "password1": "un autre bateau bleu", "full_name": "Léa"}),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_i04_an_address_with_and_without_account_answer_the_same(
    db: None, hashed: type[Counted], name: str, values: dict[str, str], language: str
) -> None:
    person(KNOWN)
    field, answers, pages, spent = next(iter(values)), [], [], []
    for typed in (KNOWN, UNKNOWN):
        asking = Client(headers={"accept-language": language})
        hashed.runs = 0
        answer = asking.post(reverse(name), {**values, field: typed})
        spent.append(hashed.runs)
        answers.append(told(answer, typed))
        if answer.status_code == 302:
            pages.append(told(asking.get(answer["Location"]), typed))
    assert answers[0] == answers[1]
    assert pages[:1] == pages[1:]
    assert spent[0] == spent[1], "the clock tells them apart"
    assert OutboxMessage.objects.filter(to_address=KNOWN).count() == (
        OutboxMessage.objects.filter(to_address=UNKNOWN).count()
    )


def test_i04_a_suspended_account_and_an_unknown_one_answer_the_same(db: None, hashed: type[Counted]) -> None:
    Person.objects.filter(id=person(KNOWN)).update(is_active=False)
    answers, spent = [], []
    for typed in (KNOWN, UNKNOWN):
        hashed.runs = 0
        answers.append(
            told(Client().post(reverse("account_login"), {"login": typed, "password": "x"}), typed)
        )
        spent.append(hashed.runs)
    assert answers[0] == answers[1]
    assert spent[0] == spent[1]


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
def test_i04_inviting_does_not_tell_who_has_an_account(alpha: Estate, address: str) -> None:
    person(KNOWN)
    asking = visitor(alpha.owner)
    url = reverse("orgs:members", args=["alpha"])
    asking.post(url, {"address": address, "role": "reader", "language": "fr"})
    page = asking.get(url).content.decode()
    assert address in page
    assert "Prénom Nom" not in page
    assert OutboxMessage.objects.get(to_address=address).template == "orgs/mails/invitation"


@pytest.mark.parametrize("route", ["account_confirm_email", "account_reset_password_from_key"])
def test_i04_wrong_keys_answer_the_same_whoever_they_name(db: None, route: str) -> None:
    known = user_pk_to_url_str(Person.objects.get(id=person(KNOWN)))
    unknown = user_pk_to_url_str(Person())
    answers = []
    for uid in (known, unknown):
        arguments = (
            {"key": f"{uid}:x:y"} if "confirm" in route else {"uidb36": uid, "key": "c0ffee-" + "0" * 32}
        )
        url = reverse(route, kwargs=arguments)
        answers.append(told(Client().get(url), uid))
    assert answers[0] == answers[1]


def entered(address: str = KNOWN) -> Client:
    asking = Client()
    asking.get(reverse("account_login"))
    assert asking.post(reverse("account_login"), {"login": address, "password": PASSWORD}).status_code == 302
    return asking


def test_w03_a_session_gets_a_new_id_when_somebody_signs_in(db: None) -> None:
    person(KNOWN)
    asking = Client()
    asking.session["planted"] = True
    session = asking.session
    session["planted"] = True
    session.save()
    asking.cookies["sessionid"] = session.session_key
    before = session.session_key
    asking.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    after = asking.cookies["sessionid"].value
    assert after != before
    planted = Client()
    planted.cookies["sessionid"] = before
    assert planted.get(reverse("people:account")).status_code == 302


def test_w03_an_id_that_somebody_else_chose_is_not_kept(db: None) -> None:
    person(KNOWN)
    asking = Client()
    asking.cookies["sessionid"] = "chosenbysomebodyelse0123456789ab"
    asking.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    assert asking.cookies["sessionid"].value != "chosenbysomebodyelse0123456789ab"


def test_w03_an_account_made_from_the_mail_gets_a_new_id(school: object) -> None:
    award_id = awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=KNOWN),
        idempotency_key="k",
        language="fr",
    )
    asking, link = Client(), unlock_token(award_id)
    asking.get(reverse("awards:unlock", args=[link]))
    before = asking.cookies["sessionid"].value
    asking.post(reverse("awards:account", args=[link]), {"full_name": "Léa", "password": PASSWORD})
    assert asking.cookies["sessionid"].value != before
    assert asking.get(reverse("passport:home")).status_code == 200


def test_w03_signing_out_ends_the_session_itself(db: None) -> None:
    person(KNOWN)
    asking = entered()
    stolen = Client()
    stolen.cookies["sessionid"] = asking.cookies["sessionid"].value
    assert stolen.get(reverse("people:account")).status_code == 200
    asking.post(reverse("account_logout"))
    assert stolen.get(reverse("people:account")).status_code == 302
    assert "opened_credentials" not in asking.session


def test_w03_a_new_password_ends_the_other_sessions(db: None) -> None:
    person(KNOWN)
    mine, other = entered(), entered()
    values = {
        "oldpassword": PASSWORD,
        "password1": "une péniche au matin",
        "password2": "une péniche au matin",
    }
    assert mine.post(reverse("account_change_password"), values).status_code == 302
    assert other.get(reverse("people:account")).status_code == 302
    assert mine.get(reverse("people:account")).status_code == 200


def test_w03_a_suspended_person_is_out_at_once(db: None) -> None:
    person_id = person(KNOWN)
    asking = entered()
    Person.objects.filter(id=person_id).update(is_active=False)
    assert asking.get(reverse("people:account")).status_code == 302


def test_w03_cookies_are_out_of_reach_of_scripts_and_other_sites(db: None) -> None:
    person(KNOWN)
    asking = entered()
    for name in ("sessionid", "csrftoken"):
        assert asking.cookies[name]["httponly"] is True
        assert asking.cookies[name]["samesite"] == "Lax"


def leads_to(page: str, location: str) -> str:
    """Return the host that a browser goes to, which reads \\ as / and drops blanks and controls."""
    cleaned = re.sub(r"[\t\r\n]", "", location).strip("".join(map(chr, range(33)))).replace("\\", "/")
    return urlsplit(urljoin(f"http://testserver{page}", cleaned)).netloc


@pytest.mark.parametrize("target", NEXT)
def test_w04_nothing_leads_to_another_site(db: None, target: str) -> None:
    person(KNOWN)
    sent = [
        ("account_login", {"login": KNOWN, "password": PASSWORD}, Client),
        ("account_signup", {"email": UNKNOWN, "password1": "un autre bateau bleu"}, Client),
        ("account_logout", {}, entered),
        ("account_reauthenticate", {"password": PASSWORD}, entered),
        ("account_login", {}, entered),
        ("account_signup", {}, entered),
        ("set_language", {"language": "en"}, Client),
    ]
    for name, values, asking in sent:
        url = reverse(name)
        answers = [
            asking().post(url, {**values, "next": target}),
            asking().post(url, values, query_params={"next": target}),
            asking().post(url, values, headers={"referer": target.strip().replace("\r\n", "")}),
            asking().get(url, {"next": target}),
        ]
        cache.clear()
        for answer in answers:
            assert answer.status_code < 500, f"{name} {target!r}"
            if "Location" in answer.headers:
                assert leads_to(url, answer["Location"]) == "testserver", f"{name}: {answer['Location']!r}"
            assert "a=b" not in str(answer.cookies)


def test_w04_a_way_back_on_our_own_site_is_kept(db: None) -> None:
    person(KNOWN)
    values = {"login": KNOWN, "password": PASSWORD, "next": "/passport/?show=all"}
    assert Client().post(reverse("account_login"), values)["Location"] == "/passport/?show=all"


def guess(times: int, **headers: str) -> Client:
    asking = Client()
    for attempt in range(times):
        asking.post(
            reverse("account_login"),
            {"login": KNOWN, "password": f"guess {attempt}"},
            headers={name.replace("_", "-"): value.format(attempt) for name, value in headers.items()},
        )
    return asking


@pytest.mark.parametrize(
    "claimed",
    [
        {},
        {"x_forwarded_for": "198.51.100.{0}"},
        {"x_forwarded_for": "198.51.100.{0}, 203.0.113.{0}"},
        {"x_real_ip": "198.51.100.{0}"},
        {"forwarded": "for=198.51.100.{0}"},
        {"true_client_ip": "198.51.100.{0}"},
    ],
    ids=str,
)
def test_w09_guessing_a_password_is_stopped_whatever_the_client_claims(
    db: None, claimed: dict[str, str]
) -> None:
    person(KNOWN)
    asking = guess(6, **claimed)
    asking.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    assert "_auth_user_id" not in asking.session


def test_w09_guessing_from_many_addresses_is_stopped_for_the_account(db: None) -> None:
    person(KNOWN)
    for number in range(6):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post(
            reverse("account_login"), {"login": KNOWN.upper(), "password": "wrong"}
        )
    asking = Client(REMOTE_ADDR="203.0.113.9")
    asking.post(reverse("account_login"), {"login": f" {KNOWN}", "password": PASSWORD})
    assert "_auth_user_id" not in asking.session


def test_w09_a_crowd_of_others_does_not_make_the_server_forget_the_count(db: None) -> None:
    person(KNOWN)
    asking = guess(6)
    for number in range(2_000):
        cache.set(f"somebody-else:{number}", 1, 60)
    asking.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    assert "_auth_user_id" not in asking.session


def questions(times: int, **extra: str) -> list[int]:
    url = reverse("verifier:home")
    return [
        Client(**{name: value.format(number) for name, value in extra.items()})
        .post(url, {"link": "{}"})
        .status_code
        for number in range(times)
    ]


@pytest.mark.parametrize(
    "claimed",
    [
        {},
        {"HTTP_X_FORWARDED_FOR": "198.51.100.{0}"},
        {"HTTP_X_REAL_IP": "198.51.100.{0}"},
        {"REMOTE_ADDR": "2001:db8:1:2::{0}"},
    ],
    ids=str,
)
def test_w09_the_verifier_answers_one_network_thirty_times_a_minute(
    db: None, claimed: dict[str, str]
) -> None:
    codes = questions(MOST_A_MINUTE + 2, **claimed)
    assert set(codes[:MOST_A_MINUTE]) == {200}
    assert codes[MOST_A_MINUTE:] == [429, 429]


def test_w09_a_proxy_that_the_operator_named_is_believed_and_nobody_before_it(
    db: None, settings: object
) -> None:
    settings.TRUSTED_PROXIES = 1
    one = questions(MOST_A_MINUTE + 1, HTTP_X_FORWARDED_FOR="198.51.100.{0}, 203.0.113.5")
    assert one[-1] == 429, "what the client wrote before the proxy counts for nothing"
    other = questions(1, HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.6")
    assert other == [200], "another visitor behind the same proxy is not held back"
    assert questions(1, HTTP_X_FORWARDED_FOR="nonsense")[0] < 500
    assert questions(1)[0] < 500


def test_w09_a_flood_of_resets_is_stopped_for_each_account(db: None) -> None:
    person(KNOWN)
    for number in range(8):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post(reverse("account_reset_password"), {"email": KNOWN})
    assert OutboxMessage.objects.filter(to_address=KNOWN).count() <= 5


def test_w09_an_added_address_is_nobody_elses_login(db: None) -> None:
    """Adding an address without proving it gives no way in, to either side."""
    person(KNOWN)
    squatter: UUID = people.register(
        email=UNKNOWN, full_name="", password=PASSWORD, language="fr", verified=False
    )
    assert squatter
    asking = Client()
    asking.post(reverse("account_login"), {"login": UNKNOWN, "password": PASSWORD})
    assert "_auth_user_id" not in asking.session
