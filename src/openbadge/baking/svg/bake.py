"""A credential into an SVG and out again: one element directly after the root's start tag.

The drawing is not parsed and written anew: bytes are inserted, bytes of an earlier credential are cut.
Source: Open Badges 3.0, section 5.3.2; Open Badges Baking 1.0 (SVG).
"""

import codecs
import re
from xml.sax.saxutils import escape, quoteattr

from openbadge.baking.baked import (
    ADDRESS,
    COMPACT_JWS,
    IMAGE_BYTES,
    Baked,
    Generation,
    check_size,
    credential_text,
    found_text,
    found_twice,
    none_found,
)
from openbadge.baking.svg.scan import OB2, OB3, Place, Scan, scan, tag_end
from openbadge.errors import MalformedError, UnsupportedError

_ELEMENTS: dict[Generation, tuple[str, str]] = {"3.0": ("credential", OB3), "2.0": ("assertion", OB2)}
# What XML 1.0 (section 2.2) allows inside a document, less than what JSON allows inside a text.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPLITS_CDATA = re.compile("]]>|\r")


def bake(svg: bytes, credential: bytes, *, generation: Generation = "3.0") -> bytes:
    """Return `svg` with one credential element as the root's first child; an earlier one is replaced.

    A JSON document stands in CDATA, a compact JWS in the attribute `verify`. A text that CDATA cannot
    hold in one piece (`]]>`, a carriage return) is written escaped: XML readers see the same text.
    Raises MalformedError (BAKE_TEXT, BAKE_XML, BAKE_DTD, BAKE_AMBIGUOUS), UnsupportedError BAKE_ENCODING
    (the SVG is not UTF-8), LimitError BAKE_TOO_LARGE or BAKE_TOO_COMPLEX. Source: OB 3.0 5.3.2.
    """
    text = credential_text(credential)
    if _NOT_XML.search(text):
        raise MalformedError("BAKE_TEXT", "The credential holds a character that XML cannot carry.")
    seen = scan(svg)
    if codecs.lookup(seen.encoding).name not in ("utf-8", "ascii") or svg.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        raise UnsupportedError("BAKE_ENCODING", "Only an SVG written in UTF-8 can take a credential in.")
    if seen.said_in_comment:
        raise MalformedError(
            "BAKE_AMBIGUOUS", "A comment of this SVG looks like a credential; remove it first."
        )
    element = _element(text, generation, seen)
    baked = _insert(svg, seen, element.encode("utf-8"), generation)
    check_size(baked, IMAGE_BYTES, "baked SVG")
    return baked


def unbake(svg: bytes) -> Baked:
    """Return the one credential of an SVG.

    Raises MalformedError: BAKE_NONE, BAKE_DUPLICATE (two, or an attribute and a body that are both
    credentials), BAKE_NAMESPACE (the right name in a namespace of its own), BAKE_AMBIGUOUS (readers would
    not agree on the text: comments, elements or several CDATA sections inside, a second one in a comment),
    BAKE_TEXT, and the codes of `scan`. Source: OB 3.0 5.3.2, OB 2.0 Baking.
    """
    seen = scan(svg)
    if not seen.places:
        raise none_found("SVG")
    if len(seen.places) > 1:
        raise found_twice("SVG")
    place = seen.places[0]
    if place.keyword is None:
        raise MalformedError(
            "BAKE_NAMESPACE",
            f"The element openbadges:{place.local} stands in a namespace that is not Open Badges'.",
        )
    if place.interrupted or len(place.sections) > 1 or seen.said_in_comment:
        raise MalformedError(
            "BAKE_AMBIGUOUS", "Two readers would find two different credentials in this SVG."
        )
    return Baked(kind="svg", keyword=place.keyword, text=found_text(_text(place).encode("utf-8")))


def _text(place: Place) -> str:
    """Return the body, or without a body the attribute `verify`."""
    outside = "".join(place.outside)
    if place.sections and outside.strip():
        raise MalformedError(
            "BAKE_AMBIGUOUS", "The credential in this SVG stands partly outside its CDATA section."
        )
    body = place.sections[0] if place.sections else outside
    verify = (place.verify or "").strip()
    if not body.strip():
        return verify
    # OB 2.0 writes the address of a hosted assertion beside its body, some bakeries the same token again; any
    # other credential there is a second one.
    if verify and verify != body.strip() and not ADDRESS.fullmatch(verify):
        raise found_twice("SVG")
    return body


def _element(text: str, generation: Generation, seen: Scan) -> str:
    local, namespace = _ELEMENTS[generation]
    # The prefix is declared on the root, as the clause says, unless the root uses it for something else.
    declared = seen.root_prefixes.get("openbadges")
    own = f' xmlns:openbadges="{namespace}"' if declared not in (None, namespace) else ""
    if COMPACT_JWS.fullmatch(text) or ADDRESS.fullmatch(text):
        return f"<openbadges:{local}{own} verify={quoteattr(text)}></openbadges:{local}>"
    body = escape(text, {"\r": "&#13;"}) if _SPLITS_CDATA.search(text) else f"<![CDATA[{text}]]>"
    return f"<openbadges:{local}{own}>{body}</openbadges:{local}>"


def _insert(svg: bytes, seen: Scan, element: bytes, generation: Generation) -> bytes:
    root_name = seen.root_name.encode("utf-8")
    name_end = seen.root_start + 1 + len(root_name)
    root_end = tag_end(svg, seen.root_start)
    namespace = _ELEMENTS[generation][1].encode("ascii")
    pieces = [svg[:name_end]]
    if "openbadges" not in seen.root_prefixes:
        pieces.append(b' xmlns:openbadges="' + namespace + b'"')
    if svg[root_end - 2 : root_end] == b"/>":
        pieces += [svg[name_end : root_end - 2], b">", element, b"</" + root_name + b">", svg[root_end:]]
        return b"".join(pieces)
    pieces += [svg[name_end:root_end], element]
    kept_from = root_end
    for place in seen.places:
        pieces.append(svg[kept_from : place.start])
        kept_from = place.end
    pieces.append(svg[kept_from:])
    return b"".join(pieces)
