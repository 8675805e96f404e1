"""Credentials and documents that the tests of formats and of issuing share."""

from datetime import UTC, datetime

from openbadge.model import (
    Achievement,
    Alignment,
    Credential,
    Criteria,
    Endorsement,
    Evidence,
    Identifier,
    IdentityHash,
    Image,
    Profile,
    Recipient,
    Related,
    Result,
    ResultDescription,
    RubricLevel,
    StatusEntry,
    hash_identity,
)

AT = datetime(2026, 3, 8, 8, 7, tzinfo=UTC)
ISSUER = Profile(
    id="did:web:badges.example.fr",
    name="Université Exemple",
    url="https://www.example.fr",
    email="badges@example.fr",
    description="Une université",
    phone="+33 1 00 00 00 00",
    official="La présidente",
    image=Image(id="https://badges.example.fr/logo.png"),
    parent=Profile(id="https://region.example.fr", name="Région"),
    identifiers=(Identifier(value="0751234A", type="ext:uai"),),
)
ALIGNMENT = Alignment(
    target_name="gérer un projet",
    target_url="http://data.europa.eu/esco/skill/7111b95d-0ce3-441a-9d92-4c75d05c4388",
    target_description="Gérer diverses ressources",
    target_framework="ESCO",
    target_code="S4.1",
    target_type="ceasn:Competency",
)
ACHIEVEMENT = Achievement(
    id="https://badges.example.fr/b/gestion-de-projet/2",
    name="Gestion de projet — parcours avancé",
    description="Atteste la réussite du parcours avancé.",
    criteria=Criteria(narrative="## Critères\nAvoir rendu **les trois livrables**.\n\n- carte\n- étude"),
    type="Badge",
    image=Image(id="https://badges.example.fr/b/gestion-de-projet/2.png", caption="Badge avancé"),
    creator=Profile(id="did:web:badges.example.fr", name="Université Exemple"),
    tags=("gestion de projet", "MOOC"),
    alignments=(ALIGNMENT,),
    field_of_study="Gestion",
    specialization="Projet",
    code="GDP-A",
    version="2.1",
    language="fr",
    credits_available=3,
    result_descriptions=(
        ResultDescription(
            id="urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c",
            name="Note finale",
            type="Percent",
            allowed_values=("0", "100"),
            required_value="70",
            value_min="0",
            value_max="100",
        ),
        ResultDescription(
            id="urn:uuid:2c9f0d8e-0f0f-4a43-9f0c-2ee6f2f0f9bb",
            name="Niveau",
            type="RubricCriterionLevel",
            required_level="urn:uuid:11111111-1111-4111-8111-111111111111",
            levels=(
                RubricLevel(
                    id="urn:uuid:11111111-1111-4111-8111-111111111111",
                    name="Acquis",
                    level="2",
                    points="10",
                    description="maîtrise",
                    alignments=(ALIGNMENT,),
                ),
            ),
        ),
    ),
    identifiers=(Identifier(value="GDP", type="identifier"),),
    related=(Related(id="https://badges.example.fr/b/gestion-de-projet/1", language="en-GB", version="1.0"),),
)
IDENTITY = IdentityHash(
    type="email", hashed=True, value=hash_identity("ana@example.fr", salt="s7"), salt="s7"
)
RECIPIENT = Recipient(identities=(IDENTITY,))
STATUS = StatusEntry(
    id=None,
    type="BitstringStatusListEntry",
    purpose="revocation",
    index=94567,
    list_url="https://badges.example.fr/status/1",
)
EVIDENCE = (
    Evidence(
        id="https://files.example.fr/e/7/etude.pdf",
        name="Étude de cas",
        narrative='Étude remise par l\'apprenante\nnote : "bien"',
        genre="Dossier",
        audience="Jury",
    ),
    Evidence(name="Carte conceptuelle", description="v2"),
)
ENDORSEMENT = Endorsement(
    id="https://region.example.fr/endorsements/1",
    issuer=Profile(id="https://region.example.fr", name="Région"),
    subject_id=ACHIEVEMENT.id,
    valid_from_at=AT,
    name="Endorsement",
    comment="Reconnu par la région",
)
PLAIN = Credential(
    id="https://badges.example.fr/v/01890a5d-ac96-774b-bcce-000000000007",
    issuer=ISSUER,
    recipient=RECIPIENT,
    achievement=ACHIEVEMENT,
    valid_from_at=AT,
    name=ACHIEVEMENT.name,
    status=STATUS,
)
RICH = Credential(
    id=PLAIN.id,
    issuer=ISSUER,
    recipient=Recipient(
        id="did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH", identities=(IDENTITY,)
    ),
    achievement=ACHIEVEMENT,
    valid_from_at=AT,
    valid_until_at=datetime(2031, 3, 1, tzinfo=UTC),
    awarded_at=AT,
    name=ACHIEVEMENT.name,
    description="Pour les archives",
    image=Image(id="https://badges.example.fr/v/7.png"),
    evidence=EVIDENCE,
    narrative="Parcours n° 7 terminé.",
    results=(
        Result(result_description="urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c", value="77"),
        Result(
            result_description="urn:uuid:2c9f0d8e-0f0f-4a43-9f0c-2ee6f2f0f9bb",
            achieved_level="urn:uuid:11111111-1111-4111-8111-111111111111",
            status="Completed",
            alignments=(ALIGNMENT,),
        ),
    ),
    role="Cheffe de projet",
    term="2026-1",
    license_number="L-7",
    credits_earned=3,
    activity_started_at=datetime(2025, 9, 1, tzinfo=UTC),
    activity_ended_at=datetime(2026, 2, 28, tzinfo=UTC),
    source=Profile(id="https://ecole.example.fr", name="École"),
    recipient_image=Image(id="https://badges.example.fr/ana.png"),
    status=STATUS,
    endorsements=(ENDORSEMENT,),
)
