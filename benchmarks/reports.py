"""`./run bench reports`: what a whole verification costs, from the bytes of a badge to the report.

One JSON object a line, as `credentials` prints them: our rate, how many times faster than `reference` (which only
looks at the signature), how many times a bare Ed25519 verification. The issuer is a did:web, so its document is
read each time; `report_with_status` also reads a signed status list, whose bytes are the same for all the badges.
The badges are those of one achievement, each with an earner, results, evidence and a date of its own.
Then where the time of a report goes, step by step.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import cast

from benchmarks import reference, sample
from benchmarks.measuring import Contest, Work, play, shares
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from openbadge import Report, Verdict, verify
from openbadge.canon import strict_json
from openbadge.formats import ob3
from openbadge.formats.outline import outline
from openbadge.issue.issuance import Issuance
from openbadge.keys import did_web
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.keys.resolve import resolve
from openbadge.model.json import JsonObject
from openbadge.outside.fetch import MapFetcher
from openbadge.proofs import data_integrity
from openbadge.status import bitstring
from openbadge.verify import familiar
from openbadge.verify.report import Outcome

BADGES = 500
AT = sample.AT + timedelta(days=1)


class Stage:
    """An issuer with an address of its own, its badges, and its status list; made once."""

    def __init__(self) -> None:
        self.key = PrivateKey.from_seed(bytes(range(32)))
        self.other_public = Ed25519PublicKey.from_public_bytes(self.key.public.raw)
        self.method = f"{sample.ISSUER.id}#key-1"
        self.fetcher = MapFetcher(
            {
                did_web.document_url(sample.ISSUER.id): strict_json.dumps(self._issuer()),
                f"{sample.SITE}/status/1": strict_json.dumps(self._status_list()),
            }
        )
        self.issuance = Issuance(
            sample.ACHIEVEMENT, key=self.key, issuer=sample.ISSUER, verification_method=self.method
        )
        self.plain = [self._badge(number, with_status=False) for number in range(BADGES)]
        self.listed = [self._badge(number, with_status=True) for number in range(BADGES)]
        self.message = bytes(64)
        self.signature = self.key.sign(self.message)

    def report(self, badges: list[bytes], number: int) -> Report:
        report = verify(badges[number % BADGES], fetcher=self.fetcher, at=AT)
        if report.verdict is not Verdict.VERIFIED:
            raise AssertionError("a badge of ours did not verify")
        return report

    def reference_verify(self, badges: list[bytes], number: int) -> None:
        reference.verify(badges[number % BADGES], self.other_public)

    def bare_verify(self, number: int) -> bool:
        return self.key.public.verify(self.signature, self.message)

    def _badge(self, number: int, *, with_status: bool) -> bytes:
        return self.issuance.sign(
            sample.recipient(number),
            id=sample.credential_id(number),
            valid_from_at=sample.AT + timedelta(seconds=number),
            evidence=sample.evidence(number),
            narrative=f"Parcours n° {number} terminé.",
            results=sample.results(number),
            status=sample.status(number) if with_status else None,
        )

    def _issuer(self) -> JsonObject:
        return did_web.document(sample.ISSUER.id, [VerificationMethod(self.method, self.key.public)])

    def _status_list(self) -> JsonObject:
        bits = bitstring.Bitstring()
        for index in range(BADGES, len(bits), 131):
            bits.set(index, True)
        unsigned = bitstring.credential(
            id=f"{sample.SITE}/status/1",
            issuer=sample.ISSUER.id,
            bitstring=bits,
            valid_from_at=sample.AT,
        )
        return data_integrity.sign(
            unsigned, key=self.key, verification_method=self.method, created_at=sample.AT
        )


def contests(stage: Stage) -> list[Contest]:
    """Return the contests, after a look that the status list is really read."""
    told = stage.report(stage.listed, 0).check("status")
    if told is None or told.outcome is not Outcome.PASSED:
        raise AssertionError("the status list was not read")
    return [
        Contest(
            figure,
            partial(stage.report, badges),
            partial(stage.reference_verify, badges),
            stage.bare_verify,
        )
        for figure, badges in (("report", stage.plain), ("report_with_status", stage.listed))
    ]


def report_steps(stage: Stage) -> Iterator[tuple[str, Work]]:
    """Give the steps of one report without status, each alone."""
    signed = stage.plain[1]
    document = cast("JsonObject", strict_json.loads(signed))
    look = familiar.look(document)
    find = partial(resolve, fetcher=stage.fetcher)
    yield "JSON, strictly", lambda number: strict_json.loads(signed)
    yield "what its shape says", lambda number: familiar.look(document)
    yield "the parts to look at", lambda number: outline(document, contexts=look.contexts)
    yield "the rules of the data model", lambda number: look.is_sound
    yield "the credential as values", lambda number: ob3.read(document)
    yield "the key of the issuer", lambda number: find(stage.method)
    yield "the proof, its key known", _proof_step(stage, look)


def _proof_step(stage: Stage, look: familiar.Look) -> Work:
    key = resolve(stage.method, fetcher=stage.fetcher)
    return lambda number: data_integrity.verify_proofs(
        look.document, resolve=lambda method: key, at=AT, shaped=look.shaped
    )


def main() -> None:
    """Print the figures, then where the time goes."""
    stage = Stage()
    for result in play(contests(stage)):
        print(json.dumps(result.as_json()), flush=True)
    for line in shares("report", partial(stage.report, stage.plain), report_steps(stage)):
        print(json.dumps(line), flush=True)
