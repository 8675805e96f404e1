"""The verbs: define, revise, publish, archive, draw_framework."""

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction

from insigne.catalogue import selectors, services
from insigne.catalogue.content import Alignment, BadgeContent
from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.events import Archived, Published
from insigne.catalogue.models import Badge, BadgeRevision
from insigne.kernel import blobs, events
from insigne.kernel.models import AuditEntry
from insigne.orgs import services as orgs
from insigne.orgs.errors import OrgError
from insigne.orgs.selectors import OrganisationFacts

pytestmark = pytest.mark.django_db
Content = Callable[..., BadgeContent]
LEVELS = [
    {"number": 1, "names": {"fr": "Je pratique", "en": "I practise"}},
    {"number": 2, "names": {"fr": "Je maîtrise", "en": "I master"}},
]
FAMILIES = [
    {"slug": "communiquer", "names": {"fr": "Communiquer", "en": "Communicate"}},
    {"slug": "integrer", "names": {"fr": "S’intégrer", "en": "Fit in"}, "key": True},
]


def test_define_stores_a_draft_with_its_pictures(
    owner: uuid.UUID, university: OrganisationFacts, content: Content
) -> None:
    facts = services.define(
        actor_id=owner, organisation_id=university.id, content=content(tags={"fr": [" art ", "art", ""]})
    )
    assert (facts.number, facts.state, facts.published_at) == (1, "draft", None)
    assert facts.badge_slug == facts.public_slug == "creation-artistique"
    assert facts.tenant_id == university.tenant_id
    assert facts.tags == {"fr": ["art"]}
    assert facts.tint_class == "tint-rose"
    assert blobs.load(facts.image_png_sha256).startswith(b"\x89PNG")
    assert blobs.load(facts.image_svg_sha256).startswith(b"<svg")
    assert selectors.revision(facts.id) == facts
    assert facts.achievement_url.endswith("/b/creation-artistique/1")
    entry = AuditEntry.objects.get(verb="catalogue.badge.defined")
    assert (entry.actor_id, entry.subject_id) == (owner, facts.badge_id)


