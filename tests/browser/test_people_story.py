"""Noémie opens an account, confirms her address by the mail, adds a second one, and leaves."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site, Visit
from tests.browser.look import look

PASSWORD = "un bateau sur la brune"

WORDS = {
    "fr": {
        "create": "Créer mon compte",
        "inbox": "Consultez votre messagerie",
        "confirm_mail": "Confirmez votre adresse pour ouvrir votre compte",
        "confirm": "Confirmer cette adresse",
        "account": "Mon compte",
        "addresses": "Adresses e-mail",
        "add": "Ajouter cette adresse",
        "continue": "Continuer",
        "unconfirmed": "À confirmer",
        "confirmed": "Confirmée",
        "sign_out": "Se déconnecter",
        "sign_in": "Se connecter",
        "new": "Nouvelle adresse",
        "email": "Adresse e-mail",
        "password": "Mot de passe",
        "choose": "Choisissez un mot de passe",
        "name": "Votre nom",
    },
    "en": {
        "create": "Create my account",
        "inbox": "Check your inbox",
        "confirm_mail": "Confirm your address to open your account",
        "confirm": "Confirm this address",
        "account": "My account",
        "addresses": "Email addresses",
        "add": "Add this address",
        "continue": "Continue",
        "unconfirmed": "To be confirmed",
        "confirmed": "Confirmed",
        "sign_out": "Sign out",
        "sign_in": "Sign in",
        "new": "New address",
        "email": "Email address",
        "password": "Password",
        "choose": "Choose a password",
        "name": "Your name",
    },
}


def sign_up(page: Page, words: dict[str, str], address: str) -> None:
    """Fill in and send the form of a new account."""
    page.goto("/account/signup/")
    page.get_by_label(words["name"]).fill("Noémie Vasseur")
    page.get_by_label(words["email"]).fill(address)
    page.get_by_label(words["choose"]).fill(PASSWORD)
    page.get_by_role("button", name=words["create"]).click()


def test_an_account_from_sign_up_to_sign_out(visit: Visit, site: Site, language: str) -> None:
    words, page = WORDS[language], visit(language=language)
    main, second = f"noemie.{language}@valbrune.example", f"n.vasseur.{language}@mail.example"
    page.goto("/account/signup/")
    look(page)

    sign_up(page, words, main)
    expect(page.get_by_role("heading", level=1)).to_have_text(words["inbox"])
    look(page)
    letter = site.mailbox.next_to(main)
    assert (letter.subject, letter.language) == (words["confirm_mail"], language)

    page.goto(letter.link("/confirm-email/"))
    look(page)
    page.get_by_role("button", name=words["confirm"]).click()
    expect(page.get_by_role("link", name="Noémie Vasseur")).to_be_visible()

    page.get_by_role("link", name="Noémie Vasseur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["account"])
    look(page)
    page.get_by_role("link", name=words["addresses"], exact=True).click()
    page.get_by_label(words["new"]).fill(second)
    page.get_by_role("button", name=words["add"]).click()
    look(page)  # "Is it you?"
    page.get_by_label(words["password"]).fill(PASSWORD)
    page.get_by_role("button", name=words["continue"]).click()
    expect(page.get_by_text(words["unconfirmed"])).to_be_visible()
    look(page)

    page.goto(site.mailbox.next_to(second).link("/confirm-email/"))
    page.get_by_role("button", name=words["confirm"]).click()
    page.goto("/account/email/")
    expect(page.get_by_text(words["confirmed"], exact=True)).to_have_count(2)
    look(page)

    page.goto("/account/")
    page.get_by_role("button", name=words["sign_out"]).click()
    expect(page.get_by_role("banner").get_by_role("link", name=words["sign_in"])).to_be_visible()
    look(page)


def test_a_forgotten_password_is_chosen_again(visit: Visit, site: Site, language: str) -> None:
    words, page = WORDS[language], visit(language=language, phone=True)
    address = f"oubli.{language}@mail.example"
    sign_up(page, words, address)
    page.goto(site.mailbox.next_to(address).link("/confirm-email/"))
    page.get_by_role("button", name=words["confirm"]).click()

    other = visit(language=language, phone=True)
    other.goto("/account/password/reset/")
    look(other)
    other.get_by_label(words["email"]).fill(address)
    other.locator("main button").click()
    look(other)
    other.goto(site.mailbox.next_to(address).link("/password/reset/key/"))
    look(other)
    for field in other.locator("input[type=password]").all():
        field.fill("une péniche au matin")
    other.locator("main button").click()
    look(other)

    page.goto("/account/")
    expect(page).to_have_url(f"{site.url}/account/login/?next=/account/")
    page.get_by_label(words["email"]).fill(address)
    page.get_by_label(words["password"]).fill("une péniche au matin")
    page.locator("main button[type=submit], main button.primary").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["account"])


def test_a_refused_form_says_why_beside_the_field(visit: Visit, language: str) -> None:
    page = visit(language=language)
    page.goto("/account/signup/")
    page.locator("#id_email").fill("noemie@valbrune.example")
    page.locator("#id_password1").fill("azerty")
    page.locator("main button").click()
    expect(page.locator("#id_password1")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_password1_errors")).to_be_visible()
    expect(page.locator("#id_email")).to_have_value("noemie@valbrune.example")
    look(page)


@pytest.mark.parametrize("page_path", ["/account/", "/account/email/", "/account/password/change/"])
def test_the_pages_of_an_account_are_for_its_owner(visit: Visit, page_path: str) -> None:
    page = visit()
    page.goto(page_path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
