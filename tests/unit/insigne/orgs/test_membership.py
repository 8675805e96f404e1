"""insigne.orgs.services: add, change, remove, leave; always an owner; invite, accept, decline, withdraw."""

from uuid import UUID

import pytest
from tests.unit.insigne.orgs.conftest import Town, person

from insigne.kernel import outbox
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditEntry, OutboxMessage
from insigne.orgs import rights, selectors, services
from insigne.orgs.errors import OrgError

pytestmark = pytest.mark.django_db


def _refused(verb: object, **given: object) -> str:
    with pytest.raises(OrgError) as raised:
        verb(**given)  # type: ignore[operator]
    return raised.value.code


def _roles(organisation_id: UUID) -> dict[str, str]:
    return {one.full_name: one.role for one in selectors.members(organisation_id)}


def _add(town: Town, name: str, role: str) -> UUID:
    member = person(name)
    services.add_member(actor_id=town.owner, organisation_id=town.university.id, person_id=member, role=role)
    return member


def test_a_member_is_added_changed_and_removed(town: Town) -> None:
    member = _add(town, "mira", "reader")
    here = {"actor_id": town.owner, "organisation_id": town.university.id, "person_id": member}
    assert _roles(town.university.id) == {"Olive": "owner", "Mira": "reader"}
    services.change_role(**here, role="awarder")
    assert rights.roles_of(member, town.university.id) == ("awarder",)
    services.remove_member(**here)
    assert _roles(town.university.id) == {"Olive": "owner"}
    verbs = AuditEntry.objects.filter(tenant_id=town.university.id, verb__startswith="orgs.member")
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "orgs.member.added",
        "orgs.member.changed",
        "orgs.member.removed",
    ]


def test_members_from_above_are_shown_as_such(town: Town) -> None:
    _add(town, "mira", "reader")
    found = selectors.members(town.faculty.id)
    assert {one.full_name: one.inherited for one in found} == {"Olive": True, "Mira": True}


def test_nobody_is_added_twice(town: Town) -> None:
    member = _add(town, "mira", "reader")
    here = {"actor_id": town.owner, "organisation_id": town.university.id, "person_id": member}
    assert _refused(services.add_member, **here, role="owner") == "already_member"
    assert _roles(town.university.id)["Mira"] == "reader"


def test_what_cannot_be_changed(town: Town) -> None:
    here = {"actor_id": town.owner, "organisation_id": town.university.id}
    assert _refused(services.add_member, **here, person_id=town.stranger, role="king") == "role_unknown"
    assert _refused(services.change_role, **here, person_id=town.stranger, role="reader") == "not_member"
    assert _refused(services.remove_member, **here, person_id=new_id()) == "not_member"
    assert _refused(services.leave, person_id=town.owner, organisation_id=new_id()) == "not_member"


@pytest.mark.parametrize("role", ["designer", "awarder", "reviewer", "reader"])
def test_only_owners_manage_members(town: Town, role: str) -> None:
    member = _add(town, "mira", role)
    here = {"actor_id": member, "organisation_id": town.university.id}
    for refused in (
        _refused(services.add_member, **here, person_id=town.stranger, role="reader"),
        _refused(services.change_role, **here, person_id=member, role="owner"),
        _refused(services.remove_member, **here, person_id=town.owner),
        _refused(services.invite, **here, address="a@example.org", role="reader", language="fr"),
        _refused(services.withdraw_invitation, **here, invitation_id=new_id()),
    ):
        assert refused == "forbidden"


def test_an_organisation_keeps_an_owner(town: Town) -> None:
    here = {"actor_id": town.owner, "organisation_id": town.university.id, "person_id": town.owner}
    assert _refused(services.change_role, **here, role="reader") == "last_owner"
    assert _refused(services.remove_member, **here) == "last_owner"
    assert _refused(services.leave, person_id=town.owner, organisation_id=town.university.id) == "last_owner"
    assert _roles(town.university.id) == {"Olive": "owner"}
    second = _add(town, "mira", "owner")
    services.leave(person_id=town.owner, organisation_id=town.university.id)
    assert rights.roles_of(second, town.university.id) == ("owner",)


def test_an_owner_above_is_enough_below(town: Town) -> None:
    member = person("mira")
    here = {"actor_id": town.owner, "organisation_id": town.faculty.id, "person_id": member}
    services.add_member(**here, role="owner")
    services.remove_member(**here)
    assert _roles(town.faculty.id) == {"Olive": "owner"}


def _invite(town: Town, address: str, role: str = "awarder") -> UUID:
    return services.invite(
        actor_id=town.owner, organisation_id=town.university.id, address=address, role=role, language="fr"
    )


def test_an_invitation_is_mailed_and_accepted_by_its_addressee(town: Town) -> None:
    guest = person("guest")
    invitation_id = _invite(town, "Guest@EXAMPLE.org")
    message = OutboxMessage.objects.get()
    assert (message.to_address, message.language) == ("guest@example.org", "fr")
    assert [one.id for one in selectors.invitations_for(guest)] == [invitation_id]
    joined = services.accept_invitation(person_id=guest, invitation_id=invitation_id)
    assert joined == town.university.id
    assert rights.roles_of(guest, town.university.id) == ("awarder",)
    assert selectors.invitations(town.university.id) == ()
    gone = _refused(services.accept_invitation, person_id=guest, invitation_id=invitation_id)
    assert gone == "invitation_gone"


def test_inviting_tells_nobody_who_has_an_account(town: Town) -> None:
    person("known")
    for address in ("known@example.org", "unknown@example.org"):
        _invite(town, address)
    shown = [(one.address, one.role) for one in selectors.invitations(town.university.id)]
    assert shown == [("known@example.org", "awarder"), ("unknown@example.org", "awarder")]
    assert OutboxMessage.objects.count() == 2


def test_inviting_again_changes_the_role_and_writes_once_a_day(town: Town) -> None:
    first = _invite(town, "guest@example.org", "reader")
    assert _invite(town, "guest@example.org", "owner") == first
    (invitation,) = selectors.invitations(town.university.id)
    assert invitation.role == "owner"
    assert OutboxMessage.objects.count() == 1


def test_somebody_else_cannot_answer(town: Town) -> None:
    invitation_id = _invite(town, "guest@example.org")
    other = person("other")
    for verb in (services.accept_invitation, services.decline_invitation):
        assert _refused(verb, person_id=other, invitation_id=invitation_id) == "invitation_gone"
    assert len(selectors.invitations(town.university.id)) == 1


def test_an_invitation_is_declined_or_withdrawn(town: Town) -> None:
    guest = person("guest")
    services.decline_invitation(person_id=guest, invitation_id=_invite(town, "guest@example.org"))
    assert selectors.invitations(town.university.id) == ()
    again = _invite(town, "guest@example.org")
    here = {"actor_id": town.owner, "organisation_id": town.university.id}
    services.withdraw_invitation(**here, invitation_id=again)
    assert _refused(services.withdraw_invitation, **here, invitation_id=again) == "invitation_gone"
    elsewhere = {"actor_id": town.stranger, "organisation_id": town.school.id}
    third = _invite(town, "guest@example.org")
    assert _refused(services.withdraw_invitation, **elsewhere, invitation_id=third) == "invitation_gone"


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "é@example.org", "a" * 260 + "@example.org"])
def test_an_address_that_cannot_be_written_to(town: Town, address: str) -> None:
    here = {"actor_id": town.owner, "organisation_id": town.university.id}
    refused = _refused(services.invite, **here, address=address, role="reader", language="fr")
    assert refused == "address_bad"
    assert outbox.states([]) == {}