def test_an_address_is_unique_in_its_organisation_and_on_the_site(
    owner: uuid.UUID, university: OrganisationFacts, school: OrganisationFacts, content: Content
) -> None:
    services.define(actor_id=owner, organisation_id=university.id, content=content())
    second = services.define(actor_id=owner, organisation_id=school.id, content=content())
    assert second.badge_slug == "creation-artistique"
    assert second.public_slug == "iut-valbrune-creation-artistique"
    with pytest.raises(CatalogueError) as refused:
        services.define(actor_id=owner, organisation_id=university.id, content=content())
    assert (refused.value.code, refused.value.status) == ("slug_taken", 409)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"names": {"fr": "  "}}, "name_missing"),
        ({"names": {"de": "Kunst"}}, "language_unknown"),
        ({"names": {"fr": "x" * 121}}, "text_too_long"),
        ({"descriptions": {"fr": "seulement"}}, "description_missing"),
        ({"criteria": {"en": "only"}}, "criteria_missing"),
        ({"level": 6}, "level_bad"),
        ({"family": "nowhere/none"}, "family_unknown"),
        ({"type": "medal"}, "choice_bad"),
        ({"nature": "magic"}, "choice_bad"),
        ({"expires_after_days": 0}, "expiry_bad"),
        ({"tags": {"fr": [str(n) for n in range(13)]}}, "tags_too_many"),
        ({"alignments": [Alignment("ESCO", "javascript:alert(1)")]}, "alignment_bad"),
        ({"alignments": [Alignment("", "https://example.org/")]}, "alignment_bad"),
        ({"design": None}, "image_missing"),
        ({"design": {"shape": "triangle"}}, "design_bad"),
        ({"design": {"text": "INFINIMENT " * 7}}, "design_bad"),
    ],
)
def test_define_refuses_and_stores_nothing(
    owner: uuid.UUID, university: OrganisationFacts, content: Content, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(CatalogueError) as refused:
        services.define(actor_id=owner, organisation_id=university.id, content=content(**changes))
    assert refused.value.code == code
    assert "%(" not in refused.value.sentence()
    assert not Badge.objects.exists()
    assert not BadgeRevision.objects.exists()


def test_who_may_define_and_publish(
    owner: uuid.UUID,
    university: OrganisationFacts,
    content: Content,
    person: Callable[[str], uuid.UUID],
) -> None:
    draft = services.define(actor_id=owner, organisation_id=university.id, content=content())
    for role, allowed in (("designer", True), ("awarder", False), ("reader", False), ("reviewer", False)):
        member = person(role)
        orgs.add_member(actor_id=owner, organisation_id=university.id, person_id=member, role=role)
        if allowed:
            services.revise(actor_id=member, badge_id=draft.badge_id, content=content())
            continue
        for act in (
            lambda who: services.define(actor_id=who, organisation_id=university.id, content=content()),
            lambda who: services.revise(actor_id=who, badge_id=draft.badge_id, content=content()),
            lambda who: services.publish(actor_id=who, badge_id=draft.badge_id),
            lambda who: services.archive(actor_id=who, badge_id=draft.badge_id),
        ):
            with pytest.raises(OrgError) as refused:
                act(member)
            assert refused.value.code == "forbidden"
    with pytest.raises(OrgError) as hidden:
        services.publish(actor_id=person("stranger"), badge_id=draft.badge_id)
    assert hidden.value.code == "not_found"


def test_editing_a_published_badge_prepares_the_next_revision(
    owner: uuid.UUID, university: OrganisationFacts, content: Content
) -> None:
    heard: list[object] = []
    events.subscribe(Published, heard.append)
    first = services.define(actor_id=owner, organisation_id=university.id, content=content())
    one = services.publish(actor_id=owner, badge_id=first.badge_id)
    draft = services.revise(
        actor_id=owner, badge_id=first.badge_id, content=content(names={"fr": "Autre nom"}, design=None)
    )
    assert (draft.number, draft.id != one.id, draft.image_png_sha256) == (2, True, one.image_png_sha256)
    assert selectors.published(one.public_slug).names["fr"] == "Création artistique"
    two = services.publish(actor_id=owner, badge_id=first.badge_id)
    assert selectors.published(one.public_slug).id == two.id
    assert selectors.revision(one.id).names["fr"] == "Création artistique"
    assert selectors.published_number(one.public_slug, 1).id == one.id
    assert [event.number for event in heard if isinstance(event, Published)] == [1, 2]
    with pytest.raises(CatalogueError, match="nothing_to_publish"):
        services.publish(actor_id=owner, badge_id=first.badge_id)


def test_a_published_revision_never_changes(
    owner: uuid.UUID, university: OrganisationFacts, content: Content
) -> None:
    facts = services.define(actor_id=owner, organisation_id=university.id, content=content())
    stale = BadgeRevision.objects.get(id=facts.id)
    services.publish(actor_id=owner, badge_id=facts.badge_id)
    fresh = BadgeRevision.objects.get(id=facts.id)
    for row in (stale, fresh):
        row.names = {"fr": "Forgé"}
        for change in (row.save, row.delete):
            with pytest.raises(CatalogueError, match="immutable"):
                change()
    rows = BadgeRevision.objects.filter(badge_id=facts.badge_id)
    with pytest.raises(CatalogueError, match="immutable"):
        rows.update(names={"fr": "Forgé"})
    with pytest.raises(CatalogueError, match="immutable"):
        rows.delete()
    with pytest.raises(CatalogueError, match="immutable"), transaction.atomic():
        BadgeRevision.objects.bulk_update([fresh], ["names"])
    assert selectors.revision(facts.id).names["fr"] == "Création artistique"


def test_two_editors_never_overwrite_each_other(
    owner: uuid.UUID, university: OrganisationFacts, content: Content
) -> None:
    draft = services.define(actor_id=owner, organisation_id=university.id, content=content())
    services.revise(
        actor_id=owner, badge_id=draft.badge_id, content=content(), expected_version=draft.version
    )
    with pytest.raises(CatalogueError) as refused:
        services.revise(
            actor_id=owner, badge_id=draft.badge_id, content=content(), expected_version=draft.version
        )
    assert (refused.value.code, refused.value.status) == ("stale", 409)


def test_an_archived_badge_is_read_but_not_awarded(
    owner: uuid.UUID, university: OrganisationFacts, content: Content
) -> None:
    heard: list[object] = []
    events.subscribe(Archived, heard.append)
    facts = services.define(actor_id=owner, organisation_id=university.id, content=content())
    services.publish(actor_id=owner, badge_id=facts.badge_id)
    services.archive(actor_id=owner, badge_id=facts.badge_id)
    services.archive(actor_id=owner, badge_id=facts.badge_id)
    assert len(heard) == 1
    assert selectors.badges_for(university.id) == ()
    assert selectors.published(facts.public_slug).state == "archived"
    for act in (
        lambda: services.revise(actor_id=owner, badge_id=facts.badge_id, content=content()),
        lambda: services.publish(actor_id=owner, badge_id=facts.badge_id),
    ):
        with pytest.raises(CatalogueError, match="archived"):
            act()


def test_a_framework_gives_families_and_levels_their_names(
    owner: uuid.UUID, university: OrganisationFacts, school: OrganisationFacts, content: Content
) -> None:
    names = {"fr": "Compétences fondamentales"}
    arguments = {"actor_id": owner, "organisation_id": university.id, "slug": "fondamentales"}
    services.draw_framework(**arguments, names=names, families=FAMILIES, levels=LEVELS)
    facts = services.define(
        actor_id=owner, organisation_id=school.id, content=content(family="fondamentales/integrer", level=2)
    )
    assert facts.level_names == {"fr": "Je maîtrise", "en": "I master"}
    assert (facts.family_names["fr"], facts.family_is_key) == ("S’intégrer", True)
    with pytest.raises(CatalogueError, match="level_not_in_framework"):
        services.revise(
            actor_id=owner,
            badge_id=facts.badge_id,
            content=content(family="fondamentales/integrer", level=3),
        )
    services.draw_framework(**arguments, names=names, families=[], levels=[])
    assert selectors.revision(facts.id).family_names["fr"] == "S’intégrer"
    with pytest.raises(CatalogueError, match="framework_bad"):
        services.draw_framework(**arguments, names=names, families=[{"slug": "x"}], levels=[])


def test_badges_for_holds_own_and_shared_ones(
    owner: uuid.UUID, university: OrganisationFacts, school: OrganisationFacts, content: Content
) -> None:
    for slug, organisation, shared in (
        ("own", school, False),
        ("shared", university, True),
        ("kept", university, False),
        ("below", school, True),
    ):
        facts = services.define(
            actor_id=owner, organisation_id=organisation.id, content=content(), slug=slug, shared_down=shared
        )
        services.publish(actor_id=owner, badge_id=facts.badge_id)
    services.define(actor_id=owner, organisation_id=school.id, content=content(), slug="draft")
    assert [row.badge_slug for row in selectors.badges_for(school.id)] == ["below", "own", "shared"]
    assert [row.badge_slug for row in selectors.badges_for(university.id)] == ["kept", "shared"]
