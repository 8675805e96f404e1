"""What every visitor meets first: the home page, the doors, the errors, the language, with and without modules."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Site, Visit
from tests.browser.look import look, weigh

PATHS = [
    "/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/accessibility/",
    "/privacy/",
    "/nowhere/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_fit_to_be_shown(visit: Visit, language: str, scheme: str, path: str) -> None:
    page = visit(language=language, scheme=scheme)
    page.goto(path)
    assert page.evaluate("document.documentElement.lang") == language
    look(page)


@pytest.mark.parametrize("path", ["/", "/account/signup/"])
def test_a_page_is_fit_for_a_phone(visit: Visit, language: str, path: str) -> None:
    page = visit(language=language, scheme="dark", phone=True)
    page.goto(path)
    look(page)


@pytest.mark.parametrize("path", ["/", "/account/login/"])
def test_the_first_view_is_light(visit: Visit, path: str) -> None:
    weigh(visit(), path)


@pytest.mark.parametrize("script", [True, False])
def test_a_choice_of_language_returns_to_the_same_page(visit: Visit, site: Site, script: bool) -> None:
    page = visit(script=script)
    page.goto("/privacy/?from=foot")
    page.locator("#language").select_option("en")
    if not script:
        page.get_by_role("button", name="Changer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your data")
    expect(page).to_have_url(f"{site.url}/privacy/?from=foot")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_keyboard_alone_reaches_the_content(visit: Visit) -> None:
    page = visit()
    page.goto("/privacy/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_choosing_a_language_with_the_keyboard_waits_for_enter(visit: Visit) -> None:
    page = visit()
    page.goto("/privacy/")
    page.locator("#language").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_three_doors_lead_somewhere(visit: Visit, site: Site) -> None:
    page = visit()
    for number in range(3):
        page.goto("/")
        door = page.locator(".door a").nth(number)
        target = door.get_attribute("href")
        door.click()
        page.wait_for_load_state()
        assert target and target != "#"
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url.startswith((f"{site.url}{target}", f"{site.url}/account/login/?next={target}"))


def test_a_file_chosen_at_home_is_examined(visit: Visit, language: str) -> None:
    page = visit(language=language)
    page.goto("/")
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"This is no badge."}
    page.locator("#drop").set_input_files(note)
    page.wait_for_url("**/verify/**")
    look(page)


def test_a_file_chosen_at_home_is_examined_without_modules(visit: Visit) -> None:
    page = visit(script=False)
    page.goto("/")
    page.locator("#drop").set_input_files(
        {"name": "n.txt", "mimeType": "text/plain", "buffer": b"This is no badge."}
    )
    page.get_by_role("button", name="Vérifier ce badge").click()
    page.wait_for_url("**/verify/**")


def test_a_file_too_big_is_refused_before_it_leaves(visit: Visit, tmp_path) -> None:
    big = tmp_path / "big.png"
    with big.open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    page = visit()
    page.goto("/")
    page.locator("#drop").set_input_files(big)
    assert page.evaluate("document.querySelector('#drop').validationMessage").startswith(
        "Ce fichier dépasse 20"
    )
    assert page.url.endswith("/")
