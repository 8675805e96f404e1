"""Strategies for credentials of every make: the model's values, filled at random but lawfully."""

from datetime import UTC, datetime

from hypothesis import strategies as st

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
    SchemaRef,
    StatusEntry,
)

# Text of every plane, without what no badge may hold: controls other than tab and line ends, surrogates.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=30)
IRIS = st.builds(
    "{}{}".format,
    st.sampled_from(
        ["https://badges.example.fr/", "urn:uuid:", "http://x.example/a?b=", "did:web:example.fr:"]
    ),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-._~", min_size=1, max_size=20),
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
JSON = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
EXTRA = st.dictionaries(st.from_regex(r"\Ax_[a-z]{1,4}\Z"), JSON, max_size=2)
NO_EXTRA: st.SearchStrategy[dict[str, object]] = st.just({})
TYPES = st.lists(st.from_regex(r"\Aext:[A-Za-z]{1,8}\Z"), max_size=2, unique=True).map(tuple)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Return a strategy that also draws None."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Return a strategy of tuples of none to two."""
    return st.lists(strategy, max_size=2).map(tuple)


def credentials(extra: st.SearchStrategy[dict[str, object]] = EXTRA) -> st.SearchStrategy[Credential]:
    """Return a strategy of credentials whose parts hold unknown members drawn from `extra`."""
    return _Strategies(extra).credential


class _Strategies:
    """One attribute for each part; a part that may hold unknown members draws them from `extra`."""

    def __init__(self, extra: st.SearchStrategy[dict[str, object]]) -> None:
        text, iri = maybe(TEXT), maybe(IRIS)
        image = st.builds(Image, IRIS, text)
        identifiers = several(st.builds(Identifier, TEXT, st.sampled_from(["sourcedId", "ext:rne"])))
        profile = self.profile(extra, image, identifiers)
        endorsement = st.builds(
            Endorsement, IRIS, profile, IRIS, MOMENTS, text, TEXT.filter(bool), text, maybe(MOMENTS)
        )
        alignments = several(
            st.builds(Alignment, TEXT, TEXT, text, text, text, maybe(st.just("CTDL")), iri, TYPES, extra)
        )
        described, endorsements = several(self.described(extra, alignments)), several(endorsement)
        achievement = self.achievement(
            extra, profile, image, identifiers, described, alignments, endorsements
        )
        self.credential = st.builds(
            Credential,
            id=IRIS,
            issuer=profile,
            recipient=self.recipient(),
            achievement=achievement,
            valid_from_at=MOMENTS,
            **dict.fromkeys(
                ("valid_until_at", "awarded_at", "activity_started_at", "activity_ended_at"), maybe(MOMENTS)
            ),
            **dict.fromkeys(("name", "description", "narrative", "role", "term", "license_number"), text),
            image=maybe(image),
            recipient_image=maybe(image),
            evidence=several(st.builds(Evidence, iri, *(text,) * 5, TYPES, extra)),
            results=several(
                st.builds(Result, text, iri, iri, maybe(st.just("Completed")), alignments, iri, TYPES, extra)
            ),
            credits_earned=maybe(st.integers(0, 400)),
            source=maybe(profile),
            status=maybe(self.status(extra)),
            schemas=several(st.builds(SchemaRef, IRIS, st.just("1EdTechJsonSchemaValidator2019"))),
            endorsements=endorsements,
            types=TYPES,
            extra=extra,
            recipient_extra=extra,
        )

    @staticmethod
    def described(
        extra: st.SearchStrategy[dict[str, object]], alignments: st.SearchStrategy[tuple[Alignment, ...]]
    ) -> st.SearchStrategy[ResultDescription]:
        text = maybe(TEXT)
        level = st.builds(RubricLevel, IRIS, TEXT, text, text, text, alignments, TYPES, extra)
        return st.builds(
            ResultDescription,
            IRIS,
            TEXT,
            st.sampled_from(["Percent", "ext:points"]),
            several(TEXT),
            *(text,) * 4,
            several(level),
            alignments,
            TYPES,
            extra,
        )

    @staticmethod
    def achievement(
        extra: st.SearchStrategy[dict[str, object]],
        profile: st.SearchStrategy[Profile],
        image: st.SearchStrategy[Image],
        identifiers: st.SearchStrategy[tuple[object, ...]],
        described: st.SearchStrategy[tuple[object, ...]],
        alignments: st.SearchStrategy[tuple[object, ...]],
        endorsements: st.SearchStrategy[tuple[object, ...]],
    ) -> st.SearchStrategy[Achievement]:
        """Return a strategy of achievements made of these parts."""
        text = maybe(TEXT)
        return st.builds(
            Achievement,
            id=IRIS,
            name=TEXT,
            description=TEXT,
            criteria=st.builds(Criteria, text, maybe(IRIS), extra),
            type=maybe(st.sampled_from(["Badge", "ext:OpenBadge"])),
            image=maybe(image),
            creator=maybe(profile),
            tags=several(TEXT),
            alignments=alignments,
            field_of_study=text,
            specialization=text,
            code=text,
            version=text,
            language=maybe(st.sampled_from(["fr", "en-GB", "zh-Hant-TW"])),
            credits_available=maybe(st.integers(0, 400)),
            result_descriptions=described,
            identifiers=identifiers,
            related=several(st.builds(Related, IRIS, maybe(st.just("en")), text, TYPES, extra)),
            endorsements=endorsements,
            types=TYPES,
            extra=extra,
        )

    @staticmethod
    def profile(
        extra: st.SearchStrategy[dict[str, object]],
        image: st.SearchStrategy[Image],
        identifiers: st.SearchStrategy[tuple[object, ...]],
    ) -> st.SearchStrategy[Profile]:
        """Return a strategy of profiles, some with a parent."""

        def made(parent: st.SearchStrategy[Profile | None]) -> st.SearchStrategy[Profile]:
            return st.builds(
                Profile,
                id=IRIS,
                **dict.fromkeys(("name", "url", "email", "phone", "description", "official"), maybe(TEXT)),
                image=maybe(image),
                parent=parent,
                identifiers=identifiers,
                types=TYPES,
                extra=extra,
            )

        return made(st.none() | made(st.none()))

    @staticmethod
    def recipient() -> st.SearchStrategy[Recipient]:
        """Return a strategy of recipients known by an id, by a hash, in plain, or both."""
        hashed = st.builds(
            IdentityHash, st.just("email"), st.just(True), HEX.map("sha256${}".format), maybe(TEXT)
        )
        plain = st.builds(IdentityHash, st.sampled_from(["name", "telephone", "url"]), st.just(False), TEXT)
        identities = st.lists(hashed | plain, min_size=1, max_size=2).map(tuple)
        return st.builds(Recipient, IRIS, several(plain)) | st.builds(Recipient, st.none(), identities)

    @staticmethod
    def status(extra: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[StatusEntry]:
        """Return a strategy of bitstring entries and of 1EdTech revocation lists."""
        bitstring = st.builds(
            StatusEntry,
            maybe(IRIS),
            st.just("BitstringStatusListEntry"),
            st.sampled_from(["revocation", "suspension"]),
            st.integers(0, 131_071),
            IRIS,
            extra,
        )
        return bitstring | st.builds(StatusEntry, IRIS, st.just("1EdTechRevocationList"))
