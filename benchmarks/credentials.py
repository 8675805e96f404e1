"""`./run bench credentials`: how fast badges are issued, checked, baked, against the straightforward way.

One JSON object a line. First the figures: our rate, how many times faster than `reference`, how many times the
bare operation (Ed25519 over the bytes that are signed; the CRC of the file for baking; DEFLATE of the bits for
status lists). What a token signs is as long as the badge, so tokens are also set against Ed25519 over 32 bytes
(`ratio_to_least`). `verify` is the proof alone, `report` a whole verification (see `reports`). Then where the time
of issuing and of verifying goes, step by step.
"""

import gzip
import io
import json
import random
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import cast

from benchmarks import reference, reports, sample
from benchmarks.measuring import Contest, Work, play, shares
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from PIL import Image

from openbadge.baking import png
from openbadge.canon import shapes, strict_json
from openbadge.canon.multibase import base64url_decode, decode, encode_z
from openbadge.issue.compiled import Compiled
from openbadge.issue.earned import Earned, constants, slots
from openbadge.issue.issuance import Issuance
from openbadge.keys import did_key
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import ResolvedKey, resolve
from openbadge.model.json import JsonObject
from openbadge.outside.fetch import OfflineFetcher
from openbadge.proofs import data_integrity, vc_jwt
from openbadge.status.bitstring import Bitstring

BADGES = 2_000
SEED = bytes(range(32))
CREATED = "2026-03-01T08:07:00Z"
LIST_SIZE = 131_072
PICTURE_SIDE = 190  # noise of this side makes a PNG of about 108 kB


class Stage:
    """Everything that the contests share, made once."""

    def __init__(self) -> None:
        self.key = PrivateKey.from_seed(SEED)
        self.method = did_key.verification_method(did_key.did(self.key.public))
        self.other_key = Ed25519PrivateKey.from_private_bytes(SEED)
        self.other_public = Ed25519PublicKey.from_public_bytes(self.key.public.raw)
        self.issuance = Issuance(
            sample.ACHIEVEMENT, key=self.key, issuer=sample.ISSUER, verification_method=self.method
        )
        self.recipients = [sample.recipient(number) for number in range(BADGES)]
        self.evidence = [sample.evidence(number) for number in range(BADGES)]
        self.results = [sample.results(number) for number in range(BADGES)]
        self.statuses = [sample.status(number) for number in range(BADGES)]
        self.signed = [self.issue(number) for number in range(BADGES)]
        self.documents = [self._unsigned(data) for data in self.signed]
        self.tokens = [self.jwt_issue(number) for number in range(200)]
        self.picture = self._picture()
        self.baked = png.bake(self.picture, self.signed[0])
        self.resolved = resolve(self.method, fetcher=OfflineFetcher())
        self.message = b"x" * 64
        self.signature = self.key.sign(self.message)
        self.revoked = frozenset(random.Random(1).sample(range(LIST_SIZE), 1_000))
        self.bits = gzip.decompress(base64url_decode(self.bitstring(0)[1:]))
        self.token_message = self.tokens[0].rpartition(".")[0].encode("ascii")
        self.token_signature = self.key.sign(self.token_message)
        self.digest = bytes(32)
        self.digest_signature = self.key.sign(self.digest)

    def issue(self, number: int) -> bytes:
        number %= BADGES
        return self.issuance.sign(
            self.recipients[number],
            id=sample.credential_id(number),
            valid_from_at=sample.AT,
            evidence=self.evidence[number],
            narrative=f"Parcours n° {number} terminé.",
            results=self.results[number],
            status=self.statuses[number],
        )

    def reference_issue(self, number: int) -> bytes:
        document = self.documents[number % BADGES]
        return reference.issue(document, self.other_key, self.method, CREATED)

    def verify(self, number: int) -> None:
        document = cast("JsonObject", strict_json.loads(self.signed[number % BADGES]))
        if not data_integrity.verify_proofs(document, resolve=self.known_key)[0].intact:
            raise AssertionError("a badge of ours did not verify")

    def known_key(self, method: str) -> ResolvedKey:
        return self.resolved

    def jwt_issue(self, number: int) -> str:
        document = self.documents[number % BADGES]
        return vc_jwt.sign(document, key=self.key, verification_method=self.method)

    def jwt_verify(self, number: int) -> None:
        result = vc_jwt.verify(self.tokens[number % len(self.tokens)], resolve=self.known_key)
        if not result.proof.intact:
            raise AssertionError("a token of ours did not verify")

    def bitstring(self, number: int) -> str:
        bits = Bitstring(LIST_SIZE)
        for index in self.revoked:
            bits.set(index, True)
        return bits.encode()

    def bare_sign(self, number: int) -> bytes:
        return self.key.sign(self.message)

    def bare_verify(self, number: int) -> bool:
        return self.key.public.verify(self.signature, self.message)

    @staticmethod
    def _unsigned(data: bytes) -> JsonObject:
        document = cast("JsonObject", json.loads(data))
        del document["proof"]
        return document

    @staticmethod
    def _picture() -> bytes:
        noise = random.Random(0).randbytes(PICTURE_SIDE * PICTURE_SIDE * 3)
        out = io.BytesIO()
        Image.frombytes("RGB", (PICTURE_SIDE, PICTURE_SIDE), noise).save(out, "PNG")
        return out.getvalue()


