"""The OB 3.0 classes as data: which members each has, what they hold, which are required.

Our own table of the published data model (no schema file is copied); `ob3_rules` applies it.
Source: OB 3.0, data model; VCDM 2.0 for the members of a credential.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Holds = Literal["text", "number", "boolean", "moment", "local_moment", "day", "object"]

_EXTENSION = re.compile(r"ext:[a-zA-Z0-9|._-]+")
_COMPACT_JWS = re.compile(r"^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+$")
LANGUAGE = re.compile(r"^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")


@dataclass(frozen=True, slots=True)
class Member:
    """What one member holds: `many` values or one; texts may be limited to `words` or to a `pattern`."""

    holds: Holds = "text"
    required: bool = False
    many: bool = False
    of: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    or_text: bool = False
    free_in_json_ld: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One class: its members, the types it must bear, whether `type` is one text, whether it is closed."""

    members: Mapping[str, Member]
    types: tuple[frozenset[str], ...] = ()
    single_type: bool = False
    typed: bool = True
    closed: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _some(*names: str) -> dict[str, Member]:
    return {name: Member() for name in names}


def _one(kind: str, *, required: bool = False) -> Member:
    return Member(holds="object", required=required, of=(kind,))


def _many(kind: str) -> Member:
    return Member(holds="object", many=True, of=(kind,))


_NEEDED = Member(required=True)
_MOMENT = Member(holds="moment")
_NUMBER = Member(holds="number")
_TOKENS = Member(many=True, pattern=_COMPACT_JWS)
_IN_LANGUAGE = Member(pattern=LANGUAGE)
_IDENTIFIER_TYPES = _words(
    "name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber "
    "isbn issn lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId "
    "ltiToolId ltiPlatformId ltiUserId identifier"
)
_ACHIEVEMENT_TYPES = _words(
    "Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge "
    "BachelorDegree Certificate CertificateOfCompletion Certification CommunityService "
    "Competency Course CoCurricular Degree Diploma DoctoralDegree Fieldwork "
    "GeneralEducationDevelopment JourneymanCertificate LearningProgram License Membership "
    "ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree "
    "MicroCredential ResearchDoctorate SecondarySchoolDiploma"
)
_RESULT_TYPES = _words(
    "GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result "
    "RubricCriterion RubricCriterionLevel RubricScore ScaledScore Status"
)
_RESULT_STATUSES = _words("Completed Enrolled Failed InProgress OnHold Provisional Withdrew")
_TARGET_TYPES = _words(
    "ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL"
)

# The members of every credential, VCDM 2.0 names; `validFrom` and its like are those of VCDM 1.1 below.
_CREDENTIAL: dict[str, Member] = {
    "id": _NEEDED,
    **_some("name", "description"),
    "awardedDate": _MOMENT,
    "issuer": Member(holds="object", required=True, of=("Profile",), or_text=True),
    "proof": _many("Proof"),
    "credentialSchema": _many("CredentialSchema"),
    "credentialStatus": _one("CredentialStatus"),
    "refreshService": _one("RefreshService"),
    "termsOfUse": _many("TermsOfUse"),
}
_ACHIEVEMENT_CREDENTIAL: dict[str, Member] = {
    **_CREDENTIAL,
    "image": _one("Image"),
    "credentialSubject": _one("AchievementSubject", required=True),
    "endorsement": _many("EndorsementCredential"),
    "endorsementJwt": _TOKENS,
    "evidence": _many("Evidence"),
}
_VALID: dict[str, Member] = {"validFrom": Member(holds="moment", required=True), "validUntil": _MOMENT}
_ISSUED: dict[str, Member] = {
    "issuanceDate": Member(holds="moment", required=True),
    "expirationDate": _MOMENT,
}
_VC = _words("VerifiableCredential")
_OB = _words("AchievementCredential OpenBadgeCredential")

