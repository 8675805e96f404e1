"""The pages of badges: who sees what, what the editor does, what the public addresses answer."""

import io
import json
import re
import uuid
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from insigne.catalogue import selectors, services, studio
from insigne.catalogue.content import BadgeContent
from insigne.catalogue.facts import RevisionFacts
from insigne.catalogue.forms import initial, initial_design
from insigne.catalogue.models import Badge
from insigne.orgs import services as orgs
from insigne.orgs.selectors import OrganisationFacts
from insigne.people.models import Person

pytestmark = pytest.mark.django_db
Content = Callable[..., BadgeContent]
JSON = "application/ld+json"


@pytest.fixture
def desk(owner: uuid.UUID, client: Client) -> Client:
    client.force_login(
        Person.objects.get(id=owner), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def published(owner: uuid.UUID, university: OrganisationFacts, content: Content) -> RevisionFacts:
    draft = services.define(
        actor_id=owner, organisation_id=university.id, content=content(tags={"fr": ["art"]}), shared_down=True
    )
    return services.publish(actor_id=owner, badge_id=draft.badge_id)


def typed(**changes: object) -> dict[str, object]:
    """Return what a person sends from the editor."""
    values: dict[str, object] = {
        "name_fr": "Entraide",
        "description_fr": "Aide les autres.",
        "criteria_fr": "- Aider\n- Écouter",
        "tags_fr": "écoute, aide",
        "type": "collaboration",
        "nature": "behaviour",
        "level": "0",
        "picture": "draw",
        "alignments": "ESCO | https://esco.example.org/s1 | ESCO\n",
    }
    design = {f"design-{name}": value for name, value in initial_design(None).items() if value is not False}
    return {name: value for name, value in (values | design | changes).items() if value is not None}


def test_define_edit_publish_archive_in_the_browser(desk: Client, university: OrganisationFacts) -> None:
    empty = desk.get("/org/valbrune/badges/")
    assert "No badge yet" in empty.content.decode()
    made = desk.post("/org/valbrune/badges/new/", typed(slug="entraide", once="on"))
    assert (made.status_code, made["Location"]) == (302, "/org/valbrune/badges/entraide/")
    draft = selectors.newest(university.id, "entraide")
    assert (draft.once, draft.tags, draft.alignments[0].url) == (
        True,
        {"fr": ["écoute", "aide"]},
        "https://esco.example.org/s1",
    )
    page = desk.get("/org/valbrune/badges/entraide/").content.decode()
    assert "Draft of revision 1" in page
    assert (
        desk.get(f"/org/valbrune/badges/entraide/1.png?version={draft.version}")["Content-Type"]
        == "image/png"
    )
    assert desk.get("/b/entraide/").status_code == 404
    assert desk.get("/b/entraide/1.png").status_code == 404
    assert desk.post("/org/valbrune/badges/entraide/publish/").status_code == 302
    assert desk.get("/b/entraide/").status_code == 200
    edited = typed(name_fr="Entraide et écoute", version="0", picture="keep")
    assert desk.post("/org/valbrune/badges/entraide/edit/", edited).status_code == 302
    second = selectors.newest(university.id, "entraide")
    assert (second.number, second.names["fr"], second.once) == (2, "Entraide et écoute", False)
    assert second.image_png_sha256 == draft.image_png_sha256
    assert "draft 2 waiting" in desk.get("/org/valbrune/badges/").content.decode()
    stale = desk.post("/org/valbrune/badges/entraide/edit/", edited)
    assert stale.status_code == 400
    assert "Somebody else has edited this badge" in stale.content.decode()
    assert desk.post("/org/valbrune/badges/entraide/archive/").status_code == 302
    assert "no longer awarded" in desk.get("/b/entraide/").content.decode()


def test_the_editor_shows_again_what_was_written(desk: Client, published: RevisionFacts) -> None:
    page = desk.get("/org/valbrune/badges/creation-artistique/edit/")
    assert page.status_code == 200
    form = page.context["form"]
    assert form.initial == initial(published)
    assert form["version"].value() == 0
    assert form["name_en"].value() == "Artistic creation"
    assert re.search(r'value="hexagon"\s+checked', page.content.decode())


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name_fr": ""}, "name_fr", "Give the badge a name"),
        ({"criteria_fr": ""}, "criteria_fr", "missing: french"),
        ({"name_en": "Help"}, "description_en", "missing: english"),
        ({"slug": "Bad Slug"}, "slug", "lower-case letters"),
        ({"slug": "new"}, "slug", "lower-case letters"),
        ({"expires_after_days": "0"}, "expires_after_days", "greater than or equal to 1"),
        ({"alignments": "ESCO | ftp://x"}, "alignments", "https://"),
        ({"picture": "upload"}, "file", "Draw the badge"),
        ({"design-text": "漢字"}, None, "cannot be drawn"),
        ({"type": "medal"}, "type", "valid choice"),
    ],
)
def test_a_refusal_stands_beside_its_cause(
    desk: Client, university: OrganisationFacts, changes: dict[str, object], field: str | None, sentence: str
) -> None:
    answer = desk.post("/org/valbrune/badges/new/", typed(**changes))
    assert answer.status_code == 400
    errors = answer.context["form"].errors.get(field or "__all__", [])
    assert any(sentence in error for error in errors), answer.context["form"].errors
    assert "not saved yet" in answer.content.decode()
    assert not Badge.objects.exists()


