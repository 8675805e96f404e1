"""Varied and hostile credentials for the canon tests, from a seeded source: one seed, one list of documents.

A `family` is one shape with four fillings; the fillings make texts and ids equal to each other, which is
where templates, duplicates and blank nodes can go wrong.
"""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from openbadge.canon.shapes.shape import leaf_paths, shape_of, with_leaves
from openbadge.canon.shapes.trusted import are_safe_iris

VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

WORDS = [
    "étude", "Projet", 'a "b"', "c\\d", "ligne1\nligne2", "tab\there", "𝔘nicode 😀", "日本", "x%sy", "100 %",
    "%b", "{0}", "_:b0", "_:c14n0", "_:a", "@type", "@id", "https://a.example/x", "did:web:x", "", " ", "x", "x",
    "x", "<tag>", "\b\f", "\x00\x1f\x7f", "\u2028", "\ue000\ufb01", "1.0E0", "null", "true", '"', "\\u0041",
    "\\u0000", 'a .\n_:c14n0 <x> <y> .', '",\n  "', "leaf0q1.", "\\", "urn:x", "a@b.example",
]  # fmt: skip
IRIS = ["https://ex.org/{}/{}", "urn:uuid:{}-{}", "did:web:ex.org:{}:{}", "http://ex.org/{}?q={}&z=1#f%20",
        "mailto:{}{}@ex.org"]  # fmt: skip
ODD_IRIS = ["ftp://ex.org/x", "tel:+33", "https://é.example/ü", "_:b0", "_:x", "me", "", "@id", "urn:x y", "a<b",
            "VerifiableCredential:x", "//x", "#f", "https://ex.org/\n"]  # fmt: skip