KINDS: Mapping[str, Kind] = {
    "AchievementCredential": Kind({**_ACHIEVEMENT_CREDENTIAL, **_VALID}, types=(_VC, _OB)),
    "AchievementCredential 1.1": Kind(
        {**_ACHIEVEMENT_CREDENTIAL, **_ISSUED, "name": _NEEDED, "issuer": _one("Profile", required=True)},
        types=(_VC, _OB),
    ),
    "EndorsementCredential": Kind(
        {
            **_CREDENTIAL,
            **_VALID,
            "name": _NEEDED,
            "credentialSubject": _one("EndorsementSubject", required=True),
        },
        types=(_VC, _words("EndorsementCredential")),
    ),
    "EndorsementSubject": Kind(
        {"id": _NEEDED, **_some("endorsementComment")}, types=(_words("EndorsementSubject"),)
    ),
    "AchievementSubject": Kind(
        {
            "id": Member(),
            "activityEndDate": Member(holds="local_moment"),
            "activityStartDate": Member(holds="local_moment"),
            "creditsEarned": _NUMBER,
            "achievement": _one("Achievement", required=True),
            "identifier": _many("IdentityObject"),
            "image": _one("Image"),
            **_some("licenseNumber", "narrative", "role", "term"),
            "result": _many("Result"),
            "source": _one("Profile"),
        },
        types=(_words("AchievementSubject"),),
    ),
    "IdentityObject": Kind(
        {
            "hashed": Member(holds="boolean", required=True),
            "identityHash": _NEEDED,
            "identityType": Member(required=True, words=_IDENTIFIER_TYPES, pattern=_EXTENSION),
            "salt": Member(),
        },
        types=(_words("IdentityObject"),),
        single_type=True,
        closed=True,
    ),
    "IdentifierEntry": Kind(
        {
            "identifier": _NEEDED,
            "identifierType": Member(required=True, words=_IDENTIFIER_TYPES, pattern=_EXTENSION),
        },
        types=(_words("IdentifierEntry"),),
        single_type=True,
        closed=True,
    ),
    "Achievement": Kind(
        {
            **dict.fromkeys(("id", "name", "description"), _NEEDED),
            "achievementType": Member(words=_ACHIEVEMENT_TYPES, pattern=_EXTENSION),
            "alignment": _many("Alignment"),
            "creator": _one("Profile"),
            "creditsAvailable": _NUMBER,
            "criteria": _one("Criteria", required=True),
            "endorsement": _many("EndorsementCredential"),
            "endorsementJwt": _TOKENS,
            **_some("fieldOfStudy", "humanCode", "specialization", "version"),
            "image": _one("Image"),
            "inLanguage": _IN_LANGUAGE,
            "otherIdentifier": _many("IdentifierEntry"),
            "related": _many("Related"),
            "resultDescription": _many("ResultDescription"),
            "tag": Member(many=True),
        },
        types=(_words("Achievement"),),
    ),
    "Alignment": Kind(
        {
            **dict.fromkeys(("targetName", "targetUrl"), _NEEDED),
            **_some("targetCode", "targetDescription", "targetFramework"),
            "targetType": Member(words=_TARGET_TYPES, pattern=_EXTENSION),
        },
        types=(_words("Alignment"),),
    ),
    "Criteria": Kind(_some("id", "narrative"), typed=False),
    "Evidence": Kind(
        _some("id", "narrative", "name", "description", "genre", "audience"), types=(_words("Evidence"),)
    ),
    "Image": Kind(
        {"id": _NEEDED, "caption": Member()}, types=(_words("Image"),), single_type=True, closed=True
    ),
    "Related": Kind(
        {"id": _NEEDED, "inLanguage": _IN_LANGUAGE, "version": Member()}, types=(_words("Related"),)
    ),
    "Result": Kind(
        {
            **_some("achievedLevel", "resultDescription", "value"),
            "alignment": _many("Alignment"),
            "status": Member(words=_RESULT_STATUSES),
        },
        types=(_words("Result"),),
    ),
    "ResultDescription": Kind(
        {
            **dict.fromkeys(("id", "name"), _NEEDED),
            "alignment": _many("Alignment"),
            "allowedValue": Member(many=True),
            **_some("requiredLevel", "requiredValue", "valueMax", "valueMin"),
            "resultType": Member(required=True, words=_RESULT_TYPES, pattern=_EXTENSION),
            "rubricCriterionLevel": _many("RubricCriterionLevel"),
        },
        types=(_words("ResultDescription"),),
    ),
    "RubricCriterionLevel": Kind(
        {
            **dict.fromkeys(("id", "name"), _NEEDED),
            "alignment": _many("Alignment"),
            **_some("description", "level", "points"),
        },
        types=(_words("RubricCriterionLevel"),),
    ),
    "Profile": Kind(
        {
            "id": _NEEDED,
            **_some("name", "url", "phone", "description", "email", "official"),
            **_some("familyName", "givenName", "additionalName", "patronymicName"),
            **_some("honorificPrefix", "honorificSuffix", "familyNamePrefix"),
            "endorsement": _many("EndorsementCredential"),
            "endorsementJwt": _TOKENS,
            "image": _one("Image"),
            "address": _one("Address"),
            "otherIdentifier": _many("IdentifierEntry"),
            "parentOrg": _one("Profile"),
            "dateOfBirth": Member(holds="day"),
        },
        types=(_words("Profile"),),
    ),
    "Address": Kind(
        {
            **_some("addressCountry", "addressCountryCode", "addressRegion", "addressLocality"),
            **_some("streetAddress", "postOfficeBoxNumber", "postalCode"),
            "geo": _one("GeoCoordinates"),
        },
        types=(_words("Address"),),
    ),
    "GeoCoordinates": Kind(
        dict.fromkeys(("latitude", "longitude"), Member(holds="number", required=True)),
        types=(_words("GeoCoordinates"),),
        single_type=True,
    ),
    "Proof": Kind(
        {
            "created": _MOMENT,
            **_some("cryptosuite", "challenge", "domain", "nonce"),
            **_some("proofPurpose", "proofValue", "verificationMethod"),
        },
        single_type=True,
    ),
    "CredentialSchema": Kind({"id": _NEEDED}, single_type=True),
    "CredentialStatus": Kind({"id": Member(required=True, free_in_json_ld=True)}, single_type=True),
    "RefreshService": Kind({"id": _NEEDED}, single_type=True),
    "TermsOfUse": Kind({"id": Member()}, single_type=True),
}