def test_a_bad_choice_of_the_studio_is_not_saved(desk: Client, university: OrganisationFacts) -> None:
    answer = desk.post("/org/valbrune/badges/new/", typed(**{"design-shape": "triangle"}))
    assert answer.status_code == 400
    assert not Badge.objects.exists()


def test_a_file_takes_the_place_of_the_drawing(desk: Client, university: OrganisationFacts) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "#0d6e46").save(out, format="PNG")
    sent = SimpleUploadedFile("../../evil.png", out.getvalue(), content_type="text/html")
    assert desk.post("/org/valbrune/badges/new/", typed(picture="upload", file=sent)).status_code == 302
    badge = selectors.newest(university.id, "entraide")
    assert (badge.design, badge.tint, badge.image_svg_sha256) == (None, "sapin", "")
    assert badge.image_path.endswith(".png")
    form = desk.get("/org/valbrune/badges/entraide/edit/").context["form"]
    assert form["picture"].value() == "keep"


def test_the_picture_follows_the_choices(desk: Client, university: OrganisationFacts) -> None:
    live = desk.post("/org/valbrune/badges/drawing/", typed(**{"design-palette": "miel"})).content.decode()
    assert "data:image/svg+xml;base64," in live and "tint-miel" in live
    own = typed(**{"design-own_colour": "on", "design-colour": "#008000"})
    assert "tint-sapin" in desk.post("/org/valbrune/badges/drawing/", own).content.decode()
    for wrong in (
        {"design-text": "X" * 60},
        {"design-icon": "<script>"},
        {"design-colour": "red", "design-own_colour": "on"},
    ):
        problem = desk.post("/org/valbrune/badges/drawing/", typed(**wrong))
        assert problem.status_code == 200
        assert 'role="alert"' in problem.content.decode()
        assert "<script>" not in problem.content.decode()
    # Without modules, a button of the form does the same and saves nothing.
    looked = desk.post("/org/valbrune/badges/new/", typed(look="1", name_fr=""))
    assert looked.status_code == 200
    assert "data:image/svg+xml;base64," in looked.content.decode()
    assert not looked.context["form"].errors


def test_every_icon_of_the_panel_is_drawn_on_the_sheet(desk: Client, university: OrganisationFacts) -> None:
    page = desk.get("/org/valbrune/badges/new/").content.decode()
    shown = re.findall(r'<use href="/static/(built/badge-icons\.[^"#]+)#([^"]+)"', page)
    assert len(shown) == page.count('name="design-icon"') == len(studio.ICONS)
    file = finders.find(shown[0][0])
    assert isinstance(file, str)
    drawn = {symbol.get("id"): symbol for symbol in ElementTree.parse(file).getroot()}
    assert all(len(drawn[name]) > 0 for _, name in shown)


def test_the_public_page_says_what_it_takes(
    client: Client, published: RevisionFacts, school: OrganisationFacts
) -> None:
    page = client.get(published.badge_path, headers={"accept-language": "en"}).content.decode()
    for words in ("Artistic creation", "<li>Conceive</li>", "IUT de Valbrune", "Université de Valbrune"):
        assert words in page
    assert f'href="{published.badge_url}"' in page
    assert "style=" not in page and "<script>" not in page
    french = client.get(published.badge_path, headers={"accept-language": "fr"}).content.decode()
    assert "<li>Concevoir</li>" in french


