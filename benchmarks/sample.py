"""A realistic badge: the definition that 4 kB credentials of a training course share, and what earners bring."""

from datetime import UTC, datetime

from openbadge.model import (
    Achievement,
    Alignment,
    Criteria,
    Evidence,
    IdentityHash,
    Image,
    Profile,
    Recipient,
    Result,
    ResultDescription,
    RubricLevel,
    StatusEntry,
    hash_identity,
)

SITE = "https://badges.example.fr"
GRADE = "urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c"
LEVEL = "urn:uuid:11111111-1111-4111-8111-111111111111"
AT = datetime(2026, 3, 1, 8, 7, tzinfo=UTC)

ISSUER = Profile(
    id="did:web:badges.example.fr",
    name="Université Exemple",
    url="https://www.example.fr",
    email="badges@example.fr",
    image=Image(id=f"{SITE}/logo.png"),
)
ACHIEVEMENT = Achievement(
    id=f"{SITE}/b/gestion-de-projet/2",
    name="Gestion de projet — parcours avancé",
    description="Atteste la réussite du parcours avancé : cadrage, planification, pilotage.",
    criteria=Criteria(
        narrative="## Critères\nAvoir rendu **les trois livrables** et obtenu au moins 70 % à l'examen final.\n\n"
        "- carte conceptuelle\n- compte rendu\n- étude de cas"
    ),
    type="Badge",
    image=Image(id=f"{SITE}/b/gestion-de-projet/2.png", caption="Badge avancé"),
    creator=Profile(id="did:web:badges.example.fr", name="Université Exemple"),
    tags=("gestion de projet", "MOOC", "planification"),
    language="fr",
    code="GDP-A",
    version="2.1",
    alignments=(
        Alignment(
            target_name="gérer un projet",
            target_url="http://data.europa.eu/esco/skill/7111b95d-0ce3-441a-9d92-4c75d05c4388",
            target_framework="ESCO",
            target_code="S4.1",
            target_description="Gérer et planifier diverses ressources",
        ),
        Alignment(
            target_name="Pilotage de projet",
            target_url="https://www.francecompetences.fr/recherche/rncp/35634/",
            target_framework="RNCP",
            target_code="RNCP35634BC02",
        ),
    ),
    result_descriptions=(
        ResultDescription(
            id=GRADE, name="Note finale", type="Percent", value_min="0", value_max="100", required_value="70"
        ),
        ResultDescription(
            id="urn:uuid:2c9f0d8e-0f0f-4a43-9f0c-2ee6f2f0f9bb",
            name="Niveau",
            type="RubricCriterionLevel",
            levels=(
                RubricLevel(id=LEVEL, name="Acquis", level="2", points="10", description="maîtrise"),
                RubricLevel(
                    id="urn:uuid:22222222-2222-4222-8222-222222222222", name="Expert", level="3", points="20"
                ),
            ),
            required_level=LEVEL,
        ),
    ),
)


def recipient(number: int) -> Recipient:
    """Return earner `number`, known by the salted hash of an address."""
    salt = f"{number:032x}"
    value = hash_identity(f"earner{number}@example.fr", salt=salt)
    return Recipient(identities=(IdentityHash(type="email", hashed=True, value=value, salt=salt),))


def credential_id(number: int) -> str:
    """Return the id of the credential of earner `number`."""
    return f"{SITE}/v/01890a5d-ac96-774b-bcce-{number:012x}"


def evidence(number: int) -> tuple[Evidence, ...]:
    """Return what earner `number` handed in."""
    return (
        Evidence(
            id=f"https://files.example.fr/e/{number}/etude.pdf",
            name="Étude de cas",
            narrative=f'Étude remise par l\'apprenant {number}\nnote : "bien"',
            genre="Dossier",
        ),
        Evidence(
            id=f"https://files.example.fr/e/{number}/carte.png", name="Carte conceptuelle", description="v2"
        ),
    )


def results(number: int) -> tuple[Result, ...]:
    """Return the results of earner `number`."""
    return (
        Result(result_description=GRADE, value=str(70 + number % 31)),
        Result(result_description="urn:uuid:2c9f0d8e-0f0f-4a43-9f0c-2ee6f2f0f9bb", achieved_level=LEVEL),
    )


def status(number: int) -> StatusEntry:
    """Return the place of credential `number` in a status list."""
    return StatusEntry(None, "BitstringStatusListEntry", "revocation", number, f"{SITE}/status/1")
