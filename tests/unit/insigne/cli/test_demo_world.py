"""The demo world: loaded through the services, complete in two languages, the same when loaded twice."""

import re

from insigne.awards import selectors as awards
from insigne.catalogue import selectors as catalogue
from insigne.catalogue import studio
from insigne.cli import demo_awards, demo_files, demo_world
from insigne.kernel.models import AuditEntry
from insigne.orgs import rights
from insigne.orgs import selectors as orgs
from insigne.people import selectors as people

CLEA_ROW = [
    "demander-de-l-aide",
    "apporter-de-l-aide",
    "etre-ponctuel",
    "organiser-son-temps",
    "presentation-adaptee",
    "parler-en-public",
    "respecter-des-consignes",
    "capacite-de-persuasion",
    "remplir-un-formulaire",
    "organiser-l-espace-de-travail",
    "precision",
    "rendre-compte-d-une-activite",
    "comprehension-de-la-hierarchie",
    "discretion",
]


def slugs(organisation: str) -> list[str]:
    return [row.badge_slug for row in catalogue.badges_for(orgs.organisation(slug=organisation).id)]


def test_the_world_is_complete(world: demo_world.World) -> None:
    # 003-07 to 003-12: four families by two levels, one of them the key.
    region = catalogue.published_by(orgs.organisation(slug="region-aubrande").id)
    assert len({(row.family, row.level) for row in region}) == 8
    assert {row.level_names["fr"] for row in region} == {"Je pratique", "Je maîtrise"}
    assert {row.family for row in region if row.family_is_key} == {"fondamentales/integrer"}
    # 001-33: the fourteen badges, each with its framework.
    partner = catalogue.published_by(orgs.organisation(slug="tremplin-formation").id)
    assert {row.badge_slug for row in partner} == set(CLEA_ROW)
    assert all(row.alignments for row in partner)
    # 002-05: one badge, shared by the institutes and schools of the university; last year's is archived.
    for below in ("iut-valbrune", "iut-sarlande", "polytech-valbrune", "sciences-valbrune"):
        assert "code-game-jam-2026" in slugs(below)
        assert "code-game-jam-2025" not in slugs(below)
    assert catalogue.published("code-game-jam-2025").state == "archived"
    # 004-30: four modules. 000-04, 000-21: technical badges, attitudes and events.
    assert len(slugs("mooc-cap-projet")) == 4
    school = catalogue.published_by(orgs.organisation(slug="atelier-web").id)
    assert {row.nature for row in school} == {"technical", "behaviour", "event"}


def test_every_badge_speaks_both_languages_and_is_drawn(world: demo_world.World) -> None:
    for slug in world.badge_slugs:
        facts = catalogue.published(slug)
        for texts in (facts.names, facts.descriptions, facts.criteria, facts.tags):
            assert set(texts) == {"fr", "en"}, slug
        assert facts.criteria["fr"].count("\n- ") == facts.criteria["en"].count("\n- "), slug
        assert facts.design is not None and studio.render(facts.design)


def test_french_texts_keep_their_spaces_and_apostrophes() -> None:
    for path in demo_files.FOLDER.glob("**/*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\w'\w", text.split("\n", 1)[1]), path
        assert not re.search(r"\w [;:?!»%]|« ", text), path


def test_every_organisation_has_an_owner_and_somebody_to_award(world: demo_world.World) -> None:
    for entry in demo_files.organisations():
        organisation = orgs.organisation(slug=entry["slug"])
        assert "owner" in {member.role for member in orgs.members(organisation.id)}
        rights.require(world.awarder_of(organisation.id), "awards:award:create", organisation.id)


def test_everybody_is_invented(world: demo_world.World) -> None:
    addresses = [entry["email"] for entry in demo_files.people()]
    addresses += [row["email"] for entry in demo_files.awards() for row in entry["recipients"]]
    assert all(address.endswith(".example.org") for address in addresses)
    listed = world.csv.read_text(encoding="utf-8")
    assert set(re.findall(r"@[\w.]+", listed)) == {"@mail.example.org"}
    for account in world.accounts:
        assert people.person_of_address(account.email) is not None
        assert len(account.password) >= 10


def test_loading_twice_changes_nothing(world: demo_world.World) -> None:
    before = AuditEntry.objects.count()
    again = demo_world.load()
    assert again == world
    assert AuditEntry.objects.count() == before


def test_the_past_is_awarded_and_accepted_once(world: demo_world.World) -> None:
    demo_awards.award()
    first = AuditEntry.objects.count()
    demo_awards.award()
    assert AuditEntry.objects.count() == first
    badge = catalogue.published("code-game-jam-2026").badge_id
    states = {
        row.address: row.state
        for row in awards.held(badge, ["noemie.vasseur@mail.example.org", "sacha.brunet@mail.example.org"])
    }
    assert states == {
        "noemie.vasseur@mail.example.org": "accepted",
        "sacha.brunet@mail.example.org": "signed",
    }
