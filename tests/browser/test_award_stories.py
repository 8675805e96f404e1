"""The three people of the river, in one demo world: who awards, who earns, who reads."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site, Visit, running
from tests.browser.look import look, weigh

OWNER = ("helene.vauquelin@valbrune.example.org", "valbrune-demo-2026")
NEWCOMER = ("malo.kervella@mail.example.org", "malo-demo-2026")
ORGANISATION = "universite-valbrune"
EVENT_ROWS = "#rows table tbody tr"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`insigne demo` on an empty folder: the world is loaded, the first badges are awarded, then it serves."""
    with running(tmp_path_factory.mktemp("demo"), "demo") as started:
        yield started


def sign_in(page: Page, account: tuple[str, str]) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(account[0])
    page.locator("input[name=password]").fill(account[1])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile(r"(?<!login/)$"))


def press(page: Page, name: str) -> None:
    page.locator("main button, main a.btn").filter(has_text=re.compile(name)).first.click()


def award_one(page: Page, address: str, badge: str, name: str = "") -> None:
    page.goto(f"/org/{ORGANISATION}/award/?badge={badge}&how=one")
    page.locator("input[name=email]").fill(address)
    page.locator("input[name=name]").fill(name)
    page.locator("main form button").first.click()
    expect(page.locator(EVENT_ROWS)).to_have_count(1)