def contests(stage: Stage) -> list[Contest]:
    """Return the contests, after a look that both ways agree."""
    document, signed = stage.documents[7], stage.signed[7]
    if reference.canonicalise(document) != shapes.canonical_bytes(document):
        raise AssertionError("the reference canonicalises otherwise")
    if json.loads(stage.reference_issue(7)) != json.loads(signed):
        raise AssertionError("the reference signs otherwise")
    return [
        Contest("issue", stage.issue, stage.reference_issue, stage.bare_sign),
        Contest(
            "verify",
            stage.verify,
            lambda number: reference.verify(stage.signed[number % BADGES], stage.other_public),
            stage.bare_verify,
        ),
        Contest(
            "canonicalise",
            lambda number: shapes.canonical_bytes(stage.documents[number % BADGES]),
            lambda number: reference.canonicalise(stage.documents[number % BADGES]),
            stage.bare_sign,
        ),
        Contest(
            "jwt_issue",
            stage.jwt_issue,
            lambda number: reference.jwt_issue(
                stage.documents[number % BADGES], stage.other_key, stage.method
            ),
            lambda number: stage.key.sign(stage.token_message),
            lambda number: stage.key.sign(stage.digest),
        ),
        Contest(
            "jwt_verify",
            stage.jwt_verify,
            lambda number: reference.jwt_verify(stage.tokens[number % 200].encode(), stage.other_public),
            lambda number: stage.key.public.verify(stage.token_signature, stage.token_message),
            lambda number: stage.key.public.verify(stage.digest_signature, stage.digest),
        ),
        *file_contests(stage),
    ]


def file_contests(stage: Stage) -> list[Contest]:
    """Return the contests about files: pictures and status lists."""
    crc: Work = lambda number: zlib.crc32(stage.picture)  # noqa: E731
    return [
        Contest(
            "bake",
            lambda number: png.bake(stage.picture, stage.signed[number % 64]),
            lambda number: reference.bake(stage.picture, stage.signed[number % BADGES]),
            crc,
        ),
        Contest(
            "unbake",
            lambda number: png.unbake(stage.baked),
            lambda number: reference.unbake(stage.baked),
            crc,
        ),
        Contest(
            "bitstring",
            stage.bitstring,
            lambda number: reference.bitstring(LIST_SIZE, stage.revoked),
            lambda number: zlib.compress(stage.bits),
        ),
    ]


def issue_steps(stage: Stage) -> Iterator[tuple[str, Work]]:
    """Give the steps of one filled issuance, each alone."""
    earned = Earned(
        sample.credential_id(1), stage.recipients[1], sample.AT, None, None, stage.evidence[1], "n° 1",
        stage.results[1], stage.statuses[1],
    )  # fmt: skip
    compiled: Compiled = stage.issuance.compiled_for(earned)
    texts = [text for text in slots(earned) if text is not None]
    canonical = compiled.fixed.canonical(texts)
    filled = [*shapes.escape_all(texts), CREATED.encode(), encode_z(stage.signature).encode()]
    yield "what the earner brings", lambda number: (constants(earned), slots(earned))
    yield "canonical form, filled", lambda number: compiled.fixed.canonical(texts)
    yield "SHA-256", lambda number: sha256(canonical).digest()
    yield "Ed25519", stage.bare_sign
    yield "base58", lambda number: encode_z(stage.signature)
    yield "JSON text, filled", lambda number: compiled.text.fill(filled)


def verify_steps(stage: Stage) -> Iterator[tuple[str, Work]]:
    """Give the steps of one verification, each alone."""
    signed, document = stage.signed[1], stage.documents[1]
    proof = cast("list[JsonObject]", json.loads(signed)["proof"])[0]
    value = cast("str", proof.pop("proofValue"))
    config: JsonObject = {"@context": document["@context"], **proof}
    canonical = shapes.canonical_bytes(document)
    yield "JSON, strictly", lambda number: strict_json.loads(signed)
    yield "canonical form of the document", lambda number: shapes.canonical_bytes(document)
    yield "canonical form of the proof", lambda number: shapes.canonical_bytes(config)
    yield "SHA-256", lambda number: sha256(canonical).digest()
    yield "Ed25519", stage.bare_verify
    yield "base58", lambda number: decode(value)


def main() -> None:
    """Print the figures, then where the time goes."""
    stage = Stage()
    for result in play([*contests(stage), *reports.contests(reports.Stage())]):
        print(json.dumps(result.as_json()), flush=True)
    for line in shares("issue", stage.issue, issue_steps(stage)):
        print(json.dumps(line), flush=True)
    for line in shares("verify", stage.verify, verify_steps(stage)):
        print(json.dumps(line), flush=True)
