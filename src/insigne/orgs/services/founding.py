"""FOUND and EDIT an organisation.

Room: orgs. Touches organisations, the closure of the tree, the founder's membership, the audit log.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from insigne.kernel import audit
from insigne.kernel.ids import new_id
from insigne.orgs import founders, rights, selectors, values
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Descent, Membership, Organisation, Role
from insigne.orgs.selectors import OrganisationFacts
from insigne.people import services as people

DEEPEST = 8
MOST_OWN = 5
"""How many organisations outside any other one person may own: an account is not a mint of issuers."""


def found(
    *,
    actor_id: UUID,
    slug: str,
    names: Mapping[str, str],
    kind: str,
    parent_slug: str | None = None,
    url: str = "",
    descriptions: Mapping[str, str] | None = None,
    email: str = "",
    language: str = "fr",
    by_operator: bool = False,
) -> OrganisationFacts:
    """Return the new organisation, below `parent_slug` or as a root that the actor owns.

     1. Read the parent and ask the right to found below it; without one, ask whether the actor may found at all,
        which whoever runs the site may always (`by_operator`).
     2. Hold the founder of a root, and count what they own already.
     3. Store the organisation, its place in the tree, and the founder's role when it is a root.
     4. Record the act.

    Raises OrgError: `not_found`, `forbidden` (parent), `founding_closed`, `slug_taken`, `too_deep`, `too_many`, and
    what `values` raises.
    """
    above = _line_above(actor_id, parent_slug, by_operator)
    identity = new_id()
    row = Organisation(
        id=identity,
        tenant_id=above[0].tenant_id if above else identity,
        parent_id=above[0].id if above else None,
        kind=values.kind(kind),
        slug=values.slug(slug),
        names=values.names(names),
        descriptions=values.texts(descriptions or {}, most=values.DESCRIPTION_CHARACTERS),
        url=values.url(url),
        email=values.email(email),
        language=values.language(language),
    )
    with transaction.atomic():
        if not above:
            _hold_founder(actor_id)
        _store(row, above, actor_id)
        _record(row, actor_id, "orgs.founded", {"slug": row.slug, "kind": row.kind})
    return selectors.facts(row)


def _line_above(actor_id: UUID, parent_slug: str | None, by_operator: bool) -> tuple[OrganisationFacts, ...]:
    """Return the parent and all above it, nothing for a root, when the actor may found there."""
    if parent_slug is None:
        if not by_operator and not founders.may_found(actor_id):
            raise OrgError("founding_closed")
        return ()
    parent = selectors.organisation(slug=parent_slug)
    rights.require(actor_id, rights.FOUND, parent.id)
    above = selectors.ancestors(parent.id)
    if len(above) >= DEEPEST:
        raise OrgError("too_deep", most=DEEPEST)
    return above


def _hold_founder(actor_id: UUID) -> None:
    """Let the founder found nothing else meanwhile, and refuse one who owns enough already."""
    people.hold(person_id=actor_id)
    own = Membership.objects.filter(person_id=actor_id, role=Role.OWNER, organisation__parent=None)
    if own.count() >= MOST_OWN:
        raise OrgError("too_many", most=MOST_OWN)


def _store(row: Organisation, above: tuple[OrganisationFacts, ...], actor_id: UUID) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not Organisation.objects.filter(slug=row.slug).exists():
            raise
        raise OrgError("slug_taken", slug=row.slug) from None
    line = [row.id, *(one.id for one in above)]
    Descent.objects.bulk_create(
        [
            Descent(tenant_id=row.tenant_id, ancestor_id=ancestor, descendant_id=row.id, distance=distance)
            for distance, ancestor in enumerate(line)
        ]
    )
    if not above:
        Membership.objects.create(
            tenant_id=row.tenant_id, organisation=row, person_id=actor_id, role=Role.OWNER
        )


def edit(
    *,
    actor_id: UUID,
    organisation_id: UUID,
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    url: str,
    email: str,
) -> OrganisationFacts:
    """Return the organisation with its new presentation; its slug, kind and place stay.

    Raises OrgError: `not_found`, `forbidden`, and what `values` raises.
    """
    rights.require(actor_id, rights.EDIT, organisation_id)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(id=organisation_id)
        row.names = values.names(names)
        row.descriptions = values.texts(descriptions, most=values.DESCRIPTION_CHARACTERS)
        row.url = values.url(url)
        row.email = values.email(email)
        row.save()
        _record(row, actor_id, "orgs.edited", {})
    return selectors.facts(row)


def _record(row: Organisation, actor_id: UUID, verb: str, about: Mapping[str, str]) -> None:
    audit.record(
        tenant_id=row.tenant_id,
        actor_id=actor_id,
        verb=verb,
        subject_type="organisation",
        subject_id=row.id,
        facts=about,
    )
