"""A credential into a PNG and out again: exactly one iTXt chunk, never compressed.

Source: Open Badges 3.0, section 5.3.1 (PNG) and Open Badges Baking 1.0 (2.0's keyword, and 1.x's tEXt
chunk with the address of a hosted assertion).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openbadge.baking.baked import (
    IMAGE_BYTES,
    LEGACY_PLACE,
    Baked,
    Generation,
    check_size,
    credential_text,
    found_text,
    found_twice,
    none_found,
)
from openbadge.baking.png import chunks
from openbadge.errors import MalformedError

_STARTS: dict[Generation, bytes] = {"3.0": b"openbadgecredential\0\0\0\0\0", "2.0": b"openbadges\0\0\0\0\0"}
_OURS = frozenset({b"openbadgecredential", b"openbadges", b"openbadge"})
_TEXT_KINDS = frozenset({b"iTXt", b"tEXt", b"zTXt"})
_LONGEST_KEYWORD = 79


def bake(png: bytes, credential: bytes, *, generation: Generation = "3.0") -> bytes:
    """Return `png` with one iTXt chunk more, directly after IHDR; a credential already inside is replaced.

    Every other byte stays as it is. Costs little more than the file's CRC, which is checked.
    Raises MalformedError (BAKE_TEXT for the credential; the codes of `chunks.read` for the picture) and
    LimitError BAKE_TOO_LARGE when the result would pass IMAGE_BYTES. Source: OB 3.0 5.3.1.
    """
    credential_text(credential)
    spans = chunks.read(png)
    chunk = chunks.write(b"iTXt", _STARTS[generation], credential)
    view = memoryview(png)
    pieces: list[bytes | memoryview] = [view[: spans[0][2]], *chunk]
    kept_from = spans[0][2]
    for text in _credential_chunks(png, spans):
        pieces.append(view[kept_from : text.span[1]])
        kept_from = text.span[2]
    pieces.append(view[kept_from : spans[-1][2]])
    baked = b"".join(pieces)
    check_size(baked, IMAGE_BYTES, "baked PNG")
    return baked


def unbake(png: bytes) -> Baked:
    """Return the one credential of a PNG.

    Raises MalformedError: BAKE_NONE, BAKE_DUPLICATE (two, whatever their keywords), BAKE_COMPRESSED,
    BAKE_KEYWORD (a keyword that some readers take for ours), BAKE_TEXT, and the codes of `chunks.read`.
    Source: OB 3.0 5.3.1, OB 2.0 Baking ("Legacy PNGs" for tEXt).
    """
    found = list(_credential_chunks(png, chunks.read(png)))
    if not found:
        raise none_found("PNG")
    if len(found) > 1:
        raise found_twice("PNG")
    text = found[0]
    if text.keyword not in _OURS:
        raise MalformedError(
            "BAKE_KEYWORD", f"The keyword {text.keyword!r} is almost that of a credential, not quite."
        )
    if text.compressed:
        raise MalformedError(
            "BAKE_COMPRESSED", "The credential in this PNG is compressed, which is not allowed."
        )
    legacy = text.span[0] == b"tEXt"
    return Baked(
        kind="png",
        keyword=text.keyword.decode("ascii"),
        text=found_text(text.value, encoding="latin-1" if legacy else "utf-8"),
        notes=(LEGACY_PLACE,) if legacy else (),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    span: chunks.Span
    keyword: bytes
    value: bytes
    compressed: bool


def _credential_chunks(png: bytes, spans: list[chunks.Span]) -> Iterator[_Text]:
    """Yield the text chunks whose keyword is ours, or would be ours to a careless reader."""
    for span in spans:
        if span[0] in _TEXT_KINDS:
            start, stop = span[1] + 8, span[2] - 4
            keyword = png[start : min(stop, start + _LONGEST_KEYWORD + 1)].partition(b"\0")[0]
            if keyword.strip().lower() in _OURS:
                yield _read(span, keyword, png[start + len(keyword) : stop])


def _read(span: chunks.Span, keyword: bytes, rest: bytes) -> _Text:
    """Split what follows the keyword: NUL, and for iTXt flag, method, language NUL, translation NUL, text."""
    if span[0] != b"iTXt":
        return _Text(span, keyword, rest[1:], compressed=span[0] == b"zTXt")
    fields = rest[3:].split(b"\0", 2)
    if len(rest) < 3 or len(fields) != 3:
        raise MalformedError("BAKE_CHUNK", f"The iTXt chunk at byte {span[1]} is incomplete.", offset=span[1])
    return _Text(span, keyword, fields[2], compressed=rest[1] != 0)
