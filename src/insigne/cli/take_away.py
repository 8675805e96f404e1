"""Writes what each recipient takes away into a folder, with every document that a verifier needs offline.

For each: NAME.png (baked), NAME.pdf, NAME.json and NAME.eml. Beside them `documents.json`, the map from address to
file that `openbadge verify --documents` reads.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from insigne.awards import selectors as awards
from insigne.awards.selectors import HeldAward
from insigne.cli import progress
from insigne.delivery import mailbox
from insigne.signing import selectors as signing


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of one recipient."""

    award: HeldAward
    files: tuple[Path, ...]


def write(held: Sequence[HeldAward], folder: Path) -> list[Parcel]:
    """Write the files of every award into `folder` (made when missing) and return them in order."""
    folder.mkdir(parents=True, exist_ok=True)
    names = _names(held)
    named = list(zip(held, names, strict=True))
    return [Parcel(award, tuple(_parcel(award, folder, name))) for award, name in progress.counted(named)]


def _parcel(award: HeldAward, folder: Path, name: str) -> Iterable[Path]:
    contents = {
        "png": awards.baked_png(award.credential_id),
        "pdf": awards.baked_pdf(award.credential_id, award.language),
        "json": awards.credential_bytes(award.credential_id),
        "eml": mailbox.of_key(f"award:{award.award_id}"),
    }
    for extension, content in contents.items():
        if content is not None:
            path = folder / f"{name}.{extension}"
            path.write_bytes(content)
            yield path


def _names(held: Sequence[HeldAward]) -> list[str]:
    taken: set[str] = set()
    names = []
    for award in held:
        plain = unicodedata.normalize("NFKD", award.name or award.address.partition("@")[0])
        stem = (
            re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
            or "earner"
        )
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        names.append(name)
    return names


def write_documents(organisation_ids: Iterable[UUID], folder: Path) -> Path:
    """Write the DID documents and status lists of these issuers, and the map that names them; return the map's path."""
    place = folder / "documents"
    place.mkdir(parents=True, exist_ok=True)
    entries: dict[str, dict[str, object]] = {}
    for organisation_id in organisation_ids:
        for url, body in signing.verifier_documents(organisation_id).items():
            name = re.sub(r"[^a-z0-9]+", "-", url.partition("://")[2].lower()).strip("-") + ".json"
            (place / name).write_bytes(body)
            entries[url] = {"file": f"documents/{name}", "status": 200, "content_type": "application/json"}
    path = folder / "documents.json"
    path.write_text(json.dumps(entries, indent=2) + "\n")
    return path