def test_a_badge_of_one_language_is_marked_as_such(
    client: Client, owner: uuid.UUID, university: OrganisationFacts, content: Content
) -> None:
    only = content(
        names={"fr": "Très " + "long " * 22 + "nom"},
        descriptions={"fr": "Décrit."},
        criteria={"fr": "- *Faire*"},
    )
    draft = services.define(actor_id=owner, organisation_id=university.id, content=only, slug="long")
    services.publish(actor_id=owner, badge_id=draft.badge_id)
    page = client.get("/b/long/", headers={"accept-language": "en"}).content.decode()
    assert 'lang="fr"' in page
    assert "<em>Faire</em>" in page


def test_an_old_revision_keeps_its_page(
    client: Client, owner: uuid.UUID, published: RevisionFacts, content: Content
) -> None:
    changed = content(names={"fr": "Nouveau nom"}, descriptions={"fr": "d"}, criteria={"fr": "c"})
    services.revise(actor_id=owner, badge_id=published.badge_id, content=changed)
    services.publish(actor_id=owner, badge_id=published.badge_id)
    old = client.get("/b/creation-artistique/1", headers={"accept-language": "fr"}).content.decode()
    assert "Création artistique" in old and "révision 1" in old
    assert "Nouveau nom" in client.get("/b/creation-artistique/").content.decode()
    assert client.get("/b/creation-artistique/3").status_code == 404
    assert client.get("/b/creation-artistique/999999999").status_code == 404


def test_the_achievement_answers_json_to_programs(client: Client, published: RevisionFacts) -> None:
    address = "/b/creation-artistique/1"
    answer = client.get(address, headers={"accept": JSON, "accept-language": "en"})
    assert answer["Content-Type"] == JSON
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in answer["Vary"]
    body = json.loads(answer.content)
    assert body["id"] == published.achievement_url
    assert (body["type"], body["achievementType"]) == (["Achievement"], "Competency")
    assert (body["name"], body["inLanguage"], body["tag"]) == ("Création artistique", "fr", ["art"])
    assert body["image"] == {"id": published.image_url, "type": "Image"}
    assert body["creator"]["name"] == "Université de Valbrune"
    assert body["criteria"]["narrative"].startswith("- Concevoir")
    english = json.loads(client.get(f"{address}?language=en", headers={"accept": JSON}).content)
    assert english["name"] == "Artistic creation"
    other = json.loads(client.get(f"{address}?language=%00zz", headers={"accept": JSON}).content)
    assert other["name"] == "Création artistique"
    for accept in ("*/*", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", ""):
        assert client.get(address, headers={"accept": accept})["Content-Type"].startswith("text/html")


def test_pictures_never_change_under_their_address(client: Client, published: RevisionFacts) -> None:
    for kind, media in (("png", "image/png"), ("svg", "image/svg+xml")):
        answer = client.get(f"/b/creation-artistique/1.{kind}")
        assert answer["Content-Type"] == media
        assert "immutable" in answer["Cache-Control"]
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "'none'" in answer["Content-Security-Policy"]
        again = client.get(f"/b/creation-artistique/1.{kind}", headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get("/b/creation-artistique/2.png").status_code == 404
    assert client.get("/b/creation-artistique/1.gif").status_code == 404


def test_who_sees_what(
    client: Client,
    owner: uuid.UUID,
    university: OrganisationFacts,
    published: RevisionFacts,
    person: Callable[[str], uuid.UUID],
) -> None:
    inside = "/org/valbrune/badges/"
    pages = [inside, f"{inside}new/", f"{inside}creation-artistique/", f"{inside}creation-artistique/edit/"]
    for page in pages:
        assert client.get(page).status_code == 302
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Person.objects.get(id=person("stranger")), backend=backend)
    for page in [*pages, f"{inside}creation-artistique/1.png", f"{inside}missing/"]:
        assert client.get(page).status_code == 404
    reader = person("reader")
    orgs.add_member(actor_id=owner, organisation_id=university.id, person_id=reader, role="reader")
    client.force_login(Person.objects.get(id=reader), backend=backend)
    assert [client.get(page).status_code for page in pages] == [200, 403, 200, 403]
    seen = client.get(pages[2]).content.decode()
    for act in ("/edit/", "/publish/", "/archive/", "/award/"):
        assert act not in seen
    for act in ("publish", "archive"):
        assert client.post(f"{pages[2]}{act}/").status_code == 403
    assert client.post(f"{inside}drawing/", typed()).status_code == 403


def test_the_profile_shows_what_may_be_awarded(
    client: Client, published: RevisionFacts, school: OrganisationFacts
) -> None:
    for slug in ("valbrune", "iut-valbrune"):
        assert published.badge_path in client.get(f"/o/{slug}/").content.decode()
