"""The demo world as it is written in `demo/`: the shape of each YAML file, read and nothing more."""

from pathlib import Path
from typing import Final, NotRequired, TypedDict, cast

import yaml
from django.conf import settings

from insigne.catalogue.content import USUAL_NATURE, USUAL_TYPE, Alignment, BadgeContent
from openbadge.model.json import JsonObject

FOLDER: Final = Path(settings.SOURCE).parents[1] / "demo"
Texts = dict[str, str]


class PersonEntry(TypedDict):
    """An account; `told` is what the welcome says of it."""

    email: str
    name: str
    language: str
    password: str
    told: NotRequired[Texts]


class MemberEntry(TypedDict):
    """A role of a person, by address."""

    person: str
    role: str


class FrameworkEntry(TypedDict):
    """A reading grid: families crossed with levels."""

    slug: str
    names: Texts
    descriptions: NotRequired[Texts]
    families: list[dict[str, object]]
    levels: list[dict[str, object]]


class OrganisationEntry(TypedDict):
    """An organisation, founded by `owner`."""

    slug: str
    kind: str
    owner: str
    names: Texts
    descriptions: Texts
    parent: NotRequired[str]
    url: NotRequired[str]
    email: NotRequired[str]
    members: NotRequired[list[MemberEntry]]
    frameworks: NotRequired[list[FrameworkEntry]]


class BadgeEntry(TypedDict):
    """A badge; `criteria` is a list of lines by language."""

    slug: str
    names: Texts
    descriptions: Texts
    criteria: dict[str, list[str]]
    design: JsonObject
    tags: NotRequired[dict[str, list[str]]]
    alignments: NotRequired[list[dict[str, str]]]
    type: NotRequired[str]
    nature: NotRequired[str]
    level: NotRequired[int]
    family: NotRequired[str]
    expires_after_days: NotRequired[int]
    once: NotRequired[bool]
    shared_down: NotRequired[bool]
    archived: NotRequired[bool]


class BadgeFile(TypedDict):
    """The badges of one organisation."""

    organisation: str
    badges: list[BadgeEntry]


class RecipientEntry(TypedDict):
    """One person who received a badge; `accepted` says that they have accepted it since."""

    email: str
    name: str
    evidence: NotRequired[str]
    narrative: NotRequired[str]
    accepted: NotRequired[bool]


class AwardEntry(TypedDict):
    """One act of awarding, in the name of `organisation`, by a person of it."""

    badge: str
    organisation: str
    by: str
    reason: Texts
    recipients: list[RecipientEntry]


class WorldEntry(TypedDict):
    """What the demo awards when nothing else is asked."""

    badge: str
    recipients: str


def people() -> list[PersonEntry]:
    """Return the accounts, in the order of the file."""
    return cast(list[PersonEntry], _read("people.yaml")["people"])


def organisations() -> list[OrganisationEntry]:
    """Return the organisations, parents before their children."""
    return cast(list[OrganisationEntry], _read("organisations.yaml")["organisations"])


def badges() -> list[BadgeFile]:
    """Return the badges of every organisation, by file name."""
    names = sorted(path.name for path in (FOLDER / "badges").glob("*.yaml"))
    return [cast(BadgeFile, _read(f"badges/{name}")) for name in names]


def awards() -> list[AwardEntry]:
    """Return what was awarded before the visitor came."""
    return cast(list[AwardEntry], _read("awards.yaml")["awards"])


def world() -> WorldEntry:
    """Return what the demo awards by itself."""
    return cast(WorldEntry, _read("world.yaml"))


def content(badge: BadgeEntry) -> BadgeContent:
    """Return what a person would type for this badge; each criterion becomes a bullet of Markdown."""
    return BadgeContent(
        names=badge["names"],
        descriptions=badge["descriptions"],
        criteria={
            language: "\n".join(f"- {line}" for line in lines)
            for language, lines in badge["criteria"].items()
        },
        level=badge.get("level", 0),
        family=badge.get("family", ""),
        type=badge.get("type", USUAL_TYPE),
        nature=badge.get("nature", USUAL_NATURE),
        tags=badge.get("tags", {}),
        alignments=[Alignment(**alignment) for alignment in badge.get("alignments", [])],
        expires_after_days=badge.get("expires_after_days"),
        design=badge["design"],
    )


def _read(name: str) -> dict[str, object]:
    value = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return cast(dict[str, object], value)