def test_an_issuer_makes_a_badge_awards_it_to_many_and_takes_one_back(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(language=language)
    sign_in(page, OWNER)
    for path in ("/org/", f"/org/{ORGANISATION}/", f"/org/{ORGANISATION}/badges/"):
        page.goto(path)
        look(page)
    slug = make_a_badge(page, language)
    award_a_list(page, slug, language)
    if language == "fr":
        let_the_undo_window_pass(page)
    else:
        undo_the_list(page, visit)
        award_one(page, f"ana.{language}@mail.example.org", slug, "Ana Roy")
    letter = site.mailbox.next_to(f"ana.{language}@mail.example.org")
    assert {"fr": "Félicitations", "en": "Congratulations"}[language] in letter.subject
    # One was a mistake.
    page.locator("table a.btn").first.click()
    look(page)
    page.locator("[name=reason]").fill("Attribué par erreur")
    page.locator("main form button").first.click()
    expect(page.locator(".chip.bad")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("Attribué par erreur")


def make_a_badge(page: Page, language: str) -> str:
    """A badge: its words, its picture drawn here, then published; return its slug."""
    page.goto(f"/org/{ORGANISATION}/badges/new/")
    look(page)
    page.locator("[name=name_fr]").fill(f"Médiation {language}")
    page.locator("[name=name_en]").fill(f"Mediation {language}")
    page.locator("[name=description_fr]").fill("Apaise un différend.")
    page.locator("[name=criteria_fr]").fill("- Écouter chacun\n- Proposer une issue")
    press(page, "Enregistrer|Save")
    expect(page.locator(".error").first).to_be_visible()
    look(page)
    page.locator("[name=description_en]").fill("Calms a quarrel.")
    page.locator("[name=criteria_en]").fill("- Hear everyone\n- Offer a way out")
    press(page, "Enregistrer|Save")
    expect(page).not_to_have_url(re.compile("/new/$"))
    look(page)
    press(page, "Publier|Publish")
    expect(page.locator("main")).to_contain_text(re.compile("Publié|Published|publié|published"))
    look(page)
    return page.url.rstrip("/").rpartition("/")[2]


def award_a_list(page: Page, slug: str, language: str) -> None:
    """A list: the dry run tells good lines from bad ones, nothing leaves before it is confirmed."""
    page.goto(f"/org/{ORGANISATION}/award/?badge={slug}&how=list")
    look(page)
    people = [
        f"Ana Roy <ana.{language}@mail.example.org>",
        f"bo.{language}@mail.example.org",
        "pas une adresse",
    ]
    page.locator("[name=people]").fill("\n".join(people))
    page.locator("main form button").first.click()
    expect(page.locator("dl.facts dd")).to_have_text(["2", "0", "1"])
    look(page)
    page.locator("main form button.primary").click()
    expect(page.locator(EVENT_ROWS).first).to_be_visible()


def let_the_undo_window_pass(page: Page) -> None:
    """For half a minute nothing is signed, and the seconds are counted; then the page follows by itself."""
    expect(page.locator("[role=timer]")).to_contain_text(re.compile(r"\d"))
    look(page)
    expect(page.locator(".table .chip.encre").first).to_be_visible(timeout=90_000)
    expect(page.locator(".undo")).to_have_count(0)
    page.reload()
    look(page)


def undo_the_list(page: Page, visit: Visit) -> None:
    """Stopped within the window, from a browser that runs no script."""
    plain = visit(language="en", script=False)
    sign_in(plain, OWNER)
    plain.goto(page.url)
    press(plain, "Undo the award")
    expect(plain.locator(".verdict.mute")).to_contain_text("cancelled")
    page.reload()
    expect(page.locator("table .chip").filter(has_text="Cancelled")).to_have_count(2)
    look(page)


def test_the_pages_of_work_are_light(visit: Visit) -> None:
    page = visit()
    sign_in(page, OWNER)
    for path in ("", "badges/new/", "award/?badge=code-game-jam-2026"):
        weigh(page, f"/org/{ORGANISATION}/{path}")


def test_somebody_founds_an_organisation_from_the_first_page(visit: Visit, language: str) -> None:
    page = visit(language=language, phone=language == "en")
    page.goto("/")
    page.locator("a.also").click()
    page.wait_for_url("**/login/**")
    page.locator("input[name=login]").fill(NEWCOMER[0])
    page.locator("input[name=password]").fill(NEWCOMER[1])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/org/new/")
    look(page)
    page.locator("[name=name]").fill(f"Atelier du Port {language}")
    page.locator("[name=url]").fill("https://port.example.org")
    page.locator("[name=slug]").fill(ORGANISATION)
    page.locator("[name=may_speak]").check()
    page.locator("main form button.primary").click()
    expect(page.locator("#id_slug_errors")).to_contain_text(ORGANISATION)
    look(page)
    page.locator("[name=slug]").fill("")
    page.locator("main form button.primary").click()
    page.wait_for_url(f"**/org/atelier-du-port-{language}/")
    look(page)
    page.locator("main a.btn.primary").click()
    page.wait_for_url("**/badges/new/")
    page.goto("/org/")
    expect(page.locator("main")).to_contain_text(f"Atelier du Port {language}")
    look(page)


def test_an_earner_unlocks_shares_takes_away_and_keeps(
    visit: Visit, site: Site, language: str, tmp_path: Path
) -> None:
    issuer = visit(language=language)
    sign_in(issuer, OWNER)
    address = f"nadia.{language}@mail.example.org"
    award_one(issuer, address, "tutorat-entre-pairs", "Nadia Ferrand")
    letter = site.mailbox.next_to(address)
    assert letter.language == language
    # The link shows the badge; nobody else sees it yet.
    page, stranger = visit(language=language, phone=True), visit(language=language)
    page.goto(letter.link("/unlock/"))
    look(page)
    expect(page.locator("main")).to_contain_text("Nadia Ferrand")
    expect(page.locator("#show_name")).not_to_be_checked()
    public = page.locator("a[href^='/v/']").first.get_attribute("href")
    assert public is not None
    assert stranger.goto(public).status == 404
    page.goto(public)
    look(page)
    page.goto(letter.link("/unlock/"))
    page.locator("button.joy").click()
    expect(page.locator(".message").first).to_be_visible()
    share_with_and_without_a_name(page, stranger, public, address)
    take_away(page, stranger, tmp_path)
    keep_in_a_passport(page, address)
    # Closed again.
    page.goto(letter.link("/unlock/"))
    press(page, "Fermer|Close")
    assert stranger.goto(public).status == 404


def share_with_and_without_a_name(page: Page, stranger: Page, public: str, address: str) -> None:
    """Shared without the name, then with it."""
    press(page, "Ouvrir une page|Open a public")
    link = page.locator("#share-link").input_value()
    assert link.endswith(public)
    look(page)
    assert stranger.goto(public).status == 200
    expect(stranger.locator(".verdict")).to_contain_text(re.compile("Vérifié|Verified"))
    expect(stranger.locator("main")).not_to_contain_text("Nadia")
    look(stranger)
    page.locator("#show_name").check()
    press(page, "^\\s*(Enregistrer|Save)")
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("Nadia Ferrand")
    assert address not in stranger.content()


def take_away(page: Page, stranger: Page, folder: Path) -> None:
    """Each file holds the badge."""
    for kind in ("png", "pdf", "json"):
        with page.expect_download() as download:
            page.locator(f"a[href*='badge.{kind}']").first.click()
        target = folder / f"badge.{kind}"
        download.value.save_as(target)
        stranger.goto("/verify/")
        stranger.locator("input[type=file]").set_input_files(target)
        expect(stranger.locator(".verdict")).to_contain_text(re.compile("Vérifié|Verified"))


def keep_in_a_passport(page: Page, address: str) -> None:
    """A passport on the address that the link proved."""
    if not page.locator("[name=password]").is_visible():
        page.locator("details summary").first.click()
    assert page.locator("#own-address").input_value() == address
    page.locator("[name=password]").fill("un bateau sur la brune")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/passport/")
    expect(page.locator("ul.grid li")).to_have_count(1)
    look(page)
    page.locator("ul.grid a").first.click()
    look(page)


def test_an_earner_may_say_no(visit: Visit, site: Site) -> None:
    issuer = visit()
    sign_in(issuer, OWNER)
    award_one(issuer, "rene.refus@mail.example.org", "tutorat-entre-pairs")
    page = visit()
    page.goto(site.mailbox.next_to("rene.refus@mail.example.org").link("/unlock/"))
    press(page, "ne veux pas")
    look(page)
    page.locator("[name=reason]").fill("Je n’ai pas suivi l’atelier")
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_contain_text("refusé")
    look(page)
    issuer.reload()
    expect(issuer.locator(".chip.warn")).to_have_count(1)


def test_a_reader_checks_files_links_and_sees_a_forgery(
    visit: Visit, site: Site, language: str, tmp_path: Path
) -> None:
    page = visit(language=language)
    page.goto("/verify/")
    look(page)
    badge = min(path for path in site.out.glob("*.json") if path.name != "documents.json")
    page.locator("input[type=file]").set_input_files(badge.with_suffix(".png"))
    expect(page.locator(".verdict")).to_contain_text(re.compile("Vérifié|Verified"))
    look(page)
    # One word changed in the document itself.
    document = json.loads(badge.read_text())
    document["credentialSubject"]["achievement"]["name"] = "Doctorat"
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps(document))
    page.goto("/verify/")
    page.locator("input[type=file]").set_input_files(forged)
    expect(page.locator(".verdict.bad")).to_be_visible()
    expect(page.locator(".steps .failed").first).to_be_visible()
    look(page)
    # The badge pasted as text, for somebody in particular.
    page.goto("/verify/")
    page.locator("[name=link]").fill(badge.read_text())
    page.locator("details summary").click()
    page.locator("[name=recipient]").fill("quelqu.un@mail.example.org")
    page.locator("main form button.primary").click()
    expect(page.locator(".verdict.bad")).to_be_visible()
    # What is no badge says so.
    page.goto("/verify/")
    page.locator("[name=link]").fill("bonjour")
    page.locator("main form button.primary").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    look(page)


def test_the_demos_mailbox_shows_a_mail_as_it_is(visit: Visit, language: str) -> None:
    page = visit(language=language)
    page.goto("/mails/")
    look(page)
    page.locator("main table a").first.click()
    expect(page.frame_locator("iframe").locator("img")).to_be_visible()
    look(page)


def test_pages_are_fit_in_the_dark_and_without_script(visit: Visit) -> None:
    page = visit(scheme="dark", script=False)
    page.goto("/verify/")
    page.locator("[name=link]").fill("bonjour")
    page.locator("main form button.primary").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    dark = visit(scheme="dark")
    sign_in(dark, ("noemie.vasseur@mail.example.org", "noemie-demo-2026"))
    dark.goto("/passport/")
    look(dark)
