"""Where the credentials of an SVG stand, in bytes, by a streaming parser that follows nothing.

No tree is built and no reference is resolved: a DTD with declarations is refused before any text is
read, so entities cannot grow, reach a file or reach the network.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from openbadge.baking.baked import IMAGE_BYTES, check_size
from openbadge.errors import LimitError, MalformedError

SVG = "http://www.w3.org/2000/svg"
OB3 = "https://purl.imsglobal.org/ob/v3p0"
"""Source: Open Badges 3.0, section 5.3.2. (Not the context's address, which has /spec/ in it.)"""
OB2 = "http://openbadges.org"
"""Source: Open Badges Baking 1.0, SVG."""
ELEMENTS_LIMIT = 20_000
"""A drawing traced from a photograph has about 5,000; rewriting 20,000 takes half a second."""
ATTRIBUTES_LIMIT = 256
DEPTH_LIMIT = 200

_LOCAL_NAMES = frozenset({"credential", "assertion"})
_PLACES = {(OB3, "credential"): "openbadgecredential", (OB2, "assertion"): "openbadges"}
_TAG = re.compile(rb"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_SAID_IN_COMMENT = ("openbadges:credential", "openbadges:assertion")


@dataclass(slots=True)
class Place:
    """One element that holds, or seems to hold, a credential; `start` and `end` are byte offsets."""

    start: int
    prefix: str
    namespace: str
    local: str
    verify: str | None
    end: int = 0
    sections: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def keyword(self) -> str | None:
        """`openbadgecredential`, `openbadges`, or None when the namespace is not that of the element."""
        return _PLACES.get((self.namespace, self.local))


@dataclass(slots=True)
class Scan:
    """What was seen: the root's start tag in bytes and names, and the places in document order."""

    encoding: str = "utf-8"
    root_start: int = -1
    root_name: str = ""
    root_prefixes: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    said_in_comment: bool = False


def scan(svg: bytes) -> Scan:
    """Return where credentials stand in an SVG.

    Raises MalformedError BAKE_XML (not well-formed, or not an SVG), BAKE_DTD (declarations or entities),
    LimitError BAKE_TOO_LARGE or BAKE_TOO_COMPLEX.
    """
    check_size(svg, IMAGE_BYTES, "SVG file")
    reader = _Reader(svg)
    try:
        reader.parser.Parse(svg, True)
    except expat.ExpatError as error:
        raise MalformedError(
            "BAKE_XML",
            f"The SVG is not well-formed XML: {expat.ErrorString(error.code)}, line {error.lineno}.",
        ) from error
    except (LookupError, ValueError) as error:
        raise MalformedError("BAKE_XML", "The SVG names a character encoding that is not read.") from error
    return reader.seen


class _Reader:
    def __init__(self, svg: bytes) -> None:
        self.seen = Scan()
        self._svg = svg
        self._depth = 0
        self._count = 0
        self._open: Place | None = None
        self._open_depth = 0
        self._in_cdata = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._namespace
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = self._cdata_start
        parser.EndCdataSectionHandler = self._cdata_end
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.XmlDeclHandler = self._xml_declaration
        parser.EntityDeclHandler = self._declaration
        parser.ElementDeclHandler = self._declaration
        parser.AttlistDeclHandler = self._declaration
        parser.NotationDeclHandler = self._declaration
        parser.UnparsedEntityDeclHandler = self._declaration
        parser.SkippedEntityHandler = self._declaration
        parser.ExternalEntityRefHandler = self._declaration
        self.parser = parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, local, prefix = _split(name)
        if self.seen.root_start < 0:
            self._root(namespace, local, prefix)
        self._depth += 1
        self._count += 1
        too_wide = self._count > ELEMENTS_LIMIT or len(attributes) > ATTRIBUTES_LIMIT
        if too_wide or self._depth > DEPTH_LIMIT:
            raise LimitError(
                "BAKE_TOO_COMPLEX", "The SVG has too many elements or attributes, or nests them too deeply."
            )
        if self._open is not None:
            self._open.interrupted = True
        elif (namespace, local) in _PLACES or (prefix == "openbadges" and local in _LOCAL_NAMES):
            place = Place(self.parser.CurrentByteIndex, prefix, namespace, local, attributes.get("verify"))
            self.seen.places.append(place)
            self._open, self._open_depth = place, self._depth

    def _root(self, namespace: str, local: str, prefix: str) -> None:
        if local != "svg" or namespace not in (SVG, ""):
            raise MalformedError("BAKE_XML", f"The root element is {local[:40]!r}, not svg.")
        self.seen.root_start = self.parser.CurrentByteIndex
        self.seen.root_name = f"{prefix}:svg" if prefix else "svg"

    def _end(self, _name: str) -> None:
        if self._open is not None and self._depth == self._open_depth:
            first = tag_end(self._svg, self._open.start)
            empty = self._svg[first - 2 : first] == b"/>"
            self._open.end = first if empty else tag_end(self._svg, self.parser.CurrentByteIndex)
            self._open = None
        self._depth -= 1

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if self.seen.root_start < 0:
            self.seen.root_prefixes[prefix or ""] = uri or ""

    def _text(self, text: str) -> None:
        if self._open is not None:
            if self._in_cdata:
                self._open.sections[-1] += text
            else:
                self._open.outside.append(text)

    def _cdata_start(self) -> None:
        self._in_cdata = True
        if self._open is not None:
            self._open.sections.append("")

    def _cdata_end(self) -> None:
        self._in_cdata = False

    def _comment(self, text: str) -> None:
        if self._open is not None:
            self._open.interrupted = True
        self.seen.said_in_comment |= any(name in text for name in _SAID_IN_COMMENT)

    def _instruction(self, _target: str, _data: str) -> None:
        if self._open is not None:
            self._open.interrupted = True

    def _xml_declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.seen.encoding = (encoding or "utf-8").lower()

    def _declaration(self, *_: object) -> int:
        raise MalformedError(
            "BAKE_DTD", "The SVG declares entities or attributes in a DTD, which is not read."
        )


def _split(name: str) -> tuple[str, str, str]:
    """Split expat's "uri local prefix" (a part is missing when there is no namespace or no prefix)."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def tag_end(svg: bytes, start: int) -> int:
    """Return the offset after the tag that starts at `start`; only for encodings that extend ASCII."""
    whole = _TAG.match(svg, start)
    return whole.end() if whole else len(svg)