class Writer:
    """Writes random credentials with the members of OB 3.0."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self) -> str:
        count = self.random.randint(1, 3) if self.random.random() < 0.7 else 1
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def iri(self, stem: str = "x") -> str:
        if self.random.random() < 0.01:
            return self.random.choice(ODD_IRIS)
        return self.random.choice(IRIS).format(stem, self.random.randint(0, 6))

    def some(self, make: Callable[[], Any], low: int = 1, high: int = 4) -> list[Any]:
        return [make() for _ in range(self.random.randint(low, high))]

    def add(self, node: dict[str, Any], name: str, make: Callable[[], Any], chance: float = 0.5) -> None:
        if self.random.random() < chance:
            node[name] = make()

    def image(self) -> Any:
        return self.random.choice(
            [self.iri("img"), {"id": self.iri("img"), "type": "Image", "caption": self.text()}]
        )

    def profile(self) -> dict[str, Any]:
        node: dict[str, Any] = {"type": self.random.choice([["Profile"], "Profile"])}
        self.add(node, "id", lambda: self.iri("p"), 0.8)
        self.add(node, "name", self.text, 0.9)
        self.add(node, "url", lambda: self.iri("u"))
        self.add(node, "email", self.text)
        self.add(node, "image", self.image)
        self.add(node, "otherIdentifier", lambda: self.some(self.identifier, 0, 3), 0.3)
        self.add(node, "address", self.address, 0.3)
        self.add(node, "parentOrg", lambda: {"id": self.iri("org"), "type": ["Profile"]}, 0.2)
        return node

    def identifier(self) -> dict[str, Any]:
        return {"type": "IdentifierEntry", "identifier": self.text(), "identifierType": self.text()}

    def address(self) -> dict[str, Any]:
        point = {"latitude": self.random.choice([1.0, 43.6, -3, 0, -0.0, 3e-8, 1e21, None]), "longitude": 3.8}
        return {
            "type": ["Address"],
            "addressCountry": self.text(),
            "geo": {"type": "GeoCoordinates", **point},
        }

    def result_description(self) -> dict[str, Any]:
        node = {"type": ["ResultDescription"], "name": self.text(), "resultType": "Percent"}
        self.add(node, "id", lambda: self.iri("rd"), 0.9)
        self.add(node, "allowedValue", lambda: self.some(self.text, 0, 4))
        self.add(node, "rubricCriterionLevel", lambda: self.some(self.level, 1, 3), 0.4)
        return node

    def level(self) -> dict[str, Any]:
        node = {"type": ["RubricCriterionLevel"], "name": self.text(), "level": self.text()}
        self.add(node, "id", lambda: self.iri("lv"), 0.8)
        return node

    def achievement(self) -> dict[str, Any]:
        node = {
            "id": self.iri("ach"),
            "type": ["Achievement"],
            "name": self.text(),
            "description": self.text(),
        }
        node["criteria"] = self.random.choice([{"narrative": self.text()}, {"id": self.iri("crit")}])
        self.add(node, "tag", lambda: self.some(self.text))
        self.add(node, "alignment", lambda: self.some(self.alignment))
        self.add(node, "creator", self.profile)
        self.add(node, "resultDescription", lambda: self.some(self.result_description, 1, 3))
        self.add(node, "creditsAvailable", lambda: self.random.choice([36, 36.0, 1.5]), 0.3)
        self.add(node, "endorsement", lambda: self.some(self.endorsement, 1, 2), 0.25)
        return node

    def alignment(self) -> dict[str, Any]:
        node = {"type": ["Alignment"], "targetName": self.text(), "targetUrl": self.iri("t")}
        self.add(node, "targetCode", self.text)
        return node

    def proof(self) -> dict[str, Any]:
        return {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2022-05-26T18:17:08Z",
            "verificationMethod": self.iri("vm"),
            "proofPurpose": self.random.choice(["assertionMethod", "authentication", "https://ex.org/own"]),
            "proofValue": f"z{self.random.random()}",
        }

    def endorsement(self) -> dict[str, Any]:
        subject = {"id": self.iri("ach"), "type": ["EndorsementSubject"], "endorsementComment": self.text()}
        node: dict[str, Any] = {"@context": [VC2, OB3], "id": self.iri("end"), "issuer": self.profile()}
        node |= {"type": ["VerifiableCredential", "EndorsementCredential"], "credentialSubject": subject}
        self.add(node, "proof", lambda: [self.proof()], 0.6)
        return node

    def identity(self) -> dict[str, Any]:
        node = {"type": "IdentityObject", "identityHash": self.text(), "identityType": "emailAddress"}
        return {**node, "hashed": self.random.random() < 0.5, "salt": self.text()}

    def result(self) -> dict[str, Any]:
        value = self.random.choice(["1", "2", self.text()])
        return {"type": ["Result"], "value": value, "resultDescription": self.iri("rd")}

    def evidence(self) -> dict[str, Any]:
        node = {"type": self.random.choice(["Evidence", ["Evidence"]]), "name": self.text()}
        node["narrative"] = self.random.choice(["same", self.text()])
        self.add(node, "id", lambda: self.iri("ev"))
        return node

    def status(self) -> dict[str, Any]:
        node = {"id": self.iri("st"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
        return {**node, "statusListIndex": "3", "statusListCredential": self.iri("sl")}

    def credential(self) -> dict[str, Any]:
        kind = self.random.choice(["OpenBadgeCredential", "AchievementCredential"])
        node: dict[str, Any] = {"@context": [VC2, OB3, EXTENSIONS], "id": self.iri("c")}
        node |= {"type": ["VerifiableCredential", kind], "issuer": self.profile(), "validFrom": self.text()}
        subject: dict[str, Any] = {"type": ["AchievementSubject"], "achievement": self.achievement()}
        self.add(subject, "id", lambda: self.iri("s"))
        self.add(subject, "identifier", lambda: self.some(self.identity, 1, 3))
        self.add(subject, "creditsEarned", lambda: self.random.choice([42, 42.0, 2.5, 0.1 + 0.2]), 0.3)
        self.add(subject, "result", lambda: self.some(self.result))
        several = [subject, {"type": ["AchievementSubject"], "id": self.iri("s2")}]
        node["credentialSubject"] = subject if self.random.random() < 0.9 else several
        self.add(node, "evidence", lambda: self.some(self.evidence))
        self.add(node, "name", self.text)
        self.add(node, "credentialStatus", self.status)
        self.add(node, "proof", self.proof, 0.2)
        return node

    def refill(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the same shape with other texts, many of them equal to each other."""
        _, leaves = shape_of(document)
        is_iri = [are_safe_iris([leaf]) for leaf in leaves]
        purpose = {place for place, path in enumerate(leaf_paths(document)) if path[-1] == "proofPurpose"}
        for place in range(len(leaves)):
            if self.random.random() < 0.4 and place not in purpose:
                leaves[place] = self.iri(self.random.choice("abcp")) if is_iri[place] else self.text()
        for wanted, chance in ((False, 0.5), (True, 0.3)):
            places = [p for p in range(len(leaves)) if is_iri[p] == wanted and p not in purpose]
            if len(places) > 1 and self.random.random() < chance:
                for _ in range(4):
                    first, second = self.random.sample(places, 2)
                    leaves[first] = leaves[second]
        return with_leaves(document, leaves)

    def family(self) -> list[dict[str, Any]]:
        """Return one new credential and three refillings of its shape."""
        first = self.credential()
        return [first, *(self.refill(first) for _ in range(3))]


BASE: dict[str, Any] = {
    "@context": [VC2, OB3],
    "id": "https://e.org/1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://e.org/i", "type": ["Profile"], "name": "I"},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:key:z1",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://e.org/a",
            "type": ["Achievement"],
            "name": "N",
            "description": "D",
            "criteria": {"narrative": "c"},
            "tag": ["a", "b"],
        },
        "result": [{"type": ["Result"], "value": "1"}, {"type": ["Result"], "value": "2"}],
    },
}


def base_with(path: str, value: Any) -> dict[str, Any]:
    """Return the plain credential with one member set; `path` is like `credentialSubject > id`."""
    document = copy.deepcopy(BASE)
    node: Any = document
    *parents, last = path.split(" > ")
    for name in parents:
        node = node[name]
    node[last] = value
    return document
