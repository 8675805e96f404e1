"""A stranger's drawing, written anew from what only draws; the original is never served.

1. Stream through it (`scan`): size, depth, no DTD declarations. 2. Parse without following anything.
3. Copy what `allowed` lists into a new tree, values checked by `css`, pictures by `pictures`.
4. Count what references multiply (`cost`). 5. Write it as UTF-8.
"""

import re

from lxml import etree

from openbadge.baking.png.upload import PIXELS_LIMIT
from openbadge.baking.svg import cost, css, pictures
from openbadge.baking.svg.allowed import ATTRIBUTES, ELEMENTS, LARGEST, PROPERTIES, REFERRING, TEXTS
from openbadge.baking.svg.scan import SVG, scan
from openbadge.errors import LimitError, MalformedError

SIDE_LIMIT = 10_000
"""The largest width or height, in any unit, that the root may ask for."""

_XLINK = "http://www.w3.org/1999/xlink"
_ROOT = f'<svg xmlns="{SVG}" xmlns:xlink="{_XLINK}"/>'
_XML = "http://www.w3.org/XML/1998/namespace"
_HREFS = ("href", f"{{{_XLINK}}}href")
_KEPT_XML = (f"{{{_XML}}}space", f"{{{_XML}}}lang")
_FRAGMENT = re.compile(r"\s*#[\w:.\-]+\s*")
_ID = re.compile(r"[\w:.\-]+")
_LEAVES = frozenset({"title", "desc", "style"})
_FREE_TEXT = frozenset({"aria-label", "aria-roledescription"})
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px|pt|pc|mm|cm|in|em|ex|%)?\s*")
_NUMBER = re.compile(r"[+-]?(?:[0-9]*\.[0-9]+|[0-9]+\.?)(?:[eE][+-]?[0-9]+)?")


def clean(svg: bytes) -> bytes:
    """Return the drawing as UTF-8 with nothing active, nothing fetched and nothing personal in it.

    A credential inside is dropped too: bake it afterwards. Harmless art keeps its looks: gradients,
    patterns, masks, filters, style sheets of plain rules, PNG and JPEG pictures as data addresses.
    Raises MalformedError (BAKE_XML, BAKE_DTD), LimitError (BAKE_TOO_LARGE, BAKE_TOO_COMPLEX,
    BAKE_PIXELS, SVG_TOO_COMPLEX). Source: ASVS 5.0 1.3.4, 1.5.1.
    """
    scan(svg)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        original = etree.fromstring(svg, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedError("BAKE_XML", "The SVG is not well-formed XML.") from error
    writer = _Rewriting()
    root = writer.copy(original)
    _check_sides(root)
    cost.check(root, writer.rules)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


class _Rewriting:
    """One pass over one drawing: the new tree, its style rules, and the pixels that its pictures may have."""

    def __init__(self) -> None:
        self.rules: list[css.Rule] = []
        self._pixels_left = PIXELS_LIMIT

    def copy(self, original: etree._Element) -> etree._Element:
        """Return a new tree of the allowed parts of `original`, which is an svg element."""
        root = etree.fromstring(_ROOT)
        self._attributes(original, root, "svg")
        waiting = [(original, root)]
        while waiting:
            source, copied = waiting.pop()
            self._text(source, copied)
            if etree.QName(copied).localname in _LEAVES:
                continue
            for child in source.iterchildren(etree.Element):
                made = self._element(child, copied)
                if made is not None:
                    waiting.append((child, made))
        return root

    def _element(self, source: etree._Element, parent: etree._Element) -> etree._Element | None:
        name = etree.QName(source)
        # A link draws what it holds; without its address it is a group.
        local = "g" if name.localname == "a" else name.localname
        made: etree._Element | None = None
        if name.namespace in (SVG, None) and local in ELEMENTS and "requiredExtensions" not in source.attrib:
            made = etree.SubElement(parent, f"{{{SVG}}}{local}")
            self._attributes(source, made, local)
        if source.tail and etree.QName(parent).localname in TEXTS:
            _append(parent, made, source.tail)
        return made

    def _text(self, source: etree._Element, copied: etree._Element) -> None:
        local = etree.QName(copied).localname
        if local == "style":
            found = css.rules("".join(str(piece) for piece in source.itertext()))
            self.rules += found
            copied.text = "".join(f"{selector}{{{body}}}" for selector, body in found)
        elif local in _LEAVES:
            copied.text = "".join(str(piece) for piece in source.itertext())
        elif local in TEXTS:
            copied.text = source.text

    def _attributes(self, source: etree._Element, made: etree._Element, local: str) -> None:
        for key, content in source.attrib.items():
            name, text = str(key), str(content)
            if name in _HREFS:
                kept = self._address(text, local)
            elif name == "style":
                kept = css.declarations(text) or None
            elif name in _KEPT_XML or name in ATTRIBUTES:
                kept = _value(name, text, local)
            else:
                kept = None
            if kept is not None:
                made.set(name, kept)

    def _address(self, text: str, local: str) -> str | None:
        if local in REFERRING and _FRAGMENT.fullmatch(text):
            return text.strip()
        if local != "image":
            return None
        picture = pictures.data_address(text, pixels_left=self._pixels_left)
        if picture is None:
            return None
        self._pixels_left -= picture[1]
        return picture[0]


def _value(name: str, text: str, local: str) -> str | None:
    if name in _FREE_TEXT:
        return text
    if name in ("id", "class"):
        return text if all(_ID.fullmatch(part) for part in text.split()) else None
    if name == "stroke-dasharray" and not css.bearable_dashes(text):
        return None
    largest = LARGEST.get((local, name))
    if largest is not None and any(abs(float(number)) > largest for number in _NUMBER.findall(text)):
        return None
    if name in PROPERTIES or "(" in text:
        return css.value(text)
    return text if "\\" not in text else None


def _append(parent: etree._Element, made: etree._Element | None, text: str) -> None:
    """Put characters after the last element that was copied, or at the start of the parent."""
    last = made if made is not None else (parent[-1] if len(parent) else None)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _check_sides(root: etree._Element) -> None:
    for name in ("width", "height"):
        length = _LENGTH.fullmatch(root.get(name, "1")[:40])
        if length is None or not 0 < float(length[1]) <= SIDE_LIMIT:
            if root.get("viewBox") is None:
                raise LimitError("BAKE_PIXELS", f"The {name} of this SVG is not a size that can be drawn.")
            del root.attrib[name]
